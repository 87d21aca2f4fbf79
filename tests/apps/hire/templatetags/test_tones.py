from __future__ import annotations

from muster.apps.hire.models import Decision, Interview, Outcome, Requisition, Review, Vote
from muster.apps.hire.templatetags.tones import (
    tone_of_decision,
    tone_of_interview,
    tone_of_outcome,
    tone_of_status,
    tone_of_verdict,
    tone_of_vote,
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
    assert [tone_of_vote(one) for one in (*Vote.values, "")] == ["good", "bad", "warn", "neutral"]
    assert [tone_of_decision(one) for one in Decision.State.values] == ["info", "warn", "good", "neutral"]
