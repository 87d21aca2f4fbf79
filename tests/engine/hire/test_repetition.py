"""One rating copied to every criterion; interviewers who never vary."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.layout import Layout, lay_out
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.notes import COPIED_NOTE
from muster.engine.hire.repetition import COPIED, find_repetition
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Criterion, IntArray, Scorecards
from tests.engine.seasons import Row, from_rows


def copied_to(season: Scorecards, criteria: int) -> Scorecards:
    """Copy the ratings of a season of one criterion to several."""

    def each(column: np.ndarray) -> np.ndarray:
        return np.repeat(column, criteria)

    return replace(
        season,
        candidate=each(season.candidate),
        interviewer=each(season.interviewer),
        rating=each(season.rating),
        criterion=np.tile(np.arange(criteria, dtype=np.int32), season.ratings),
        criteria=tuple(Criterion(f"criterion_{code}", 1, 5) for code in range(criteria)),
    )


@pytest.fixture(scope="module")
def single() -> Scorecards:
    return simulate_season(
        candidates=60, interviewers=12, interviews=3, criteria=1, sd_halo=0.0, seed=3
    ).scorecards


def test_copies_are_told_from_ratings_that_agree_by_chance(single: Scorecards) -> None:
    assert find_repetition(lay_out(copied_to(single, 3))).copied == 1
    assert find_repetition(lay_out(single)).copied == 0
    season = simulate_season(candidates=60, interviewers=12, interviews=3, criteria=3, seed=3).scorecards
    assert find_repetition(lay_out(season)).copied < 0.3
    rng = np.random.default_rng(0)
    rare = replace(season, rating=np.where(rng.random(season.ratings) < 0.02, 2, 3))
    layout = lay_out(rare)
    same = [np.ptp(layout.cells.value[layout.cell[a:b]]) == 0 for a, b in zip(*spans(layout), strict=True)]
    assert np.mean(same) > COPIED
    assert abs(find_repetition(layout).copied) < 0.1


def spans(layout: Layout) -> tuple[IntArray, IntArray]:
    return layout.ratings_of[:-1], layout.ratings_of[1:]


def test_who_never_varies_is_found_where_chance_seldom_does_it() -> None:
    rng = np.random.default_rng(1)
    rows: list[Row] = [(p, r, 0, int(rng.integers(1, 6))) for p in range(40) for r in range(3)]
    rows += [(p, 3, 0, 3) for p in range(20)] + [(p, 4, 0, 4) for p in range(2)]
    assert find_repetition(lay_out(from_rows(rows))).constant.tolist() == [3]


def test_a_copied_rating_counts_once(single: Scorecards) -> None:
    """The copies of a rating say what the rating says, whatever their number."""
    once = estimate_merit(single)
    for criteria in (2, 4):
        copied = estimate_merit(copied_to(single, criteria))
        assert copied.model.converged
        assert copied.model.notes == (COPIED_NOTE,)
        assert copied.model.sd_halo == 0
        assert copied.model.reliability == pytest.approx(once.model.reliability, abs=0.05)
        assert copied.model.sd_merit == pytest.approx(once.model.sd_merit, rel=0.1)
        assert np.corrcoef(copied.merit, once.merit)[0, 1] > 0.999
        np.testing.assert_allclose(copied.sd, once.sd, rtol=0.1)
        assert copied.ranking.ratings.sum() == criteria * once.ranking.ratings.sum()
        np.testing.assert_allclose(copied.criteria.weight, 1)


def test_weights_among_copies_are_relative(single: Scorecards) -> None:
    copied = estimate_merit(copied_to(single, 2), weights={"criterion_0": 3.0})
    np.testing.assert_allclose(copied.criteria.weight, [1.5, 0.5])
    plain = estimate_merit(copied_to(single, 2))
    np.testing.assert_allclose(copied.merit, plain.merit, atol=0.02)


def test_a_halo_asked_for_is_kept() -> None:
    season = simulate_season(candidates=30, interviewers=6, interviews=2, criteria=1, seed=3).scorecards
    assert estimate_merit(copied_to(season, 2), halo=True).model.sd_halo > 1


def test_interviewers_who_never_vary_are_named() -> None:
    season = simulate_season(candidates=60, interviewers=8, interviews=3, criteria=2, seed=5).scorecards
    rating = np.where(season.interviewer == 2, 3, season.rating)
    told = estimate_merit(replace(season, rating=rating)).model.notes
    assert told == (
        "1 of 8 interviewers gave one and the same rating every time, which tells nobody apart: R0003.",
    )
