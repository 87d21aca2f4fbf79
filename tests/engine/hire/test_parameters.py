"""Parameters, the search vector they make, and the kernels' tables."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit

from muster.engine.hire.layout import lay_out
from muster.engine.hire.parameters import START_SD, Free, Parameters, Tables, start_parameters
from muster.engine.hire.simulate import simulate_season
from tests.engine.exact import rating_probabilities
from tests.engine.seasons import Fixed, from_rows


@pytest.mark.parametrize("halo", [True, False])
@pytest.mark.parametrize("slopes", [0, 2])
def test_packing_and_unpacking_are_inverse(halo: bool, slopes: int) -> None:
    free = Free(halo, slopes)
    parameters = Parameters(
        np.array([1.1, 0.4, 0.3 if halo else 0.0]),
        np.array([-1.0, 0.5, 0.2]),
        np.array([2.0, 0.5]) if slopes else np.ones(2),
        np.ones(2),
    )
    vector = free.pack(parameters)
    assert vector.size == free.sds + 3 + slopes
    back = free.unpack(vector, parameters)
    np.testing.assert_allclose(back.sds, parameters.sds)
    np.testing.assert_allclose(back.thresholds, parameters.thresholds)
    np.testing.assert_allclose(back.slopes, parameters.slopes)
    assert back.weights is parameters.weights


def test_slopes_keep_a_geometric_mean_of_1() -> None:
    like = Parameters(np.ones(3), np.zeros(1), np.ones(2), np.ones(2))
    vector = np.array([0.0, 0.0, 0.0, 0.7, 1.0, 3.0])
    slopes = Free(True, 2).unpack(vector, like).slopes
    np.testing.assert_allclose(slopes, np.exp([-1.0, 1.0]))


def test_tables_give_the_probabilities_of_the_model() -> None:
    """(1 - alpha floor) x / ((1 + alpha x)(floor + x)), x = exp(slope s), is a difference of logistics."""
    scorecards = simulate_season(candidates=40, interviewers=5, interviews=2, criteria=2, seed=1).scorecards
    case = Fixed(scorecards, slopes=(0.8, 1.25), weights=(1.5, 0.5))
    tables = Tables.of(case.parameters, case.layout.cells)
    s = np.linspace(-4, 4, 9)
    x = np.exp(tables.slope[:, None] * s)
    shape = x / ((1 + tables.alpha[:, None] * x) * (tables.floor[:, None] + x))
    chances = rating_probabilities(case.layout, case.parameters, s)
    np.testing.assert_allclose(
        np.exp(tables.log_constant / tables.weight)[:, None] * shape, chances, rtol=1e-12
    )
    for criterion in range(2):
        np.testing.assert_allclose(chances[case.layout.cells.criterion == criterion].sum(axis=0), 1)


def test_the_start_gives_each_category_its_share() -> None:
    scorecards = from_rows([(p, p % 3, 0, 1 + (p * p) % 4) for p in range(40)], scale=(1, 4))
    cells = lay_out(scorecards).cells
    start = start_parameters(cells, halo=True, weights=np.ones(1))
    assert start.sds.tolist() == [START_SD] * 3
    assert (np.diff(start.thresholds) > 0).all()
    below = np.cumsum(cells.count)[:-1] / cells.count.sum()
    spread = np.sqrt(3 * START_SD**2)
    draws = spread * np.random.default_rng(0).standard_normal(200_000)
    expected = [expit(threshold - draws).mean() for threshold in start.thresholds]
    np.testing.assert_allclose(logit(expected), logit(below), atol=0.08)


def test_a_criterion_with_one_category_has_no_threshold() -> None:
    rows = [(p, r, 0, 1 + (p + r) % 3) for p in range(4) for r in range(2)]
    cells = lay_out(from_rows([*rows, (0, 0, 1, 2), (1, 1, 1, 2)])).cells
    start = start_parameters(cells, halo=False, weights=np.ones(2))
    assert start.thresholds.size == 2
    assert start.sds[2] == 0
    assert not start.general
    tables = Tables.of(start, cells)
    assert tables.alpha[-1] == tables.floor[-1] == tables.log_constant[-1] == 0


@pytest.mark.parametrize(
    ("slopes", "weights", "general"),
    [((1, 1), (1, 1), False), ((1, 1), (1, 0.9), True), ((1.1, 1 / 1.1), (1, 1), True)],
)
def test_slopes_or_weights_ask_for_the_general_kernels(
    slopes: tuple[float, ...], weights: tuple[float, ...], general: bool
) -> None:
    parameters = Parameters(np.array([1, 0.5, 0.2]), np.zeros(0), np.array(slopes), np.array(weights))
    assert parameters.general is general
    assert parameters.var_severity == pytest.approx(0.25)
    assert parameters.var_halo == pytest.approx(0.04)
