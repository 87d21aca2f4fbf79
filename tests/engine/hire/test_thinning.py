"""A sample of candidates to start from: its layout, its curvature, and that it leads to the same end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire import merit
from muster.engine.hire.gaussian import Sites
from muster.engine.hire.layout import lay_out
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.propagation import propagate
from muster.engine.hire.search import find_parameters
from muster.engine.hire.simulate import simulate_season
from muster.engine.hire.thinning import scale_information, thin
from muster.engine.shapes import Criterion, Scorecards
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed, from_rows, take


@pytest.fixture(scope="module")
def season() -> Scorecards:
    return simulate_season(
        candidates=1200, interviewers=70, interviews=3, criteria=3, design="unbalanced", seed=4
    ).scorecards


def test_a_sample_is_the_layout_of_its_candidates(season: Scorecards) -> None:
    whole = lay_out(season)
    sample = thin(whole, whole.ratings // 4)
    kept = take(season, season.candidate % 4 == 0)
    alone = lay_out(
        replace(
            kept,
            candidate=kept.candidate // 4,
            candidate_ids=kept.candidate_ids[::4],
        )
    )
    for name in ("cards_of", "ratings_of", "interviewer", "interviews"):
        np.testing.assert_array_equal(getattr(sample, name), getattr(alone, name))
    np.testing.assert_array_equal(sample.cells.value[sample.cell], alone.cells.value[alone.cell])
    np.testing.assert_array_equal(sample.cells.count, np.bincount(sample.cell))
    assert sample.interviewers == whole.interviewers


def test_a_sample_of_everything_is_everything(season: Scorecards) -> None:
    whole = lay_out(season)
    np.testing.assert_array_equal(thin(whole, whole.ratings * 2).cell, whole.cell)


def test_the_level_knows_what_the_sites_leave_of_it() -> None:
    """The curvature by a shift of all thresholds is 1'h1 - h' Cov(s) h, Cov(s) by dense algebra."""
    simulated = simulate_season(candidates=60, interviewers=12, interviews=2, criteria=2, seed=1)
    case = Fixed(simulated.scorecards, dense=False)
    found = find_parameters(case.setup, case.parameters, Sites.blank(case.layout))
    warm = propagate(case.setup, found.at.parameters, found.at.sites, tolerance=1e-6)
    scaled = scale_information(found, case.layout, case.setup, warm)
    joint = join_gaussian(case.layout, warm.sites, warm.parameters.sds)
    standing = np.zeros((case.layout.scorecards, joint.mean.size))
    cards = np.arange(case.layout.scorecards)
    standing[cards, case.layout.candidate] = 1
    standing[cards, case.layout.candidates + cards] = 1
    standing[cards, joint.severity.start + case.layout.interviewer] = -1
    precision = warm.sites.precision
    exact = precision.sum() - precision @ (standing @ joint.covariance @ standing.T) @ precision
    level = np.zeros(scaled.shape[0])
    level[3:] = 1
    guessed = level @ found.information @ level
    assert level @ scaled @ level == pytest.approx(min(exact, guessed), rel=1e-3)
    assert np.linalg.eigvalsh(scaled).min() > 0


@pytest.mark.parametrize("slopes", [False, True], ids=["plain", "slopes"])
def test_a_start_from_a_sample_ends_where_the_direct_search_ends(
    season: Scorecards, monkeypatch: pytest.MonkeyPatch, slopes: bool
) -> None:
    direct = estimate_merit(season, integrate=False, slopes=slopes)
    monkeypatch.setattr(merit, "THINNED", 3000)
    stages = []
    thinned = estimate_merit(
        season, integrate=False, slopes=slopes, progress=lambda stage, done: stages.append(stage)
    )
    assert "searching on a sample" in stages
    assert thinned.model.converged
    for name in ("sd_merit", "sd_severity", "sd_halo"):
        assert getattr(thinned.model, name) == pytest.approx(getattr(direct.model, name), rel=1e-3)
    np.testing.assert_allclose(thinned.merit, direct.merit, atol=1e-3)
    np.testing.assert_allclose(thinned.criteria.slope, direct.criteria.slope, rtol=1e-3)


def test_a_category_that_the_sample_lacks(season: Scorecards, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every k-th candidate none may have a rare rating that another has."""
    row = int(np.flatnonzero((season.candidate == 1) & (season.criterion == 0))[0])
    rating = season.rating.astype(np.int64)
    rating[row] = 0
    rare = replace(season, rating=rating, criteria=tuple(Criterion(c.name, 0, 5) for c in season.criteria))
    direct = estimate_merit(rare, integrate=False)
    monkeypatch.setattr(merit, "THINNED", 3000)
    thinned = estimate_merit(rare, integrate=False)
    assert thinned.model.converged
    np.testing.assert_allclose(thinned.merit, direct.merit, atol=1e-3)
    np.testing.assert_allclose(thinned.criteria.thresholds[0], direct.criteria.thresholds[0], rtol=1e-2)


def test_a_criterion_that_the_sample_lacks(season: Scorecards, monkeypatch: pytest.MonkeyPatch) -> None:
    criterion = season.criterion.astype(np.int32)
    criterion[(season.candidate == 1) & (criterion == 0)] = 3
    rare = replace(season, criterion=criterion, criteria=(*season.criteria, Criterion("rare", 1, 5)))
    direct = estimate_merit(rare, integrate=False)
    monkeypatch.setattr(merit, "THINNED", 3000)
    thinned = estimate_merit(rare, integrate=False)
    assert thinned.model.converged
    np.testing.assert_allclose(thinned.merit, direct.merit, atol=1e-3)


def test_candidates_without_ratings_do_not_break_the_sample() -> None:
    scorecards = from_rows([(p, r, 0, 1 + (p * r) % 5) for p in range(1, 9) for r in range(2)], candidates=12)
    whole = lay_out(scorecards)
    sample = thin(whole, 8)
    assert sample.candidates == 6
    assert sample.ratings == 8
    np.testing.assert_array_equal(np.diff(sample.cards_of), [0, 2, 2, 2, 2, 0])
