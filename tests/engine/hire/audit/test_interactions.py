import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, norm

from muster.engine.hire.audit.interactions import Factor, bound_discoveries, cell_effects, shrink

Floats = NDArray[np.float64]


def by_the_book(
    weight: Floats, response: Floats, unit: list[int], unit_precision: Floats, level: list[int], precision: float,
    cell: list[int], wanted: int,
) -> tuple[float, float]:  # fmt: skip
    """Generalised least squares of one fixed effect, with the whole covariance matrix inverted."""
    covariance = np.diag(1 / weight)
    for codes, values in ((unit, 1 / unit_precision), (level, np.full(max(level) + 1, 1 / precision))):
        indicator = np.eye(len(values))[codes]
        covariance += indicator @ np.diag(values) @ indicator.T
    column = (np.array(cell) == wanted).astype(float)
    inverse = np.linalg.inv(covariance)
    information = column @ inverse @ column
    return float(column @ inverse @ response / information), float(1 / np.sqrt(information))


def test_agrees_with_generalised_least_squares() -> None:
    rng = np.random.default_rng(1)
    weight, response = rng.uniform(0.5, 3, 40), rng.normal(size=40)
    unit, level, cell = (rng.integers(0, size, 40) for size in (12, 5, 4))
    precision = rng.uniform(0.5, 2, 12)
    effect, error = cell_effects(
        weight, weight * response, Factor(unit, 12), precision, [Factor(level, 5, 0.8)], cell, 4
    )
    for wanted in range(4):
        book = by_the_book(
            weight, response, unit.tolist(), precision, level.tolist(), 0.8, cell.tolist(), wanted
        )
        assert (effect[wanted], error[wanted]) == pytest.approx(book, rel=1e-8)


def test_a_cell_without_rows_has_no_effect() -> None:
    code = np.zeros(6, np.int64)
    effect, error = cell_effects(
        np.ones(6), np.ones(6), Factor(np.arange(6), 6), np.ones(6), [Factor(code, 1)], code, 2
    )
    assert np.isnan(effect[1])
    assert np.isnan(error[1])


def test_a_cell_that_is_a_whole_level_is_not_told_from_it() -> None:
    """One level, and one cell in all its rows: the level's vague prior takes everything."""
    code = np.zeros(6, np.int64)
    _, error = cell_effects(
        np.ones(6), np.ones(6), Factor(np.arange(6), 6), np.ones(6), [Factor(code, 1)], code, 1
    )
    assert not error[0] < 10


def test_shrinking_pulls_noise_together_and_leaves_what_is_certain() -> None:
    rng = np.random.default_rng(0)
    error = np.full(400, 0.5)
    pure = shrink(rng.normal(0, 0.5, 400), error)
    assert pure.spread < 0.2
    assert np.abs(pure.effect).max() < 0.3
    truth = rng.normal(0, 1.0, 400)
    mixed = shrink(truth + rng.normal(0, 0.5, 400), error)
    assert mixed.spread == pytest.approx(1.0, abs=0.15)
    inside = np.abs(mixed.effect - truth) < 1.96 * mixed.sd
    assert inside.mean() == pytest.approx(0.95, abs=0.035)


def test_what_is_shrunk_has_the_mean_and_sd_of_the_normal_posterior() -> None:
    """Against the posterior summed over a fine grid: N(0, spread^2) times the likelihood of each estimate."""
    estimate, error = np.array([1.4, -0.9, 0.2, 2.1]), np.array([0.3, 0.8, 0.5, 0.4])
    found = shrink(estimate, error)
    assert found.spread > 0.5
    grid = np.linspace(-8, 8, 20_001)[:, None]
    weight = norm.pdf(grid, 0, found.spread) * norm.pdf(estimate, grid, error)
    weight /= weight.sum(axis=0)
    mean = (weight * grid).sum(axis=0)
    assert found.effect == pytest.approx(mean, abs=1e-6)
    assert found.sd == pytest.approx(np.sqrt((weight * (grid - mean) ** 2).sum(axis=0)), rel=1e-6)


def test_shrinking_nothing() -> None:
    nothing = shrink(np.array([np.nan]), np.array([np.nan]))
    assert np.isnan(nothing.effect[0])
    assert nothing.spread == 0


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=40))
def test_q_values_are_those_of_benjamini_and_hochberg(z: list[float]) -> None:
    effect = np.array([*z, np.nan])
    p, q = bound_discoveries(effect, np.where(np.isnan(effect), np.nan, 1.0))
    assert p[:-1] == pytest.approx(2 * norm.sf(np.abs(z)))
    assert q[:-1] == pytest.approx(false_discovery_control(p[:-1]))
    assert np.isnan(q[-1])
