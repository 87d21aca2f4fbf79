"""The policies that choosing is compared with do what they are called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.choosing import _fewer
from benchmarks.choosing_policies import Plan, Policy, funnel_sizes, run_policy
from benchmarks.choosing_worlds import draw_world, replay_world, run_world
from muster.engine.hire.simulate import simulate_season

PLAN = Plan(candidates=20, k=2, interviewers=10, policy=Policy.EQUAL, budget=80)


def test_a_funnel_halves_until_about_twice_the_openings_are_left() -> None:
    assert funnel_sizes(100, 5) == [100, 50, 25, 13, 7]
    assert funnel_sizes(40, 3) == [40, 20, 10, 5]
    assert funnel_sizes(3, 2) == [3]


@pytest.mark.parametrize("policy", list(Policy))
def test_more_interviews_miss_less_and_a_seed_gives_the_same_field(policy: Policy) -> None:
    plan, seeds = replace(PLAN, policy=policy, budget=sum(funnel_sizes(20, 2)) * 2), np.arange(80)
    stops = np.array([20, plan.budget])
    found = run_policy(plan, 1.0, seeds, stops)
    assert (found >= -1e-9).all()
    assert found[:, 1].mean() < 0.8 * found[:, 0].mean()
    np.testing.assert_array_equal(found, run_policy(plan, 1.0, seeds, stops))


def test_a_funnel_by_plain_averages_misses_more_than_one_by_estimates() -> None:
    size = sum(funnel_sizes(20, 2)) * 2
    found = [
        run_policy(replace(PLAN, policy=policy, budget=size, rounds=2), 1.0, np.arange(400), np.array([size]))
        for policy in (Policy.AVERAGES, Policy.FUNNEL)
    ]
    assert found[0].mean() > 1.1 * found[1].mean()


def test_value_beats_equal_allocation() -> None:
    seeds, stops = np.arange(150), np.array([60])
    equal = run_policy(PLAN, 1.0, seeds, stops).mean()
    ours = run_policy(replace(PLAN, policy=Policy.OURS, assigned=True), 1.0, seeds, stops).mean()
    assert ours < 0.75 * equal


def test_savings_are_read_where_the_curve_reaches_the_target() -> None:
    stops, curve = np.array([100, 200, 300]), np.array([1.0, 0.5, 0.6])
    assert _fewer(stops, curve, 0.75, 300) == pytest.approx(50)
    assert _fewer(stops, curve, 0.5, 300) == pytest.approx(100 / 3)


def test_a_world_with_the_whole_model_is_chosen_from() -> None:
    world = draw_world(12, 6, 3, seed=1)
    for how in ("equal", "funnel", "ours"):
        found = run_world(world, how, k=2, budget=30, stops=(12, 30), seed=1, batch=9)
        assert found.shape == (2,)
        assert (found >= -1e-9).all()


def test_a_replay_keeps_the_truth_from_those_who_may_be_asked() -> None:
    season = simulate_season(candidates=30, interviewers=12, interviews=8, criteria=3, seed=1)
    world = replay_world(season.scorecards, 15, seed=2)
    assert world.may.sum(axis=1).tolist() == [4] * 15
    assert world.scale == (1, 5)
    rated = world.ratings.min(axis=2) >= 1
    assert rated.sum(axis=1).tolist() == [8] * 15
    assert (rated >= world.may).all()
    truth = {round(float(one), 9) for one in world.merit}
    assert len(truth) == 15
