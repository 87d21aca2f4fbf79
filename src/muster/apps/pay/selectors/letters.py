"""Reading how long offers stay open, the texts of letters, and what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from muster.apps.accounts.models import User
from muster.apps.hire.links import token_digest
from muster.apps.org.services.activity import today_at
from muster.apps.pay.letters import LetterText, text_of
from muster.apps.pay.models import (
    EmployeePackage,
    Extension,
    LetterTemplate,
    Offer,
    OfferAnswer,
    OfferPolicy,
    OfferQuestion,
    OfferState,
    Sending,
)
from muster.apps.pay.rules import may_send

__all__ = [
    "LEAST_DAYS",
    "Sent",
    "first_last_day",
    "least_days",
    "sending_of_candidate",
    "sent_of",
    "template_list",
    "template_versions",
]

LEAST_DAYS = 7  # while nobody has said otherwise


@dataclass(frozen=True)
class Sent:
    """An offer that was sent, with all that has happened since."""

    sending: Sending
    extensions: Sequence[Extension]
    questions: Sequence[OfferQuestion]
    answer: OfferAnswer | None
    joined: EmployeePackage | None
    may_extend: bool
    may_answer: bool


def least_days() -> int:
    """Return for how many days an offer stays open at least."""
    row = OfferPolicy.objects.order_by("pk").first()
    return LEAST_DAYS if row is None else row.least_days


def first_last_day(offer: Offer) -> date:
    """Return the earliest day on which an offer that is sent today may end, where the candidate is to work."""
    return today_at(offer.requisition.location) + timedelta(days=least_days())


def template_list() -> list[tuple[str, str, LetterText]]:
    """Return each language with its name and the text that its letters are made from now."""
    return [(code, str(name), text_of(code)) for code, name in settings.LANGUAGES]


def template_versions(*, language: str) -> list[LetterTemplate]:
    """Return the company's own texts in a language, the newest first."""
    rows = LetterTemplate.objects.filter(language=language).select_related("made_by")
    return list(rows.order_by("-number"))


def sent_of(*, person: User, offer: Offer) -> Sent | None:
    """Return what came of an offer that was sent, for who may see the offer; None before."""
    rows = Sending.objects.filter(offer=offer)
    found = rows.select_related("letter__file", "sent_by", "offer__answer").first()
    if found is None:
        return None
    sends = may_send(person, offer)
    return Sent(
        sending=found,
        extensions=list(found.extensions.select_related("made_by").order_by("made_at", "pk")),
        questions=list(offer.questions.select_related("answered_by").order_by("asked_at", "pk")),
        answer=getattr(found.offer, "answer", None),  # there is none yet, or one
        joined=None if offer.state != OfferState.ACCEPTED else _joined(offer),
        may_extend=sends and offer.state == OfferState.SENT,
        may_answer=sends,
    )


def _joined(offer: Offer) -> EmployeePackage | None:
    rows = EmployeePackage.objects.filter(version_of__offer=offer)
    return rows.select_related("employee").first()


def sending_of_candidate(*, token: str) -> Sending | None:
    """Return what a candidate's link is about; None for one that was forged, or of a candidate who was erased."""
    found = Sending.objects.filter(
        token_digest=token_digest(token), offer__application__candidate__erased_at=None
    )
    return found.select_related(
        "letter__file",
        "letter__version_of",
        "offer__application__candidate",
        "offer__requisition__level",
        "offer__requisition__team",
        "offer__requisition__location",
        "offer__requisition__hiring_manager",
    ).first()
