"""What a result's numbers are called, and which interval belongs to which."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Any

import pytest

from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun
from muster.apps.hire.selectors.audit_results import BarsTable, merit_findings, raters_table
from muster.apps.hire.selectors.audit_words import BAR

pytestmark = pytest.mark.any_database


def table_of(*criteria: dict[str, Any]) -> Any:
    run = AuditRun(plan=AuditPlan(level=0.95, discoveries=0.05))
    content = {
        "problem": "",
        "interviewers": {"tested": 0, "flagged": 0, "rows": []},
        "criteria": {"tested": len(criteria), "flagged": 0, "rows": list(criteria)},
    }
    return raters_table(
        AuditPart(run=run, kind=AuditPart.Kind.RATERS, attribute="gender", content=content), run, {}
    )


def row(**changed: Any) -> dict[str, Any]:
    values = {
        "subject": "Depth",
        "group": "woman",
        "estimate": 0.8,
        "error": 0.3,
        "effect": 0.4,
        "flagged": False,
    }
    return {**values, "p_value": 0.01, "q_value": 0.2, **changed}


def test_each_number_has_its_own_interval() -> None:
    (kept,) = table_of(row(low=-0.02, high=0.82)).criteria
    wide = NormalDist().inv_cdf(0.975)
    assert (kept["low"], kept["high"]) == pytest.approx((0.8 - wide * 0.3, 0.8 + wide * 0.3))
    assert (kept["likely_low"], kept["likely_high"]) == (-0.02, 0.82)


def test_an_older_result_s_interval_follows_from_how_far_it_was_pulled() -> None:
    """Pulled half way the variance is half: spread * error^2 / (spread + error^2)."""
    (old,) = table_of(row()).criteria
    half = NormalDist().inv_cdf(0.975) * 0.3 * sqrt(0.5)
    assert (old["likely_low"], old["likely_high"]) == pytest.approx((0.4 - half, 0.4 + half))


def test_where_all_are_alike_there_is_no_interval_of_no_width() -> None:
    (none,) = table_of(row(effect=0.0, low=0.0, high=0.0)).criteria
    assert not none["told"]


def test_criteria_of_one_name_are_told_apart() -> None:
    told = table_of(row(most=4, weight=1.0), row(most=5), row(weight=0.5), row(subject="Judgement"))
    assert [one["label"] for one in told.criteria] == [
        "Depth (1 to 4, weight 1)",
        "Depth (1 to 5)",
        "Depth (weight 0.5)",
        "Judgement",
    ]


def test_a_flag_is_among_what_a_result_says_in_short() -> None:
    found = merit_findings([], [table_of(row(flagged=True))])
    assert found[0] == (
        "raters",
        "Gender: Depth: Woman rated 0.40 logits higher than everything else explains.",
    )


def test_what_a_bar_is_stands_before_the_first_of_them() -> None:
    bars = [
        BarsTable(AuditPart(), label, "", (said,), (), (), ())
        for label, said in [("Gender", "A"), ("Age", "B")]
    ]
    found = merit_findings(bars, [])
    assert found == [("bars", str(BAR)), ("bars", "Gender: A"), ("bars", "Age: B")]
    nothing = BarsTable(AuditPart(), "Gender", "Nobody was selected.", (), (), (), ())
    assert merit_findings([nothing], []) == []
