"""What an audit's results say of criteria that are called the same."""

from __future__ import annotations

from decimal import Decimal

from muster.apps.hire.bridge.audit_merit import criteria_told
from muster.apps.hire.bridge.ratings import RunCriterion, key_of


def criterion(name: str, most: int = 4, weight: str = "1") -> RunCriterion:
    return RunCriterion(key_of(name, most, Decimal(weight)), name, most, Decimal(weight))


def test_criteria_of_one_name_are_told_apart_by_what_differs_alone() -> None:
    weights = [criterion("Coding", weight="1"), criterion("Coding", weight="2.5")]
    scales = [criterion("Depth", most=4), criterion("Depth", most=5)]
    both = [criterion("Care", most=4), criterion("Care", most=5), criterion("Care", weight="3")]
    found = criteria_told([*weights, *scales, *both, criterion("Judgement")])
    assert [found[one.key] for one in weights] == [
        {"subject": "Coding", "weight": 1.0},
        {"subject": "Coding", "weight": 2.5},
    ]
    assert [found[one.key] for one in scales] == [
        {"subject": "Depth", "most": 4},
        {"subject": "Depth", "most": 5},
    ]
    assert [found[one.key] for one in both] == [
        {"subject": "Care", "most": 4, "weight": 1.0},
        {"subject": "Care", "most": 5, "weight": 1.0},
        {"subject": "Care", "most": 4, "weight": 3.0},
    ]
    assert found[criterion("Judgement").key] == {"subject": "Judgement"}
