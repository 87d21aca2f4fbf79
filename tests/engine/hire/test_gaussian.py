"""Severities and merit of given sites: factored, by conjugate gradients, and by plain dense algebra."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.engine.hire import posterior
from muster.engine.hire.gaussian import Gaussian, Sites, carry, solve_columns, solve_severities
from muster.engine.hire.integration import Point
from muster.engine.hire.posterior import make_component
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import JointGaussian, join_gaussian
from tests.engine.seasons import Fixed, from_rows

SDS = np.array([1.1, 0.6, 0.5])


def some_sites(cards: int) -> Sites:
    rng = np.random.default_rng(3)
    return Sites(rng.gamma(2.0, 1.0, cards), rng.normal(0, 2, cards))


def unbalanced() -> Scorecards:
    return simulate_season(
        candidates=40, interviewers=9, interviews=3, criteria=1, design="unbalanced", seed=1
    ).scorecards


def repeated() -> Scorecards:
    """Return a season in which an interviewer sees candidates twice, and one candidate nobody."""
    rows = [(p, r, 0, 1 + (p + r) % 5) for p in range(1, 8) for r in range(4) for _ in range(2)]
    return from_rows(rows, interview=list(np.arange(len(rows)) % 2), candidates=9)


@pytest.fixture(params=[unbalanced, repeated], ids=["unbalanced", "repeated interviews"])
def case(request: pytest.FixtureRequest) -> Fixed:
    return Fixed(request.param())


def solve(case: Fixed, *, dense: bool) -> tuple[Gaussian, JointGaussian]:
    sites = some_sites(case.layout.scorecards)
    gaussian = solve_severities(case.layout, case.runs, sites, SDS, dense=dense, tolerance=1e-12)
    return gaussian, join_gaussian(case.layout, sites, SDS)


def schur_complement(joint: JointGaussian) -> NDArray[np.float64]:
    return np.linalg.inv(joint.covariance[joint.severity, joint.severity]).astype(np.float64)


def test_factored_severities_are_those_of_the_joint_gaussian(case: Fixed) -> None:
    gaussian, joint = solve(case, dense=True)
    np.testing.assert_allclose(gaussian.severity, joint.mean[joint.severity], atol=1e-10)
    np.testing.assert_allclose(
        gaussian.covariance, joint.covariance[joint.severity, joint.severity], atol=1e-10
    )
    assert gaussian.factor is not None
    np.testing.assert_allclose(gaussian.factor @ gaussian.factor.T, schur_complement(joint), atol=1e-9)
    np.testing.assert_allclose(gaussian.severity_variance, np.diagonal(gaussian.covariance))
    assert gaussian.steps == 0


def test_conjugate_gradients_find_the_same(case: Fixed) -> None:
    quick, joint = solve(case, dense=False)
    np.testing.assert_allclose(quick.severity, joint.mean[joint.severity], atol=1e-9)
    assert quick.factor is None
    assert quick.steps > 0
    started = solve_severities(
        case.layout, case.runs, some_sites(case.layout.scorecards), SDS,
        dense=False, start=quick.severity, tolerance=1e-6,
    )  # fmt: skip
    assert started.steps <= 1
    np.testing.assert_allclose(started.severity, quick.severity, atol=1e-6)


def test_the_diagonal_stands_for_the_covariance_when_it_is_not_factored() -> None:
    quick, joint = solve(Fixed(unbalanced()), dense=False)
    np.testing.assert_allclose(quick.diagonal, np.diagonal(schur_complement(joint)), rtol=1e-9)
    np.testing.assert_allclose(quick.severity_variance, 1 / quick.diagonal)


def test_many_columns_are_solved_at_once(case: Fixed) -> None:
    columns = np.random.default_rng(0).normal(size=(case.layout.interviewers, 5))
    for dense in (True, False):
        gaussian, joint = solve(case, dense=dense)
        solution, steps = solve_columns(
            case.layout, case.runs, gaussian, columns, np.zeros_like(columns), 1e-12
        )
        exact = joint.covariance[joint.severity, joint.severity] @ columns
        np.testing.assert_allclose(solution, exact, atol=1e-9)
        assert (steps == 0) == dense


def test_merit_and_its_variance_are_those_of_the_joint_gaussian(case: Fixed) -> None:
    sites = some_sites(case.layout.scorecards)
    point = Point(case.with_sds(SDS), sites, np.zeros(case.layout.interviewers), 1.0)
    component = make_component(case.layout, case.runs, point, seed=0)
    joint = join_gaussian(case.layout, sites, SDS)
    np.testing.assert_allclose(component.merit, joint.mean[joint.merit], atol=1e-9)
    exact = np.diagonal(joint.covariance)
    np.testing.assert_allclose(component.merit_variance, exact[joint.merit], rtol=1e-9)
    np.testing.assert_allclose(component.severity_variance, exact[joint.severity], rtol=1e-9)
    np.testing.assert_allclose(component.severity, joint.mean[joint.severity], atol=1e-9)


def test_variances_by_draws_are_near_the_exact_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond `DENSE` interviewers the variances come from perturbing and solving."""
    case = Fixed(unbalanced())
    sites = some_sites(case.layout.scorecards)
    joint = join_gaussian(case.layout, sites, SDS)
    monkeypatch.setattr(posterior, "DENSE", 1)
    monkeypatch.setattr(posterior, "PROBES", 4000)
    point = Point(case.with_sds(SDS), sites, np.zeros(case.layout.interviewers), 1.0)
    component = make_component(case.layout, case.runs, point, seed=0)
    exact = np.diagonal(joint.covariance)
    assert component.gaussian.factor is None
    np.testing.assert_allclose(component.merit, joint.mean[joint.merit], atol=1e-6)
    np.testing.assert_allclose(component.merit_variance, exact[joint.merit], rtol=0.05)
    np.testing.assert_allclose(component.severity_variance, exact[joint.severity], rtol=0.05)


