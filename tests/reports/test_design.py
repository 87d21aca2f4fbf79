from __future__ import annotations

from dataclasses import replace

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.notes import COPIED_NOTE

from .conftest import facts_of


def test_a_connected_season_with_enough_of_everything_has_no_warnings(estimate: MeritEstimate) -> None:
    sound = replace(estimate, model=replace(estimate.model, reliability=0.9))
    facts = facts_of(sound)
    assert facts.warnings == ()
    assert not any("warning" in finding for finding in facts.findings)


def test_warnings_name_what_is_wrong(apart: MeritEstimate) -> None:
    odd = replace(apart, model=replace(apart.model, converged=False, reliability=0.4, notes=("A note.",)))
    facts = facts_of(odd, reading_notes=("3 rows were empty.",))
    told = " ".join(facts.warnings)
    assert "did not converge" in facts.warnings[0]
    assert "2 disconnected parts that share no interviewer, of 12, 8 candidates" in told
    assert "small season (20 candidates, 8 interviewers)" in told
    assert "fewer than 5 interviews" in told
    assert "\u20686\u2069" in told
    assert "Reliability is 0.40" in told
    assert facts.notes == ("A note.", "3 rows were empty.")
    twice = facts_of(replace(apart, model=replace(apart.model, notes=(*apart.model.notes, "A note."))))
    assert twice.notes == ("A note.",), "what a warning tells is not told again"
    assert f"{len(facts.warnings)} design warnings below" in facts.findings[-1]
    assert "did not converge" in " ".join(facts.measured.sentences)


def test_copied_ratings_are_warned_of(estimate: MeritEstimate) -> None:
    facts = facts_of(replace(estimate, model=replace(estimate.model, notes=(COPIED_NOTE,))))
    assert facts.warnings[0] == COPIED_NOTE
    assert facts.notes == ()
