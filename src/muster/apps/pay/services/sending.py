"""Sending a signed offer to its candidate, and leaving it open for longer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import PDF, file_store, files_kept
from muster.apps.core.formats import day
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import require
from muster.apps.hire.links import token_digest
from muster.apps.hire.services.messages import message_queue
from muster.apps.org.services.activity import begins_at, today_at
from muster.apps.pay.composing import letter_print
from muster.apps.pay.content import content_digest
from muster.apps.pay.jobs import expire_offer
from muster.apps.pay.letters import LetterText, text_of
from muster.apps.pay.links import OFFER_LINK, make_token
from muster.apps.pay.models import (
    Extension,
    Letter,
    Offer,
    OfferState,
    OfferVersion,
    Sending,
    SignOff,
    Verdict,
)
from muster.apps.pay.rules import may_send
from muster.apps.pay.selectors.letters import first_last_day
from muster.apps.pay.services.letters import NOT_SENDING
from muster.apps.pay.services.offers import offer_enter, offer_refuse_stale
from muster.apps.pay.services.submitting import newest_version

__all__ = ["SendPlan", "offer_extend", "offer_send", "refuse_unsigned"]

MOST_BYTES = 20_000_000
MOST_DAYS = 365
LONGEST_REASON = 500


@dataclass(frozen=True)
class SendPlan:
    """What is to be sent: the letter's language, the last day, and the message, which has the place {offer_link}.

    `text` is the digest of the letter's text as the person saw it, "" where they did not.
    """

    language: str
    last_day: date
    subject: str
    body: str
    text: str = ""


def offer_send(*, actor: User, offer: Offer, digest: str, plan: SendPlan, seen: int | None = None) -> Sending:
    """Send a signed offer: print its letter, keep it, and queue the message with the candidate's link.

    `digest` is that of the version which the person had before them. Raises RefusedError for an offer that is not
    signed, whose signatures are not of this very package, or that would expire too soon; ConflictError where something
    was changed since. Nothing is sent by halves.
    """
    require(may_send(actor, offer), NOT_SENDING)
    with files_kept() as files, change(offer, "offer.send", actor=actor, seen=seen) as told:
        if offer.state != OfferState.SIGNED:
            raise ConflictError(
                _("Only a signed offer is sent; this one is not: %(state)s.")
                % {"state": offer.get_state_display()}
            )
        offer_refuse_stale(application=offer.application)
        version = newest_version(offer)
        if version.digest != digest:
            raise ConflictError(_("The package has been changed since; look at the new version first."))
        refuse_unsigned(version)
        _check_plan(offer, plan, first_last_day(offer))
        text = text_of(plan.language)
        if plan.text and text.digest != plan.text:
            raise ConflictError(_("The text of the letter has been changed since; look at it again."))
        letter = _print(actor, offer, version, text, plan, files)
        sending = _keep(actor, offer, letter, plan)
        told.update(version=version.number, digest=version.digest, letter=letter.sha256)
        told["last_day"] = plan.last_day.isoformat()
        offer_enter(offer, OfferState.SENT)
    return sending


def refuse_unsigned(version: OfferVersion) -> None:
    """Raise RefusedError unless every signature that a version needed is there, holds, and is of this very content."""
    signoffs = list(SignOff.objects.filter(version_of=version))
    holds = all(
        one.verdict == Verdict.SIGN and one.void_at is None and one.digest == version.digest
        for one in signoffs
    )
    if not signoffs or not holds or content_digest(version.content) != version.digest:
        raise RefusedError(
            _("The signatures are not of this very package, so it is not sent; put it into sign-off again.")
        )


def _check_plan(offer: Offer, plan: SendPlan, earliest: date) -> None:
    if plan.last_day < earliest:
        raise RefusedError(
            _(
                "An offer stays open until %(day)s at least, as the policy says; choose that day or a later one."
            )
            % {"day": day(earliest)}
        )
    _check_latest(offer, plan.last_day)
    if OFFER_LINK not in plan.body:
        raise RefusedError(
            _("The message has no {offer_link}: without it the candidate cannot open the offer. Add it.")
        )


def _check_latest(offer: Offer, last_day: date) -> None:
    if last_day > today_at(offer.requisition.location) + timedelta(days=MOST_DAYS):
        raise RefusedError(_("An offer stays open for a year at most; choose an earlier day."))


def _print(
    actor: User,
    offer: Offer,
    version: OfferVersion,
    text: LetterText,
    plan: SendPlan,
    files: list[StoredFile],
) -> Letter:
    content = letter_print(
        offer=offer,
        version=version,
        text=text,
        language=plan.language,
        last_day=plan.last_day,
        sender=actor.get_full_name(),
        today=today_at(offer.requisition.location),
    )
    upload = ContentFile(content, name=f"{offer.code}.pdf")
    stored = file_store(upload=upload, kinds={PDF}, most_bytes=MOST_BYTES, actor=actor, action="letter.store")
    files.append(stored)
    letter = Letter(
        version_of=version,
        digest=version.digest,
        language=plan.language,
        template=text.template,
        file=stored,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=actor,
        made_at=timezone.now(),
    )
    with change(letter, "letter.make", actor=actor, detail={"offer": offer.pk, "sha256": letter.sha256}):
        letter.save()
    return letter


def _keep(actor: User, offer: Offer, letter: Letter, plan: SendPlan) -> Sending:
    now = timezone.now()
    sending = Sending(
        offer=offer,
        letter=letter,
        token_digest=token_digest(make_token(offer=offer.pk, sent_at=now)),
        message=message_queue(
            actor=actor, application=offer.application, subject=plan.subject, body=plan.body
        ),
        last_day=plan.last_day,
        expires_at=begins_at(offer.requisition.location, plan.last_day + timedelta(days=1)),
        sent_by=actor,
        sent_at=now,
    )
    with change(sending, "sending.make", actor=actor, detail={"offer": offer.pk}):
        sending.save()
    _expire_later(sending)
    return sending


def _expire_later(sending: Sending) -> None:
    later = expire_offer.using(run_after=sending.expires_at)
    enqueue(later, title=_("Let an offer expire"), actor=None, sending=sending.pk)


def offer_extend(
    *, actor: User, offer: Offer, last_day: date, reason: str, seen: int | None = None
) -> Extension:
    """Leave an offer open until a later day, with the reason, and tell the candidate the new day.

    Raises ConflictError for one that is not open any more, RefusedError for a day that is not later.
    """
    require(may_send(actor, offer), NOT_SENDING)
    if not reason.strip():
        raise RefusedError(_("Say why the offer stays open for longer."))
    with writing(), change(offer, "offer.extend", actor=actor, seen=seen) as told:
        sending = Sending.objects.filter(offer=offer).first()
        if offer.state != OfferState.SENT or sending is None or sending.expires_at <= timezone.now():
            raise ConflictError(
                _("This offer is not open any more: %(state)s.") % {"state": offer.get_state_display()}
            )
        if last_day <= sending.last_day:
            raise RefusedError(
                _("The offer is open until %(day)s already; choose a later day.")
                % {"day": day(sending.last_day)}
            )
        _check_latest(offer, last_day)
        row = Extension(
            sending=sending,
            from_day=sending.last_day,
            to_day=last_day,
            reason=reason.strip()[:LONGEST_REASON],
            made_by=actor,
            made_at=timezone.now(),
        )
        with change(row, "extension.make", actor=actor, detail={"offer": offer.pk}):
            row.save()
        with change(sending, "sending.extend", actor=actor, detail={"offer": offer.pk}):
            sending.last_day = last_day
            sending.expires_at = begins_at(offer.requisition.location, last_day + timedelta(days=1))
            sending.save()
        told["last_day"] = last_day.isoformat()
        offer.save()
        _expire_later(sending)
        _tell_extended(actor, offer, last_day)
    return row


def _tell_extended(actor: User, offer: Offer, last_day: date) -> None:
    with translation.override(offer.application.candidate.language):
        subject = _("Our offer stays open for longer: {title}")
        body = _(
            "Hello {name},\n\nour offer for {title} is now open until the end of %(day)s:\n\n{offer_link}\n"
        ) % {"day": day(last_day)}
    message_queue(actor=actor, application=offer.application, subject=subject, body=body)