def test_severities_are_carried_to_merit(case: Fixed) -> None:
    """What severities add to merit is the regression of merit on severity in the joint Gaussian."""
    gaussian, joint = solve(case, dense=True)
    severity = np.random.default_rng(1).normal(size=(case.layout.interviewers, 3))
    cross = joint.covariance[joint.merit, joint.severity]
    expected = cross @ schur_complement(joint) @ severity
    np.testing.assert_allclose(carry(case.layout, case.runs, gaussian, severity), expected, atol=1e-9)


def test_no_halo_holds_all_of_a_site() -> None:
    case = Fixed(unbalanced())
    sites = some_sites(case.layout.scorecards)
    gaussian = solve_severities(case.layout, case.runs, sites, np.array([1.0, 0.5, 0.0]), dense=True)
    np.testing.assert_array_equal(gaussian.held, sites.precision)


def test_sites_that_say_nothing_leave_the_prior() -> None:
    case = Fixed(unbalanced())
    silent = Sites(np.full(case.layout.scorecards, 1e-6), np.zeros(case.layout.scorecards))
    gaussian = solve_severities(case.layout, case.runs, silent, SDS, dense=True)
    np.testing.assert_array_equal(gaussian.severity, 0)
    np.testing.assert_allclose(gaussian.severity_variance, SDS[1] ** 2, rtol=1e-4)
    np.testing.assert_allclose(gaussian.candidate_precision, SDS[0] ** -2, rtol=1e-4)


def test_blank_sites_say_that_everybody_is_average() -> None:
    case = Fixed(unbalanced())
    sites = Sites.blank(case.layout)
    assert sites.precision.shape == sites.linear.shape == (case.layout.scorecards,)
    assert (sites.precision > 0).all()
    assert not sites.linear.any()
    assert not solve_severities(case.layout, case.runs, sites, SDS, dense=True).severity.any()
