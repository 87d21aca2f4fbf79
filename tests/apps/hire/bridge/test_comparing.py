"""Comparisons from what a run keeps agree with the engine's own."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest

from muster.apps.hire.bridge.comparing import compare
from muster.apps.hire.bridge.merit import estimate_run, result_of
from muster.apps.hire.bridge.ratings import Ratings, RunCriterion
from muster.apps.hire.models import MeritRun
from muster.engine.hire.explain import compare_candidates
from muster.engine.hire.simulate import simulate_season


def season(candidates: int) -> Ratings:
    """Return simulated ratings, a scorecard of two criteria for each interview."""
    cards = simulate_season(
        candidates=candidates, interviewers=6, interviews=3, criteria=2, seed=4
    ).scorecards
    pairs, card = np.unique(cards.candidate.astype(np.int64) * 100 + cards.interviewer, return_inverse=True)
    order = np.lexsort((cards.criterion, card))
    keys = np.arange(1, pairs.size + 1)
    return Ratings(
        scorecard=keys,
        interview=keys,
        interviewer=pairs % 100 + 1,
        candidate=pairs // 100 + 1,
        card=card[order].astype(np.int64),
        criterion=cards.criterion[order].astype(np.int64),
        rating=cards.rating[order].astype(np.int64),
        criteria=tuple(RunCriterion(f"c{n}", f"C {n}", 5, Decimal(1)) for n in range(2)),
    )


def make_run() -> MeritRun:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    return MeritRun(pk=1, asked_at=now, as_of=now, seed=3, level=0.9)


@pytest.mark.parametrize("candidates", [30, 12])
def test_it_says_what_joint_draws_say(candidates: int) -> None:
    run, ratings = make_run(), season(candidates)
    estimate = estimate_run(run, ratings)
    result = result_of(run, ratings, estimate)
    draws = {one.interviewer_id: one.draws for one in result.calibrations}
    by_key = {one.candidate_id: one for one in result.standings}
    for a, b in ((0, 1), (2, 7), (5, 11), (9, 3)):
        whole = compare_candidates(estimate, a, b)
        found = compare(by_key[a + 1], by_key[b + 1], draws=draws, level=0.9)
        assert found.p_better == pytest.approx(whole.p_better, abs=0.035)
        assert found.difference == pytest.approx(whole.difference, abs=1e-5)
        assert found.high - found.low == pytest.approx(whole.high - whole.low, rel=0.12)
        assert found.linked is whole.same_component
        assert list(found.shared) == sorted(whole.shared_interviewers.tolist())
        other_way = compare(by_key[b + 1], by_key[a + 1], draws=draws, level=0.9)
        assert other_way.p_better == pytest.approx(1 - found.p_better)
