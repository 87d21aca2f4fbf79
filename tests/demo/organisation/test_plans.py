"""Plans have stages in order, kits that exist, and a weight for all that they rate."""

from __future__ import annotations

import pytest

from muster.demo.organisation.plans import CRITERIA, KITS, PLANS, REVIEW_KIT, Plan


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_stages_run_from_applied_to_hired_and_all_that_is_rated_has_a_weight(plan: Plan) -> None:
    names = [stage.name for stage in plan.stages]
    kinds = [stage.kind for stage in plan.stages]
    assert len(set(names)) == len(names)
    assert kinds == ["applied", "screen", "interview", "interview", "committee", "offer", "hired"]
    assert plan.stages[0].kits == (REVIEW_KIT,)
    rated = {name for stage in plan.stages for kit in stage.kits for name in KITS[kit].criteria}
    assert set(plan.weights) == rated
    assert min(plan.weights.values()) >= 1


def test_kits_rate_anchored_criteria_and_leave_none_out() -> None:
    assert {name for kit in KITS.values() for name in kit.criteria} == set(CRITERIA)
    assert {kit for plan in PLANS.values() for stage in plan.stages for kit in stage.kits} == set(KITS)
    for criterion in CRITERIA.values():
        assert len(set(criterion.anchors)) == len(criterion.anchors) >= 4
