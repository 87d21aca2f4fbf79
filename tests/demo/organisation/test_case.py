"""A case knows the stages of its plan."""

from __future__ import annotations

from datetime import UTC, datetime

from muster.demo.organisation.case import Case, Opening
from muster.demo.organisation.hiring_records import Application, Requisition
from muster.demo.organisation.plans import PLANS


def test_a_case_begins_in_the_first_stage_of_its_plan() -> None:
    now = datetime(2026, 1, 5, 8, tzinfo=UTC)
    requisition = Requisition(
        id="R", title="Designer", family="Designer", level_id="L4", team_id="T", location_id="L", openings=1,
        hiring_manager_id="E1", recruiter_id="E2", plan="business", blind=True, opened_at=now,
    )  # fmt: skip
    case = Case(Application("A", "C", "R", now, "event", ""), Opening(requisition))
    assert case.stages == PLANS["business"].stages
    assert case.stages[case.stage].kind == "applied"
    assert not case.is_over
