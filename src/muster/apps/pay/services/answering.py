"""What a candidate does with an offer on their own page: ask, accept, decline; and what they are answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import file_open
from muster.apps.core.formats import day
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.text import fold
from muster.apps.hire.models import Outcome
from muster.apps.hire.services.messages import message_queue
from muster.apps.hire.texts import without_places
from muster.apps.pay.content import content_digest
from muster.apps.pay.jobs import send_offer_notices
from muster.apps.pay.models import (
    AnswerKind,
    DeclineReason,
    Letter,
    Offer,
    OfferAnswer,
    OfferQuestion,
    OfferState,
    OfferVersion,
    Sending,
)
from muster.apps.pay.rules import may_send
from muster.apps.pay.services.joining import employee_join
from muster.apps.pay.services.letters import NOT_SENDING
from muster.apps.pay.services.offers import offer_enter
from muster.apps.pay.services.sending import refuse_unsigned
from muster.apps.pay.services.telling import ACCEPTED, ASKED, DECLINED, Texts, notices_keep

__all__ = [
    "closed_sentence",
    "offer_accept",
    "offer_decline",
    "question_answer",
    "question_ask",
]

LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_WORDS, LONGEST_EMPLOYER = 2_000, 4_000, 1_000, 200
MOST_QUESTIONS = 50
NOT_INTACT = gettext_lazy("This letter is not what we sent you, so nothing was accepted; write to us.")


def closed_sentence(offer: Offer, sending: Sending) -> str:
    """Return why an offer cannot be answered any more, for its candidate; "" while it can."""
    if offer.state == OfferState.ACCEPTED:
        return _("You have accepted this offer already.")
    if offer.state == OfferState.DECLINED:
        return _("You have declined this offer already.")
    if offer.state == OfferState.EXPIRED or (
        offer.state == OfferState.SENT and sending.expires_at <= timezone.now()
    ):
        return _("This offer was open until %(day)s; write to us if you still think of it.") % {
            "day": day(sending.last_day)
        }
    if offer.state != OfferState.SENT:
        return _("We have taken this offer back; write to us if you did not expect that.")
    outcome = offer.application.outcome
    if outcome == Outcome.WITHDRAWN:
        return _("You have withdrawn your application, so this offer cannot be answered; write to us.")
    if outcome != Outcome.ACTIVE:
        return _("Your application is closed, so this offer cannot be answered; write to us.")
    return ""


def offer_accept(*, sending: Sending, typed_name: str, sha256: str) -> OfferAnswer:
    """Accept an offer as its candidate, for the letter whose bytes have this digest, by typing their name.

    In one transaction: the answer, the employee, the hire. Raises ConflictError for an offer that cannot be answered
    any more or is another one, RefusedError for another name.
    """
    with _answering(sending, "offer.accept") as (offer, letter, told):
        if letter.sha256 != sha256:
            raise ConflictError(_("This is not the letter that we sent you last; open the newest link."))
        version = _intact(letter)
        name = offer.application.candidate.name
        if fold(typed_name) != fold(name):
            raise RefusedError(
                _("Type your name as it stands in the letter to accept: %(name)s.") % {"name": name}
            )
        told.update(sha256=letter.sha256, digest=version.digest)
        answer = _keep(
            offer,
            letter,
            OfferAnswer(kind=AnswerKind.ACCEPTED, typed_name=" ".join(typed_name.split())[:200]),
        )
        offer_enter(offer, OfferState.ACCEPTED)
        told["employee"] = employee_join(offer=offer, version=version).pk
        _tell(offer, ACCEPTED)
    return answer


def offer_decline(*, sending: Sending, reason: str, words: str = "", employer: str = "") -> OfferAnswer:
    """Decline an offer as its candidate, with a reason, and whose offer they take if they say so."""
    if reason not in DeclineReason.values:
        raise RefusedError(_("Choose why you decline; it helps those who come after you."))
    with _answering(sending, "offer.decline") as (offer, letter, told):
        told["reason"] = reason
        answer = OfferAnswer(
            kind=AnswerKind.DECLINED,
            reason=reason,
            words=words.strip()[:LONGEST_WORDS],
            employer=" ".join(employer.split())[:LONGEST_EMPLOYER],
        )
        _keep(offer, letter, answer)
        offer_enter(offer, OfferState.DECLINED)
        _tell(offer, DECLINED)
    return answer


@contextmanager
def _answering(sending: Sending, action: str) -> Iterator[tuple[Offer, Letter, dict[str, Any]]]:
    """Lock the offer, and yield it with its letter while it can be answered."""
    with writing():
        rows = Offer.objects.select_related("application__candidate", "application__requisition")
        offer = rows.select_related("requisition").get(pk=sending.offer_id)
        now = Sending.objects.select_related("letter__file", "letter__version_of").get(pk=sending.pk)
        with change(offer, action, actor=None) as told:
            offer.application.refresh_from_db(fields=["outcome"])
            closed = closed_sentence(offer, now)
            if closed:
                raise ConflictError(closed)
            yield offer, now.letter, told


def _intact(letter: Letter) -> OfferVersion:
    """Return what the letter is about. Raises RefusedError unless letter, package and signatures are what they were."""
    version: OfferVersion = letter.version_of
    if (
        not _same_bytes(letter)
        or letter.digest != version.digest
        or content_digest(version.content) != version.digest
    ):
        raise RefusedError(str(NOT_INTACT))
    try:
        refuse_unsigned(version)
    except RefusedError as error:  # which is told to those who send
        raise RefusedError(str(NOT_INTACT)) from error
    return version


def _same_bytes(letter: Letter) -> bool:
    if letter.file is None:
        return False
    try:
        with file_open(letter.file) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == letter.sha256
    except OSError:
        return False


def _keep(offer: Offer, letter: Letter, answer: OfferAnswer) -> OfferAnswer:
    answer.offer, answer.letter, answer.sha256 = offer, letter, letter.sha256
    answer.answered_at = timezone.now()
    detail = {"offer": offer.pk, "sha256": letter.sha256}
    with change(answer, f"answer.{answer.kind}", actor=None, detail=detail):
        answer.save()
    return answer


def _tell(offer: Offer, texts: Texts) -> None:
    notices = [one.pk for one in notices_keep(offer=offer, texts=texts)]
    if notices:
        enqueue(send_offer_notices, title=_("Sending messages"), actor=None, notices=notices)


def question_ask(*, sending: Sending, text: str) -> OfferQuestion:
    """Ask about an offer as its candidate; those who sent it are told. Sent twice, it is asked once."""
    asked = text.strip()[:LONGEST_QUESTION]
    if not asked:
        raise RefusedError(_("Write your question."))
    with writing():
        offer = Offer.objects.select_related("application__candidate", "application__requisition").get(
            pk=sending.offer_id
        )
        closed = closed_sentence(offer, Sending.objects.get(pk=sending.pk))
        if closed and offer.state != OfferState.ACCEPTED:  # who comes may still ask
            raise ConflictError(closed)
        rows = OfferQuestion.objects.filter(offer=offer)
        known = rows.filter(text=asked, answered_at=None).first()
        if known is not None:
            return known
        if rows.count() >= MOST_QUESTIONS:
            raise RefusedError(_("You have asked many questions; write to us, so that we talk."))
        row = OfferQuestion(offer=offer, text=asked, asked_at=timezone.now())
        with change(row, "question.ask", actor=None, detail={"offer": offer.pk}):
            row.save()
        _tell(offer, ASKED)
    return row


def question_answer(*, actor: User, question: OfferQuestion, text: str) -> OfferQuestion:
    """Answer a question, on the candidate's page and by a message to them. What was answered stays so."""
    offer = question.offer
    require(may_send(actor, offer), NOT_SENDING)
    answer = text.strip()[:LONGEST_ANSWER]
    if not answer:
        raise RefusedError(_("Write an answer."))
    with writing(), change(question, "question.answer", actor=actor, detail={"offer": offer.pk}):
        if question.answered_at is not None:
            raise ConflictError(_("Somebody else was quicker and has answered this already."))
        question.answer, question.answered_by, question.answered_at = answer, actor, timezone.now()
        question.save()
        with translation.override(offer.application.candidate.language):
            subject = _("Our answer to your question: {title}")
            body = _(
                "Hello {name},\n\nyou asked about our offer:\n\n%(question)s\n\nOur answer:\n\n%(answer)s\n\n"
                "{offer_link}\n"
            ) % {"question": without_places(question.text), "answer": without_places(answer)}
        message_queue(actor=actor, application=offer.application, subject=subject, body=body)
    return question
