from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.propagation import propagate
from muster.engine.hire.structure import settle, solve
from tests.engine.linked import SDS, Linked, small_quarters, whole_gaussian
from tests.engine.seasons import Fixed


def random_sites(linked: Linked, seed: int = 0) -> Sites:
    rng = np.random.default_rng(seed)
    cards = linked.layout.scorecards
    return Sites(rng.uniform(0.2, 2.0, cards), rng.normal(size=cards))


@pytest.mark.parametrize("drift", [True, False])
def test_solve_agrees_with_the_whole_gaussian(drift: bool) -> None:
    linked = Linked(small_quarters().dated, drift)
    sites = random_sites(linked)
    mean, covariance = whole_gaussian(linked, sites, SDS)
    solved = solve(linked.structure, sites, SDS)
    size = linked.structure.size
    np.testing.assert_allclose(solved.mean, mean[:size], atol=1e-10)
    np.testing.assert_allclose(solved.covariance, covariance[:size, :size], atol=1e-10)


def test_units_are_severities_less_levels() -> None:
    linked = Linked(small_quarters().dated)
    solved = solve(linked.structure, random_sites(linked), SDS)
    units = linked.units
    levels = units.nodes + units.cohort
    np.testing.assert_allclose(solved.gaussian.severity, solved.mean[units.node] - solved.mean[levels])
    design = linked.structure.design.toarray()
    np.testing.assert_allclose(solved.gaussian.covariance, design @ solved.covariance @ design.T, atol=1e-12)


def test_many_units_keep_their_variances(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = Linked(small_quarters().dated)
    sites = random_sites(linked)
    dense = solve(linked.structure, sites, SDS).gaussian.covariance
    monkeypatch.setattr("muster.engine.hire.structure.DENSE_UNITS", 1)
    np.testing.assert_allclose(solve(linked.structure, sites, SDS).gaussian.covariance[0], np.diagonal(dense))


@pytest.mark.parametrize("drift", [True, False])
def test_prior_precision_and_determinant_are_those_of_the_walk(drift: bool) -> None:
    linked = Linked(small_quarters(turnover=0.5).dated, drift)
    structure = linked.structure
    blank = Sites(np.full(linked.layout.scorecards, 1e-12), np.zeros(linked.layout.scorecards))
    _, covariance = whole_gaussian(linked, blank, SDS)
    size = structure.size
    precision = structure.prior_precision(SDS)
    np.testing.assert_allclose(np.linalg.inv(precision), covariance[:size, :size], atol=1e-8)
    assert structure.log_prior_determinant(SDS) == pytest.approx(np.linalg.slogdet(precision)[1])


def test_a_gap_of_quarters_walks_as_many_steps() -> None:
    quarters = small_quarters(turnover=0.0)
    scorecards = quarters.dated.scorecards
    kept = quarters.dated.cohorts[0][scorecards.candidate] != 1
    some = replace(
        scorecards,
        **{
            name: getattr(scorecards, name)[kept]
            for name in ("candidate", "interviewer", "criterion", "rating")
        },
    )
    linked = Linked(replace(quarters.dated, scorecards=some, date=quarters.dated.date[kept]))
    assert set(linked.units.gap[~linked.units.first].tolist()) == {2}


def test_gradient_is_that_of_the_evidence() -> None:
    linked = Linked(small_quarters().dated)
    logs = np.log(SDS)
    for entry in range(5):
        ends = []
        for nudge in (1e-3, -1e-3):
            moved = logs.copy()
            moved[entry] += nudge
            ends.append(linked.settled(np.exp(moved)).log_evidence)
        slope = (ends[0] - ends[1]) / 2e-3
        assert linked.settled().gradient[entry] == pytest.approx(slope, abs=2e-3)


def test_without_drift_and_with_equal_levels_it_is_the_ordinary_fit() -> None:
    linked = Linked(small_quarters(sd_level=0.0).dated, drift=False)
    sds = np.array([*SDS[:3], 1.0, 1e-5])
    settled = linked.settled(sds)
    ordinary = Fixed(
        linked.dated.scorecards, tuple(SDS[:3].tolist()), thresholds=linked.parameters.thresholds
    )
    at = propagate(ordinary.setup, ordinary.parameters, Sites.blank(ordinary.layout), tolerance=1e-9)
    assert settled.log_evidence == pytest.approx(at.log_evidence, abs=1e-6)
    np.testing.assert_allclose(settled.solved.mean[: linked.units.nodes], at.gaussian.severity, atol=1e-6)
    np.testing.assert_allclose(settled.gradient[:3], at.gradient[:3], atol=1e-4)


def test_halo_left_out_has_no_gradient() -> None:
    linked = Linked(small_quarters(criteria=1).dated)
    sds = np.array([1.0, 0.7, 0.0, 0.2, 0.3])
    settled = settle(linked.structure, linked.parameters, sds, Sites.blank(linked.layout))
    assert settled.gradient[2] == 0
    assert np.isfinite(settled.log_evidence)
