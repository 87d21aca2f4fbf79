"""The tones in which states of hiring are shown."""

from __future__ import annotations

from django import template

from muster.apps.hire.models import Decision, Interview, Outcome, Requisition, Review, Vote

__all__ = [
    "register",
    "tone_of_decision",
    "tone_of_interview",
    "tone_of_outcome",
    "tone_of_status",
    "tone_of_verdict",
    "tone_of_vote",
]

OUTCOMES: dict[str, str] = {Outcome.HIRED: "good", Outcome.REJECTED: "bad", Outcome.WITHDRAWN: "neutral"}
STATUSES: dict[str, str] = {Requisition.Status.OPEN: "good", Requisition.Status.CLOSED: "neutral"}
VERDICTS: dict[str, str] = {Review.Verdict.ADVANCE: "good", Review.Verdict.DECLINE: "bad"}

INTERVIEWS: dict[str, str] = {Interview.State.CANCELLED: "bad"}

VOTES: dict[str, str] = {Vote.HIRE: "good", Vote.NO_HIRE: "bad", Vote.ONE_MORE: "warn"}
DECISIONS: dict[str, str] = {
    Decision.State.OPEN: "warn",
    Decision.State.SIGNED: "good",
    Decision.State.VOID: "neutral",
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
def tone_of_interview(state: str) -> str:
    """Return the tone of an interview's state."""
    return INTERVIEWS.get(state, "info")


@register.filter
def tone_of_vote(vote: str) -> str:
    """Return the tone of a vote, or of what was decided."""
    return VOTES.get(vote, "neutral")


@register.filter
def tone_of_decision(state: str) -> str:
    """Return the tone of how far a decision has come."""
    return DECISIONS.get(state, "info")
