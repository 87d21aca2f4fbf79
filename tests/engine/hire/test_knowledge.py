"""The value of an interview: closed forms, integrals, and exact conditioning."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.stats import norm

from muster.engine.hire._knowledge import learn, score_pairs, worth

Floats = NDArray[np.float64]


def score(
    mean: Floats,
    covariance: Floats,
    n: int,
    k: int,
    noise: float,
    *,
    lookahead: int = 1,
    cost: float = 1.0,
    moving: Floats | None = None,
) -> tuple[Floats, Floats]:
    people = mean.size - n
    value, learned = np.empty((n, people)), np.empty((n, people))
    score_pairs(
        mean, covariance, n, k, np.full((n, people), noise), np.full(people, cost), np.ones((n, people), bool),
        lookahead, np.zeros(n) if moving is None else moving, value, learned,
    )  # fmt: skip
    return value, learned


def test_worth_at_no_distance_is_the_mean_of_half_a_normal() -> None:
    assert worth(0.0, 2.0) == pytest.approx(2 / math.sqrt(2 * math.pi))
    assert worth(1.0, 0.0) == 0
    assert worth(100.0, 1.0) == 0


@given(gap=st.floats(0, 6), sd=st.floats(0.05, 3))
def test_worth_is_the_integral(gap: float, sd: float) -> None:
    exact, _ = quad(lambda z: (sd * z - gap) * norm.pdf(z), gap / sd, gap / sd + 12)
    assert worth(gap, sd) == pytest.approx(exact, abs=1e-9)


@given(gap=st.floats(0, 5), sd=st.floats(0.01, 3), more=st.floats(0.001, 1))
def test_worth_falls_with_distance_and_grows_with_spread(gap: float, sd: float, more: float) -> None:
    assert worth(gap + more, sd) <= worth(gap, sd) <= worth(gap, sd + more)


def independent() -> tuple[Floats, Floats]:
    """Four candidates, one interviewer of known severity."""
    return np.array([2.0, 1.0, 0.7, -1.0, 0.0]), np.diag([0.3, 0.5, 0.8, 0.4, 0.0])


def test_one_interview_is_worth_what_it_adds_to_the_best_choice() -> None:
    mean, covariance = independent()
    value, learned = score(mean, covariance, 4, 2, noise=1.0)
    rng = np.random.default_rng(0)
    for p in range(4):
        variance = covariance[p, p]
        reduction = variance**2 / (variance + 1.0)
        assert learned[p, 0] == pytest.approx(reduction)
        means = np.tile(mean[:4], (400_000, 1))
        means[:, p] += math.sqrt(reduction) * rng.standard_normal(400_000)
        gained = np.sort(means, axis=1)[:, -2:].sum(axis=1).mean() - 3.0
        assert value[p, 0] == pytest.approx(gained, abs=0.004)


def test_a_value_may_count_on_several_interviews() -> None:
    """Far from the boundary one interview says too little to change anything, four together do not."""
    mean, covariance = np.array([3.0, 0.0, 0.0]), np.diag([0.01, 1.0, 0.0])
    one, _ = score(mean, covariance, 2, 1, noise=4.0)
    four, _ = score(mean, covariance, 2, 1, noise=4.0, lookahead=4)
    spread = math.sqrt(1 / (1 + 4 / 4))
    assert four[1, 0] == pytest.approx(worth(3.0, spread) / 4)
    assert four[1, 0] > 3 * one[1, 0]


def test_a_boundary_that_will_move_makes_far_candidates_worth_an_interview() -> None:
    """The last who is chosen has interviews to come: whoever is far below may yet be better."""
    mean, covariance = np.array([2.5, 0.0, 0.0]), np.diag([0.5, 0.5, 0.0])
    still, _ = score(mean, covariance, 2, 1, noise=1.0)
    moves, _ = score(mean, covariance, 2, 1, noise=1.0, moving=np.array([0.8, 0.0]))
    step = 0.5**2 / 1.5
    assert moves[1, 0] == pytest.approx(worth(2.5, math.sqrt(step + 0.4)) - worth(2.5, math.sqrt(0.4)))
    assert moves[1, 0] > 2 * still[1, 0]
    assert moves[0, 0] == pytest.approx(still[0, 0])


def test_cost_divides_and_the_forbidden_have_no_value() -> None:
    mean, covariance = independent()
    dear, _ = score(mean, covariance, 4, 2, noise=1.0, cost=4.0)
    plain, _ = score(mean, covariance, 4, 2, noise=1.0)
    np.testing.assert_allclose(4 * dear, plain)
    value, learned = np.empty((4, 1)), np.empty((4, 1))
    may = np.array([[True], [False], [True], [True]])
    score_pairs(mean, covariance, 4, 2, np.ones((4, 1)), np.ones(1), may, 1, np.zeros(4), value, learned)
    assert value[1, 0] == learned[1, 0] == -1


def test_an_interviewer_who_is_known_better_tells_more() -> None:
    mean = np.zeros(4)
    covariance = np.diag([1.0, 1.0, 0.05, 0.5])
    value, learned = score(mean, covariance, 2, 1, noise=1.0)
    assert (value[:, 0] > value[:, 1]).all()
    assert (learned[:, 0] > learned[:, 1]).all()


@given(seed=st.integers(0, 1000), noise=st.floats(0.05, 5))
def test_learning_is_gaussian_conditioning(seed: int, noise: float) -> None:
    rng = np.random.default_rng(seed)
    root = rng.standard_normal((5, 5))
    covariance, mean = root @ root.T + np.eye(5), rng.standard_normal(5)
    pick = np.array([0.0, 1.0, 0.0, -1.0, 0.0])
    total = pick @ covariance @ pick + noise
    wanted = covariance - np.outer(covariance @ pick, covariance @ pick) / total
    expected = mean + covariance @ pick * (0.7 / total)
    learn(mean, covariance, 1, 3, noise, 0.7)
    np.testing.assert_allclose(covariance, wanted, atol=1e-9)
    np.testing.assert_allclose(mean, expected, atol=1e-9)
