"""The first guess of the evidence's curvature, against the curvature itself."""

from __future__ import annotations

import numpy as np
import pytest

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.information import (
    guess_information,
    make_definite,
    standings,
    threshold_information,
)
from muster.engine.hire.integration import measure_information
from muster.engine.hire.search import find_parameters
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed


@pytest.fixture(scope="module")
def season() -> Scorecards:
    return simulate_season(
        candidates=80, interviewers=10, interviews=3, criteria=3, design="unbalanced", seed=6
    ).scorecards


@pytest.mark.parametrize(
    "changes",
    [{}, {"weights": (0.5, 1.5, 1.0)}, {"free_slopes": True}, {"sds": (1.0, 0.7, 0.0)}, {"dense": False}],
    ids=["plain", "weights", "slopes", "no halo", "diagonal"],
)
def test_the_guess_is_near_the_measured_curvature(
    season: Scorecards, changes: dict[str, tuple[float, ...]]
) -> None:
    """Seen: the diagonal within a tenth, but for slopes (a quarter) and without a factor of S.

    In the scale of the measured curvature most eigenvalues are near 1; that of the level of all thresholds,
    a small difference of large numbers, is too small by a factor of up to 7.
    """
    case = Fixed(season, **changes)  # type: ignore[arg-type]
    found = find_parameters(case.setup, case.parameters, Sites.blank(case.layout))
    assert found.converged
    guess = guess_information(case.layout, found.at, case.free)
    measured = measure_information(case.setup, found)
    np.testing.assert_allclose(guess, guess.T, atol=1e-8)
    assert np.linalg.eigvalsh(guess).min() > 0
    assert np.linalg.eigvalsh(measured).min() > 0
    thresholds = slice(case.free.sds, case.free.sds + case.parameters.thresholds.size)
    np.testing.assert_allclose(
        np.diagonal(guess)[thresholds], np.diagonal(measured)[thresholds], rtol=0.12 if case.dense else 0.3
    )
    np.testing.assert_allclose(np.diagonal(guess), np.diagonal(measured), rtol=0.4)
    if not case.free_slopes:  # the slopes' common level is held by their prior alone
        root = np.linalg.inv(np.linalg.cholesky(measured))
        ratios = np.linalg.eigvalsh(root @ guess @ root.T)
        assert 0.75 < np.median(ratios) < 1.25
        assert ratios.max() < 3
        assert ratios.min() > 0.05


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"weights": (0.5, 1.5, 1.0)},
        {"free_slopes": True},
        {"sds": (1.0, 0.7, 0.0)},
        {"sds": (3.0, 1.0, 1.0)},
    ],
    ids=["plain", "weights", "slopes", "no halo", "large SDs"],
)
def test_the_thresholds_information_is_the_measured_one(
    season: Scorecards, changes: dict[str, tuple[float, ...]]
) -> None:
    """In all directions, that of the level too, in which the guess is off by a factor."""
    case = Fixed(season, **changes)  # type: ignore[arg-type]
    sites = Sites.blank(case.layout)
    best = find_parameters(case.setup, case.parameters, sites, fixed=case.free.sds).at
    vector = case.free.pack(best.parameters)
    columns = []
    for entry in range(case.free.sds, vector.size):
        step = 1e-3 * (np.arange(vector.size) == entry)
        ends = [
            case.propagate_at(case.free.unpack(vector + way * step, best.parameters)).gradient
            for way in (1, -1)
        ]
        columns.append((ends[1] - ends[0])[case.free.sds :] / 2e-3)
    measured = np.array(columns)
    information = threshold_information(case.layout, best, case.free)
    held = np.eye(measured.shape[0])  # a prior: slopes have a direction that nothing else holds
    root = np.linalg.inv(np.linalg.cholesky((measured + measured.T) / 2 + held))
    ratios = np.linalg.eigvalsh(root @ (information + held) @ root.T)
    np.testing.assert_allclose(ratios, 1, atol=0.08 if case.free_slopes else 0.01)


def test_standings_are_those_of_the_joint_gaussian(season: Scorecards) -> None:
    case = Fixed(season)
    mean, shrink = standings(case.layout, case.parameters, case.at)
    joint = join_gaussian(case.layout, case.at.sites, case.parameters.sds)
    merit, halo, severity = joint.mean[joint.merit], joint.mean[joint.halo], joint.mean[joint.severity]
    expected = merit[case.layout.candidate] + halo - severity[case.layout.interviewer]
    np.testing.assert_allclose(mean, expected, atol=1e-5)
    np.testing.assert_allclose(shrink, 1 / (1 + case.at.sites.precision * 0.36))


def test_a_definite_matrix_stays() -> None:
    matrix = np.array([[4.0, 1.0], [1.0, 9.0]])
    np.testing.assert_allclose(make_definite(matrix), matrix)


@pytest.mark.parametrize(
    "matrix", [[[1.0, 2.0], [2.0, 1.0]], [[-1.0, 0.0], [0.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]]]
)
def test_an_indefinite_matrix_is_made_definite(matrix: list[list[float]]) -> None:
    fixed = make_definite(np.array(matrix))
    np.testing.assert_allclose(fixed, fixed.T)
    assert np.linalg.eigvalsh(fixed).min() > 0
