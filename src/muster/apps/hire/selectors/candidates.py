"""Reading for candidates and those who referred them: where an application stands, without names of stages,
reasons or reviews; and what a candidate gave us.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.core.models import ExternalId
from muster.apps.hire.links import status_link, token_digest
from muster.apps.hire.models import Application, Interview, Message, Move, Outcome, Stage
from muster.apps.hire.texts import fill_in

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Decision(TypedDict):
        """When it was rejected last."""

        rejected_at: datetime | None

    DecidedApplication = WithAnnotations[Application, _Decision]

__all__ = [
    "Progress",
    "Step",
    "Told",
    "application_export",
    "application_of_candidate",
    "application_progress",
    "known_elsewhere",
    "messages_to_candidate",
    "referral_list",
    "with_decision",
]

SHOWN_AFTER = timedelta(days=1)
"""A rejection is shown to the candidate a day after it was made: until then a slip of the hand can be taken back."""


class Step(models.TextChoices):
    """How far an application is, as those outside are told."""

    RECEIVED = "received", _("Received")
    REVIEW = "review", _("Being read")
    INTERVIEW = "interview", _("Interviews")
    DECISION = "decision", _("Being decided")
    OFFER = "offer", _("Offer")
    HIRED = "hired", _("Hired")


STEPS = {
    Stage.Kind.APPLIED: Step.RECEIVED,
    Stage.Kind.REVIEW: Step.REVIEW,
    Stage.Kind.INTERVIEW: Step.INTERVIEW,
    Stage.Kind.COMMITTEE: Step.DECISION,
    Stage.Kind.OFFER: Step.OFFER,
    Stage.Kind.HIRED: Step.HIRED,
}


@dataclass(frozen=True)
class Progress:
    """Where an application stands: the step it is in or ended in, and its outcome as far as it is told."""

    step: Step
    outcome: Outcome

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.outcome == Outcome.ACTIVE


@dataclass(frozen=True)
class Told:
    """A message as the candidate got it."""

    at: datetime
    subject: str
    body: str


def application_of_candidate(*, token: str) -> DecidedApplication | None:
    """Return the application that a candidate's link is about, with when it was rejected last."""
    found = Application.objects.filter(token_digest=token_digest(token))
    return with_decision(found).select_related("candidate", "requisition", "stage", "resume").first()


def with_decision(applications: QuerySet[Application]) -> QuerySet[DecidedApplication]:
    """Add when each application was rejected last, as `rejected_at`."""
    rejections = Move.objects.filter(application=OuterRef("pk"), outcome=Outcome.REJECTED)
    return applications.annotate(rejected_at=Subquery(rejections.order_by("-at", "-pk").values("at")[:1]))


def application_progress(application: Application, *, rejected_at: datetime | None) -> Progress:
    """Return where an application stands."""
    outcome = Outcome(application.outcome)
    fresh = rejected_at is None or timezone.now() - rejected_at < SHOWN_AFTER
    if outcome == Outcome.REJECTED and fresh:
        outcome = Outcome.ACTIVE
    return Progress(STEPS[Stage.Kind(application.stage.kind)], outcome)


def messages_to_candidate(*, application: Application) -> list[Told]:
    """Return the messages that a candidate was sent, the newest first."""
    elsewhere = dict.fromkeys(settings.SITE_MESSAGE_LINKS, gettext("(the link is in the e-mail itself)"))
    values = {"status_link": status_link(application), **elsewhere}
    sent = Message.objects.filter(application=application, status=Message.Status.SENT).order_by(
        "-sent_at", "-pk"
    )
    return [Told(one.sent_at or one.created_at, one.subject, fill_in(one.body, values)) for one in sent]


def application_export(*, application: Application) -> dict[str, Any]:
    """Return what a candidate gave with this application, and what they were sent, as plain values.

    How to reach them is included only where this application brought it: an address proves nothing about who typed
    it, so nobody gets by a new application what was told with an earlier one.
    """
    candidate = application.candidate
    earlier = Application.objects.filter(candidate=candidate, pk__lt=application.pk).exists()
    contact = {
        "name": candidate.name,
        "phone": candidate.phone,
        "country": candidate.country,
        "language": candidate.language,
        "pronouns": candidate.pronouns,
        "links": candidate.links,
    }
    return {
        "opening": {"code": application.requisition.code, "title": application.requisition.title},
        "applied_at": application.applied_at.isoformat(),
        "email": candidate.email,
        **({} if earlier else contact),
        **(application.said or {}),
        "years": application.years,
        "school": application.school,
        "employers": application.employers,
        "letter": application.letter,
        "resume": None if application.resume is None else application.resume.name,
        "resume_text": application.resume_text,
        "source": application.source,
        "campaign": application.campaign,
        "known_elsewhere": known_elsewhere(Q(kind="application", row=application.pk)),
        "interviews": _interviews_told(application),
        "messages": [
            {"at": one.at.isoformat(), "subject": one.subject, "text": one.body}
            for one in messages_to_candidate(application=application)
        ],
    }


def known_elsewhere(what: Q) -> list[dict[str, str]]:
    """Return the systems from which rows were imported, with their ids there."""
    rows = ExternalId.objects.filter(what).order_by("system", "kind", "external")
    return [
        {"system": system, "kind": kind, "id": external}
        for system, kind, external in rows.values_list("system", "kind", "external")
    ]


def _interviews_told(application: Application) -> list[dict[str, Any]]:
    """Return the interviews to which the candidate was invited; who sits in them is others' data."""
    rows = Interview.objects.filter(application=application, invited=True).order_by("starts_at", "pk")
    return [
        {
            "starts_at": one.starts_at.isoformat(),
            "ends_at": one.ends_at.isoformat(),
            "time_zone": one.time_zone,
            "place": one.place,
            "called_off": one.state == Interview.State.CANCELLED,
        }
        for one in rows
    ]


def referral_list(*, person: User) -> QuerySet[DecidedApplication]:
    """Return the applications that somebody referred, the newest first."""
    mine = Application.objects.filter(referral__referrer=person.pk)
    query = with_decision(mine).select_related("candidate", "requisition", "stage")
    return query.defer("resume_text", "letter").order_by("-applied_at", "-pk")
