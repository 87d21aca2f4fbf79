"""What is told besides the numbers."""

from __future__ import annotations

import numpy as np

from muster.engine.hire.estimate import Components
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.notes import link_note
from muster.engine.hire.simulate import simulate_season
from tests.engine.seasons import Row, from_rows


def parts(*candidates: int) -> Components:
    nobody = np.zeros(0, np.int64)
    return Components(np.array(candidates), np.ones(len(candidates), np.int64), nobody, nobody)


def test_parts_are_counted_the_largest_first() -> None:
    assert link_note(parts(12)) is None
    told = link_note(parts(1200, 8))
    assert told is not None
    assert told.startswith(
        "The interviews fall into 2 disconnected parts that share no interviewer, of 1,200, 8 candidates."
    )
    many = link_note(parts(*range(20, 11, -1)))
    assert many is not None
    assert "of 20, 19, 18, 17, 16, 15 candidates and 3 smaller ones." in many


def test_a_fit_tells_of_its_parts() -> None:
    rows: list[Row] = [(p, r, k, 1 + (p * r + k) % 5) for p in range(4) for r in range(2) for k in range(2)]
    rows += [(p, r, k, 1 + (p * r) % 5) for p in range(4, 9) for r in range(2, 5) for k in range(2)]
    estimate = estimate_merit(from_rows(rows))
    assert estimate.model.notes == (link_note(estimate.components),)
    linked = simulate_season(candidates=20, interviewers=4, interviews=2, criteria=2, seed=1)
    assert estimate_merit(linked.scorecards).model.notes == ()
