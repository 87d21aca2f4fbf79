"""The bound on what any way to spend interviews reaches is one, and is exact where it can be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.choosing_bound import ABOVE, COSTS, least_shortfall, stopping_values
from benchmarks.choosing_policies import Plan, Policy, run_policy
from muster.engine.hire._knowledge import worth

NOISE = 1.0
FIELDS = 200


def test_with_one_interview_more_the_value_is_the_knowledge_gradient() -> None:
    found = stopping_values(NOISE, 2)
    sd = math.sqrt(1 / 2 - 1 / 3)  # variances after one and two interviews
    gains = np.array([worth(abs(d), sd) for d in ABOVE.tolist()])
    inner = np.abs(ABOVE) < 3
    for row in (0, 20, 35):
        wanted = np.maximum(ABOVE, 0) + np.maximum(gains - COSTS[row], 0)
        np.testing.assert_allclose(found[row, inner], wanted[inner], atol=1e-4)
        assert (found[row] >= wanted - 1e-12).all()


def test_where_no_interview_is_left_the_bound_is_what_choosing_today_misses() -> None:
    missed = []
    for seed in range(FIELDS):
        rng = np.random.default_rng([seed, 10])
        merit = rng.standard_normal(20)
        seen = merit + rng.standard_normal(20)
        missed.append(np.sort(merit)[-2:].sum() - merit[np.argsort(-seen)[:2]].sum())
    least = least_shortfall(20, 2, 8, NOISE, FIELDS, np.array([20]))[0]
    error = np.std(missed) / math.sqrt(FIELDS)
    assert least == pytest.approx(np.mean(missed), abs=3 * error)


@pytest.mark.parametrize("policy", [Policy.OURS, Policy.OCBA, Policy.FUNNEL])
def test_no_policy_is_below_it(policy: Policy) -> None:
    stops = np.array([20, 30, 38])
    plan = Plan(20, 2, 8, policy, 38, assigned=policy is Policy.OURS)
    least = least_shortfall(20, 2, 8, NOISE, FIELDS, stops)
    found = run_policy(plan, NOISE, np.arange(FIELDS), stops)
    assert (np.diff(least) < 0).all()
    assert (found.mean(axis=0) > least).all()
