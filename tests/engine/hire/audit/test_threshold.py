import numpy as np
import pytest
from numpy.typing import NDArray

from muster.engine.errors import EstimationError
from muster.engine.hire.audit.threshold import find_bars


def drawn(
    bars: list[float], *, n: int = 2000, blur: float = 0.3, error: float = 0.4, seed: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return estimates that are off by a known error, their variance, groups, and who is selected by true merit."""
    rng = np.random.default_rng(seed)
    group = np.arange(n) % len(bars)
    merit = rng.normal(0, np.sqrt(1 - error**2), n)
    truth = merit + error * rng.normal(size=n)
    chosen = truth + blur * rng.normal(size=n) > np.array(bars)[group]
    return merit, np.full(n, error**2), group, chosen


def test_bars_are_found_although_merit_is_not_known_exactly() -> None:
    merit, variance, group, chosen = drawn([0.2, 0.8])
    found = find_bars(merit, variance, group, 2, chosen, sd=1.0)
    assert found.bar == pytest.approx([0.2, 0.8], abs=0.12)
    assert found.blur == pytest.approx(0.3, abs=0.15)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside = []
    for seed in range(60):
        merit, variance, group, chosen = drawn([0.0, 0.5], n=300, seed=seed)
        found = find_bars(merit, variance, group, 2, chosen, sd=1.0)
        error = np.sqrt(np.diag(found.covariance))
        inside += (np.abs(found.bar - [0.0, 0.5]) < 1.96 * error).tolist()
    assert np.mean(inside) == pytest.approx(0.95, abs=0.06)


def test_more_people_far_from_the_bar_move_a_rate_and_not_the_bar() -> None:
    """Infra-marginality: the same bar, groups of differing merit."""
    rng = np.random.default_rng(1)
    group = np.arange(4000) % 2
    merit = rng.normal(np.where(group == 0, 0.0, 0.8))
    chosen = merit + 0.2 * rng.normal(size=4000) > 0.5
    rates = [chosen[group == one].mean() for one in (0, 1)]
    found = find_bars(merit, np.full(4000, 1e-6), group, 2, chosen, sd=1.0)
    assert rates[1] - rates[0] > 0.25
    assert found.bar == pytest.approx([0.5, 0.5], abs=0.05)


def test_a_group_with_nobody_selected_has_a_bar_that_is_hardly_known() -> None:
    merit, variance, group, chosen = drawn([0.2, 0.2, 0.2], n=300)
    chosen = chosen & (group != 2)
    found = find_bars(merit, variance, group, 3, chosen, sd=1.0)
    error = np.sqrt(np.diag(found.covariance))
    assert np.isfinite(found.bar).all()
    assert error[2] > 2 * error[0]
    assert found.bar[2] > found.bar[0]


def test_a_decision_by_merit_alone_is_as_sharp_as_it_can_be() -> None:
    merit = np.linspace(-2, 2, 200)
    found = find_bars(merit, np.full(200, 1e-6), np.arange(200) % 2, 2, merit > 0.5, sd=1.0)
    assert found.bar == pytest.approx([0.5, 0.5], abs=0.08)
    assert found.blur < 0.1


@pytest.mark.parametrize(("flag", "word"), [(True, "Everybody"), (False, "Nobody")])
def test_without_a_decision_there_is_no_bar(flag: bool, word: str) -> None:
    with pytest.raises(EstimationError, match=f"{word} was selected"):
        find_bars(np.zeros(4), np.ones(4), np.array([0, 1, 0, 1]), 2, np.full(4, flag), sd=1.0)
