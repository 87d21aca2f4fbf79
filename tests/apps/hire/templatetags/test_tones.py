from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from muster.apps.hire.models import (
    Decision,
    Interview,
    MeritRun,
    Outcome,
    Requisition,
    Review,
    Scorecard,
    Vote,
)
from muster.apps.hire.templatetags.tones import (
    tone_of_decision,
    tone_of_interview,
    tone_of_outcome,
    tone_of_progress,
    tone_of_recommendation,
    tone_of_status,
    tone_of_verdict,
    tone_of_vote,
    took_place,
)


def test_each_state_has_its_tone() -> None:
    assert [tone_of_outcome(one) for one in Outcome.values] == ["info", "bad", "neutral", "good"]
    assert {one: tone_of_status(one) for one in Requisition.Status.values} == {
        "draft": "info",
        "open": "good",
        "closed": "neutral",
    }
    assert {one: tone_of_verdict(one) for one in Review.Verdict.values} == {
        "advance": "good",
        "decline": "bad",
        "hold": "neutral",
    }
    assert {one: tone_of_interview(one) for one in Interview.State.values} == {
        "scheduled": "info",
        "cancelled": "bad",
    }
    recommended = [tone_of_recommendation(one) for one in (*Scorecard.Recommendation.values, "")]
    assert recommended == ["good", "good", "bad", "bad", "neutral", "neutral"]
    assert [tone_of_vote(one) for one in (*Vote.values, "")] == ["good", "bad", "warn", "neutral"]
    assert [tone_of_decision(one) for one in Decision.State.values] == ["info", "warn", "good", "neutral"]
    assert {one: tone_of_progress(one) for one in MeritRun.State.values} == {
        "queued": "info",
        "running": "info",
        "done": "good",
        "failed": "bad",
    }


def test_an_interview_took_place_when_it_is_over_and_was_not_called_off() -> None:
    past, future = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)
    scheduled, cancelled = Interview.State.SCHEDULED, Interview.State.CANCELLED
    assert took_place(Interview(state=scheduled, ends_at=past))
    assert not took_place(Interview(state=scheduled, ends_at=future))
    assert not took_place(Interview(state=cancelled, ends_at=past))
