"""The tones in which states of hiring are shown."""

from __future__ import annotations

from django import template

from muster.apps.hire.models import Interview, MeritRun, Outcome, Requisition, Review

__all__ = [
    "register",
    "tone_of_interview",
    "tone_of_outcome",
    "tone_of_progress",
    "tone_of_status",
    "tone_of_verdict",
]

OUTCOMES: dict[str, str] = {Outcome.HIRED: "good", Outcome.REJECTED: "bad", Outcome.WITHDRAWN: "neutral"}
STATUSES: dict[str, str] = {Requisition.Status.OPEN: "good", Requisition.Status.CLOSED: "neutral"}
VERDICTS: dict[str, str] = {Review.Verdict.ADVANCE: "good", Review.Verdict.DECLINE: "bad"}

PROGRESS: dict[str, str] = {MeritRun.State.DONE: "good", MeritRun.State.FAILED: "bad"}
INTERVIEWS: dict[str, str] = {Interview.State.CANCELLED: "bad"}

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
def tone_of_progress(state: str) -> str:
    """Return the tone of how far a merit run is."""
    return PROGRESS.get(state, "info")
