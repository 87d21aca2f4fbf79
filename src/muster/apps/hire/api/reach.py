"""The report of reach by the API: who applied in a period, from where, and how far they came."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Day, Key, Out, may_fail
from muster.apps.hire.models import Source, Stage
from muster.apps.hire.selectors.reach import PERIOD, GroupRow, ReachFilter, StageRow, reach_kept

__all__ = ["router"]

router = Router(tags=["Reach"], auth=Access(Scope.HIRE_READ))


class RateOut(Out):
    """A share with its interval at 95 %."""

    successes: int
    trials: int
    share: float
    low: float
    high: float


class StepOut(Out):
    """One step of the pipeline: how many reached it, how they stand, how many went on, and the median of days."""

    kind: Stage.Kind
    reached: int
    waiting: int
    rejected: int
    withdrawn: int
    passed: RateOut | None
    days: float | None

    @classmethod
    def of(cls, one: StageRow) -> StepOut:
        """Show a step."""
        names = ("kind", "reached", "waiting", "rejected", "withdrawn", "days")
        return cls(
            passed=None if one.passed is None else RateOut.model_validate(one.passed),
            **{name: getattr(one, name) for name in names},
        )


class GroupOut(Out):
    """One source, campaign or opening. `passed` has a rate for each step but the last."""

    key: str
    label: str
    applicants: int
    hired: int
    passed: list[RateOut | None]
    days: float | None

    @classmethod
    def of(cls, one: GroupRow) -> GroupOut:
        """Show a group."""
        return cls(
            key=str(one.key),
            label=one.label,
            applicants=one.applicants,
            hired=one.hired,
            passed=[None if rate is None else RateOut.model_validate(rate) for rate in one.passed],
            days=one.days,
        )


class ReachOut(Out):
    """The report of reach."""

    start: date
    end: date
    made_at: datetime = Field(description="It is kept for some minutes.")
    applicants: int
    steps: list[StepOut]
    groups: list[GroupOut]
    left_out: int = Field(description="How many more groups there are.")


class ReachQuery(Schema):
    """What the report is about."""

    start: Day | None = Field(
        None, description="Applied on this day or later; without it, 90 days before the end."
    )
    end: Day | None = Field(None, description="Applied on this day or earlier; without it, today.")
    requisition: Key | None = None
    source: Source | None = None
    by: Literal["source", "campaign", "requisition"] = Field(
        "source", description="What stands side by side."
    )

    def wanted(self) -> ReachFilter:
        """Return the filter of the selector; a period the wrong way round is turned."""
        end = self.end or timezone.now().date()
        start = self.start or end - PERIOD
        return ReachFilter(
            start=min(start, end),
            end=max(start, end),
            requisition=self.requisition,
            source=self.source or "",
            by=self.by,
        )


@router.get("/reach", response={200: ReachOut, **may_fail()}, summary="Read the report of reach")
def reach(request: HttpRequest, query: Query[ReachQuery]) -> ReachOut:
    """Return who applied in a period, from where, and how far they came."""
    wanted = query.wanted()
    report, made_at = reach_kept(person=person_of(request), wanted=wanted)
    return ReachOut(
        start=wanted.start,
        end=wanted.end,
        made_at=made_at,
        applicants=report.applicants,
        steps=[StepOut.of(one) for one in report.stages],
        groups=[GroupOut.of(one) for one in report.groups],
        left_out=report.left_out,
    )
