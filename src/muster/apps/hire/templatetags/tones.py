"""The tones in which states of hiring are shown."""

from __future__ import annotations

from django import template
from django.utils import timezone

from muster.apps.hire.models import (
    Decision,
    Export,
    Interview,
    MeritRun,
    OfferStatus,
    Outcome,
    Requisition,
    Review,
    Scorecard,
    Vote,
)

__all__ = [
    "register",
    "tone_of_decision",
    "tone_of_export",
    "tone_of_interview",
    "tone_of_offer",
    "tone_of_outcome",
    "tone_of_progress",
    "tone_of_recommendation",
    "tone_of_status",
    "tone_of_verdict",
    "tone_of_vote",
    "took_place",
]

OUTCOMES: dict[str, str] = {Outcome.HIRED: "good", Outcome.REJECTED: "bad", Outcome.WITHDRAWN: "neutral"}
STATUSES: dict[str, str] = {Requisition.Status.OPEN: "good", Requisition.Status.CLOSED: "neutral"}
VERDICTS: dict[str, str] = {Review.Verdict.ADVANCE: "good", Review.Verdict.DECLINE: "bad"}
RECOMMENDATIONS: dict[str, str] = {
    Scorecard.Recommendation.STRONG_HIRE: "good",
    Scorecard.Recommendation.HIRE: "good",
    Scorecard.Recommendation.NO_HIRE: "bad",
    Scorecard.Recommendation.STRONG_NO_HIRE: "bad",
    Scorecard.Recommendation.UNDECIDED: "neutral",
}

PROGRESS: dict[str, str] = {MeritRun.State.DONE: "good", MeritRun.State.FAILED: "bad"}
EXPORTS: dict[str, str] = {
    Export.State.DONE: "good",
    Export.State.WRITTEN: "good",
    Export.State.REMOVED: "neutral",
}
INTERVIEWS: dict[str, str] = {Interview.State.CANCELLED: "bad"}

VOTES: dict[str, str] = {Vote.HIRE: "good", Vote.NO_HIRE: "bad", Vote.ONE_MORE: "warn"}
DECISIONS: dict[str, str] = {
    Decision.State.OPEN: "warn",
    Decision.State.SIGNED: "good",
    Decision.State.VOID: "neutral",
}
OFFERS: dict[str, str] = {
    OfferStatus.ACCEPTED: "good",
    OfferStatus.REJECTED: "bad",
    OfferStatus.WITHDRAWN: "neutral",
    OfferStatus.DRAFT: "neutral",
}

register = template.Library()


@register.filter
def tone_of_outcome(outcome: str) -> str:
    """Return the tone of an application's outcome."""
    return OUTCOMES.get(outcome, "info")


@register.filter
def tone_of_status(status: str) -> str:
    """Return the tone of a requisition's status."""
    return STATUSES.get(status, "info")


@register.filter
def tone_of_verdict(verdict: str) -> str:
    """Return the tone of a review's verdict."""
    return VERDICTS.get(verdict, "neutral")


@register.filter
def tone_of_recommendation(recommendation: str) -> str:
    """Return the tone of what an interviewer recommends."""
    return RECOMMENDATIONS.get(recommendation, "neutral")


@register.filter
def tone_of_interview(state: str) -> str:
    """Return the tone of an interview's state."""
    return INTERVIEWS.get(state, "info")


@register.filter
def took_place(interview: Interview) -> bool:
    """Return whether an interview is over and was not called off."""
    return interview.state == Interview.State.SCHEDULED and interview.ends_at <= timezone.now()


@register.filter
def tone_of_vote(vote: str) -> str:
    """Return the tone of a vote, or of what was decided."""
    return VOTES.get(vote, "neutral")


@register.filter
def tone_of_decision(state: str) -> str:
    """Return the tone of how far a decision has come."""
    return DECISIONS.get(state, "info")


@register.filter
def tone_of_progress(state: str) -> str:
    """Return the tone of how far a merit run is."""
    return PROGRESS.get(state, "info")


@register.filter
def tone_of_offer(status: str) -> str:
    """Return the tone of where an offer made elsewhere stands."""
    return OFFERS.get(status, "info")


@register.filter
def tone_of_export(state: str) -> str:
    """Return the tone of how far an export is."""
    return EXPORTS.get(state, "info")
