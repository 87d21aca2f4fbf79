"""The search for the parameters of highest evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.prior import DEFAULT_PRIOR
from muster.engine.hire.search import Found, find_parameters
from muster.engine.hire.simulate import simulate_season
from tests.engine.seasons import Fixed


def season(**changes: object) -> Fixed:
    simulated = simulate_season(candidates=60, interviewers=8, interviews=3, criteria=3, seed=3)
    return Fixed(simulated.scorecards, **changes)  # type: ignore[arg-type]


def find(case: Fixed, **options: object) -> Found:
    setup = replace(case.setup, prior=DEFAULT_PRIOR)
    return find_parameters(setup, case.parameters, Sites.blank(case.layout), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("slopes", [False, True], ids=["plain", "slopes"])
def test_the_gradient_is_0_where_the_search_ends(slopes: bool) -> None:
    case = season(free_slopes=slopes)
    found = find(case)
    assert found.converged
    assert found.steps < 30
    vector = case.free.pack(found.at.parameters)
    there = case.propagate_at(found.at.parameters)
    gradient = there.gradient + DEFAULT_PRIOR.gradient(vector, case.free)
    # In units of the parameters' own uncertainty.
    assert np.sqrt(gradient @ np.linalg.solve(found.information, gradient)) < 0.01
    np.testing.assert_allclose(found.information, found.information.T, atol=1e-6)
    assert np.linalg.eigvalsh(found.information).min() > 0


def test_no_nearby_parameters_have_a_higher_log_posterior() -> None:
    case = season()
    found = find(case)
    vector = case.free.pack(found.at.parameters)

    def log_posterior(at: np.ndarray) -> float:
        there = case.propagate_at(case.free.unpack(at, case.parameters))
        return there.log_evidence + DEFAULT_PRIOR.log_density(at, case.free)

    top = log_posterior(vector)
    rng = np.random.default_rng(0)
    for _ in range(20):
        assert log_posterior(vector + 0.2 * rng.standard_normal(vector.size)) < top


@pytest.mark.parametrize("sds", [(0.1, 0.1, 0.1), (3.0, 3.0, 3.0), (0.2, 3.0, 0.2)], ids=str)
def test_the_end_does_not_depend_on_the_start(sds: tuple[float, float, float]) -> None:
    one, other = find(season()), find(season(sds=sds))
    assert other.converged
    np.testing.assert_allclose(other.at.parameters.sds, one.at.parameters.sds, rtol=1e-3)
    np.testing.assert_allclose(other.at.parameters.thresholds, one.at.parameters.thresholds, atol=5e-3)


def test_fixed_entries_stay() -> None:
    case = season()
    found = find(case, fixed=3)
    np.testing.assert_allclose(found.at.parameters.sds, case.parameters.sds)
    assert np.abs(found.at.parameters.thresholds - case.parameters.thresholds).max() > 0.01
    held = find(case, fixed=case.free.pack(case.parameters).size)
    np.testing.assert_allclose(held.at.parameters.thresholds, case.parameters.thresholds)
    assert held.converged


def test_progress_rises_and_ends_below_1() -> None:
    told: list[float] = []
    find(season(), progress=told.append)
    assert told
    assert all(0 <= done < 1 for done in told)
    assert told[-1] == max(told)


def test_a_guess_of_the_curvature_need_not_be_good() -> None:
    case = season()
    size = case.free.pack(case.parameters).size
    rough, fine = find(case, information=200.0 * np.eye(size), stop=1e-4), find(case, stop=1e-4)
    assert rough.converged
    np.testing.assert_allclose(rough.at.parameters.sds, fine.at.parameters.sds, rtol=1e-3)


def test_it_gives_up_after_the_steps_it_was_given() -> None:
    found = find(season(sds=(3.0, 3.0, 3.0)), most=2)
    assert (found.steps, found.converged) == (2, False)
