"""Selection audits by the API: the tables of results as they are published, for auditors."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, Page, PageQuery, keys_after, may_fail
from muster.apps.hire.api.shapes import Pk, RefOut
from muster.apps.hire.models import AuditRun, AuditScope
from muster.apps.hire.selectors.audit_results import RatioRow, RatioTable, audit_tables
from muster.apps.hire.selectors.audits import (
    RESULTS_ORDER,
    audit_get,
    audit_page,
    changes_told,
    plan_history,
    plan_holds,
)

__all__ = ["router"]

router = Router(tags=["Audits"], auth=Access(Scope.EVIDENCE_READ))

PLACES = {"rate": 4, "ratio": 4, "low": 2, "high": 2, "corrected": 3}  # of what is published


class AuditOut(Out):
    """A counting by a plan that was signed before. `digest` is that of the plan."""

    id: int
    name: str
    version: int = Field(description="Of the plan.")
    start: date
    end: date
    family: RefOut | None = Field(description="Null for the whole company.")
    signed_by: PersonOut
    signed_at: datetime
    digest: str
    as_of: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, run: AuditRun) -> AuditOut:
        """Show an audit."""
        plan = run.plan
        if plan.signed_by is None or plan.signed_at is None:
            raise AuditRun.DoesNotExist  # no plan is counted by before it is signed
        return cls(
            id=run.pk,
            name=plan.name,
            version=plan.number,
            start=plan.start,
            end=plan.end,
            family=None if plan.family is None else RefOut(id=plan.family.pk, name=plan.family.name),
            signed_by=PersonOut.of(plan.signed_by),
            signed_at=plan.signed_at,
            digest=plan.digest,
            as_of=run.as_of,
            finished_at=run.finished_at,
        )


class RatioOut(Out):
    """One category. What is too few to publish, or would tell of those, is null, and `note` says why."""

    category: list[str] = Field(description="An answer for each of the table's attributes.")
    n: int | None
    selected: int | None = Field(description="Null in the scope `score`, too.")
    rate: float | None
    ratio: float | None
    low: float | None
    high: float | None
    corrected: float | None = Field(description="The p-value, corrected as the plan says.")
    note: str = Field(description="`excluded`, `suppressed`, `withheld`, or nothing.")

    @classmethod
    def of(cls, row: RatioRow, scope: str) -> RatioOut:
        """Show a category, as exactly as the pages do."""
        told = row.numbers
        rounded = {
            name: None if told[name] is None else round(told[name], places) for name, places in PLACES.items()
        }
        return cls(
            category=list(told["category"]),
            n=told["n"],
            selected=None if scope == AuditScope.SCORE else told["selected"],
            note=told["note"],
            **rounded,
        )


class TableOut(Out):
    """One attribute, or two crossed, in one scope. `problem` says why nothing can be compared."""

    scope: AuditScope
    attributes: list[str]
    problem: str
    people: int
    unknown: int = Field(description="Who did not say; they are in no rate.")
    rows: list[RatioOut]

    @classmethod
    def of(cls, one: RatioTable) -> TableOut:
        """Show a table."""
        part = one.part
        return cls(
            scope=AuditScope(part.scope),
            attributes=list(part.content.get("parts", [part.attribute])),
            problem=one.problem,
            people=one.people,
            unknown=one.unknown,
            rows=[RatioOut.of(row, part.scope) for row in one.rows],
        )


class AuditWholeOut(AuditOut):
    """An audit with its tables. `holds` is whether what is stored of the plan is what was signed."""

    holds: bool
    changes: list[str] = Field(description="A sentence for each change of the plan after it was signed.")
    tables: list[TableOut]


@router.get("/audits", response={200: Page[AuditOut], **may_fail()}, summary="List audits of selection")
def audits(request: HttpRequest, query: Query[PageQuery]) -> Page[AuditOut]:
    """Return the audits that are done, the newest first."""
    page = audit_page(
        person=person_of(request), after=keys_after(query, AuditRun, RESULTS_ORDER), size=query.limit
    )
    return Page[AuditOut](data=[AuditOut.of(one) for one in page.rows], next=page.next)


@router.get(
    "/audits/{int:pk}",
    response={200: AuditWholeOut, **may_fail(404)},
    summary="Read an audit's published tables",
)
def audit(request: HttpRequest, pk: Pk) -> AuditWholeOut:
    """Return an audit that is done, with its tables."""
    person = person_of(request)
    run = audit_get(person=person, pk=pk)
    if run.state != AuditRun.State.DONE:
        raise AuditRun.DoesNotExist
    return AuditWholeOut(
        **dict(AuditOut.of(run)),
        holds=plan_holds(run.plan),
        changes=changes_told(list(plan_history(run.plan))),
        tables=[TableOut.of(one) for one in audit_tables(person=person, run=run)],
    )
