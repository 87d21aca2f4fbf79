"""Bursts: the closed form of the evidence, that it is fair, how often usual posts are called so, how soon one is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import nbinom

from muster.engine.errors import EstimationError, InputError
from muster.engine.market.bursts import (
    SPEED_UPS,
    SourceHabit,
    Spread,
    _evidence,
    find_bursts,
    learn_habit,
    watch_spread,
)

LOOKS = np.array([0.25, 0.5, 1, 2, 4, 8, 16, 24, 48])
DRAWN = np.log1p(LOOKS / 3) / math.log1p(16)  # the share that posts have drawn by then


def post(
    rng: np.random.Generator, key: str = "a", mean: float = 40, shape: float = 2, times: float = 1
) -> Spread:
    rate = times * rng.gamma(shape, mean / shape)
    return Spread.of(key, LOOKS, np.cumsum(rng.poisson(rate * np.diff(DRAWN, prepend=0))))


def known(shape: float, rate: float) -> SourceHabit:
    """Return a source of which all is known."""
    one = np.ones(1)
    return SourceHabit(100, LOOKS, DRAWN, shape / rate, shape * one, rate * one, one)


def test_the_evidence_has_a_closed_form() -> None:
    shape, rate, count, share = 2.0, 0.1, 90, float(DRAWN[3])
    found = watch_spread(known(shape, rate), Spread.of("a", LOOKS[3:4], [count]))
    ratios = [
        times**-shape * ((rate + share) / (rate / times + share)) ** (shape + count) for times in SPEED_UPS
    ]
    assert found.evidence == pytest.approx(np.mean(ratios))
    assert found.p_value == pytest.approx(1 / np.mean(ratios))
    exact = nbinom(shape, rate / (rate + share))
    assert (found.low, found.high) == (exact.ppf(0.05), exact.ppf(0.95))
    assert found.expected == pytest.approx(exact.mean())


def test_the_evidence_is_fair_however_often_one_looks() -> None:
    habit, numbers = known(2, 0.2), np.arange(1500.0)
    for look in (0, 4, 8):  # a usual post's mean evidence is 1 at every look, as a martingale's
        chances = nbinom(2, 0.2 / (0.2 + DRAWN[look])).pmf(numbers)
        log_evidence = _evidence(habit, Spread("a", np.full(1500, LOOKS[look]), numbers))
        with np.errstate(divide="ignore"):
            assert np.exp(np.log(chances) + log_evidence).sum() == pytest.approx(1, abs=1e-3)
    rng = np.random.default_rng(2)
    alarms = sum(
        watch_spread(habit, post(rng, mean=10), chance=0.05).alarm_hours is not None for _ in range(1000)
    )
    assert alarms / 1000 <= 0.05 + 0.01


def test_what_is_learnt_of_a_source_cries_wolf_no_oftener() -> None:
    rng, alarms, posts = np.random.default_rng(7), 0, 0
    for _ in range(30):
        habit = learn_habit([post(rng) for _ in range(30)])
        assert habit.mean == pytest.approx(40, rel=0.5)
        found = [watch_spread(habit, post(rng), chance=0.05) for _ in range(20)]
        alarms += sum(one.alarm_hours is not None for one in found)
        posts += len(found)
    assert alarms / posts <= 0.05 + 0.02


def test_a_burst_is_seen_while_it_goes_on() -> None:
    rng = np.random.default_rng(4)
    habit = learn_habit([post(rng) for _ in range(40)])
    found = [watch_spread(habit, post(rng, times=15), chance=0.01) for _ in range(60)]
    seen = [one.alarm_hours for one in found if one.alarm_hours is not None]
    assert len(seen) >= 40
    assert np.median(seen) <= 2  # of two days
    ordinary = watch_spread(habit, Spread.of("b", LOOKS, np.round(40 * DRAWN)))
    assert ordinary.alarm_hours is None
    assert ordinary.low <= 40 <= ordinary.high


def test_minutes_tell_as_much_as_counts_and_alarm_at_a_share() -> None:
    minutes = np.linspace(0.5, 30, 150)
    one = watch_spread(known(2, 0.2), Spread.at("a", minutes[::-1]))
    assert one.count == 150
    assert one.hours == 0.5
    assert one.alarm_hours is not None
    assert one.alarm_count is not None
    assert one.alarm_hours == pytest.approx(minutes[one.alarm_count - 1] / 60)
    assert one.alarm_hours < 0.5


def test_a_source_that_draws_much_is_held_to_much() -> None:
    rng = np.random.default_rng(9)
    small, large = (learn_habit([post(rng, mean=mean) for _ in range(20)]) for mean in (5, 500))
    told = Spread.of("a", LOOKS, np.round(300 * DRAWN))
    found = find_bursts([(small, told), (large, Spread.of("b", LOOKS, told.counts))], false_alarms=0.02)
    assert [one.key for one in found] == ["a", "b"]
    assert found[0].alarm_hours is not None
    assert found[1].alarm_hours is None
    assert found[0].threshold == pytest.approx(100)
    assert find_bursts([]) == ()


def test_what_cannot_be_used_is_told() -> None:
    for hours, counts, told in (
        ([1, 2], [1], "as many of both"),
        ([2, 1], [1, 2], "put them in order"),
        ([0, 1], [1, 2], "from above 0"),
        ([1, 2], [2, 1], "not fall"),
        ([1, 2], [0.5, 1], "whole numbers"),
    ):
        with pytest.raises(InputError, match=told):
            Spread.of("a", hours, counts)
    with pytest.raises(EstimationError, match="3 earlier posts"):
        learn_habit([Spread.of("a", [1], [1])] * 3)
    with pytest.raises(InputError, match="chance"):
        watch_spread(known(1, 1), Spread.of("a", [1], [1]), chance=0.9)


def test_posts_that_are_looked_at_now_and_then_cry_wolf_no_oftener() -> None:
    """A look finds what came before it; a curve that had it come at the looks would think the first minutes slow."""
    rng, alarms, posts = np.random.default_rng(12), 0, 0

    def polled(key: str) -> Spread:
        ages = rng.uniform(0.01, 0.5) + np.arange(0, 48, 0.5)
        drawn = np.log1p(ages / 3) / math.log1p(16)
        rate = rng.gamma(4, 100 / 4)
        return Spread.of(key, ages, np.cumsum(rng.poisson(rate * np.diff(drawn, prepend=0))))

    for _ in range(12):
        habit = learn_habit([polled("a") for _ in range(30)])
        found = [watch_spread(habit, polled("b"), chance=0.05) for _ in range(20)]
        alarms += sum(one.alarm_hours is not None for one in found)
        posts += len(found)
    assert alarms / posts <= 0.05 + 0.03
