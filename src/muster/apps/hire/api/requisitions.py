"""Openings by the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Day, Out, Page, PageQuery, Text, answer, may_fail, page_of
from muster.apps.hire.api.shapes import Pk, RefOut
from muster.apps.hire.models import Requisition, Stage
from muster.apps.hire.rules import may_see_applications
from muster.apps.hire.selectors.requisitions import (
    requisition_counts,
    requisition_list,
    requisition_visible,
    stage_counts,
)

__all__ = ["router"]

router = Router(tags=["Openings"], auth=Access(Scope.HIRE_READ))


class RequisitionOut(Out):
    """An opening."""

    id: int
    code: str
    title: str
    status: Requisition.Status
    openings: int
    opened_at: datetime | None
    team: RefOut
    location: RefOut
    hiring_manager: PersonOut


class RequisitionWholeOut(RequisitionOut):
    """An opening with its text and its people."""

    family: RefOut
    level: str
    recruiter: PersonOut
    public: bool
    description: str
    closed_at: datetime | None
    close_reason: str
    frozen_at: datetime | None = Field(description="When the first review began.")
    applications: dict[str, int] | None = Field(
        description="How many applications stand at each outcome; null for who does not see them."
    )


class StageOut(Out):
    """A step of the pipeline."""

    id: int
    position: int
    name: str
    kind: Stage.Kind
    blind: bool
    days: int = Field(description="After how many days an application is late in it.")
    active: int | None = Field(description="Applications in it; null for who does not see them.")


class RequisitionQuery(PageQuery):
    """Which openings are asked for."""

    text: Text = ""
    status: Requisition.Status | None = None
    since: Day | None = Field(None, description="Opened on this day or later.")
    mine: bool = Field(False, description="Those alone whose applications you see.")


@router.get("/requisitions", response={200: Page[RequisitionOut], **may_fail()}, summary="List openings")
def requisitions(request: HttpRequest, query: Query[RequisitionQuery]) -> Page[RequisitionOut]:
    """Return the openings that you see, the newest first: the open ones, and your own."""
    found = requisition_list(
        person=person_of(request),
        text=query.text,
        status=query.status or "",
        since=query.since,
        worked_on=query.mine,
    )
    page = page_of(found, wanted=query, order=("-pk",))
    return Page[RequisitionOut](data=[RequisitionOut(**_listed(one)) for one in page.rows], next=page.next)


@router.get(
    "/requisitions/{int:pk}", response={200: RequisitionWholeOut, **may_fail(404)}, summary="Read an opening"
)
def requisition(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return an opening."""
    person = person_of(request)
    one = requisition_visible(person=person).get(pk=pk)
    counts = requisition_counts(requisitions=[pk])[pk] if may_see_applications(person, one) else None
    whole = RequisitionWholeOut(
        **_listed(one),
        family=RefOut(id=one.family.pk, name=one.family.name),
        level=one.level.code,
        recruiter=PersonOut.of(one.recruiter),
        public=one.public,
        description=one.description,
        closed_at=one.closed_at,
        close_reason=one.close_reason,
        frozen_at=one.frozen_at,
        applications=counts,
    )
    return answer(whole, version=one.version)


@router.get(
    "/requisitions/{int:pk}/stages",
    response={200: Page[StageOut], **may_fail(404)},
    summary="List the stages of an opening",
)
def requisition_stages(request: HttpRequest, pk: Pk) -> Page[StageOut]:
    """Return all stages of an opening, in their order, on one page."""
    person = person_of(request)
    one = requisition_visible(person=person).get(pk=pk)
    counts = stage_counts(requisition=one) if may_see_applications(person, one) else None
    stages = [_stage(stage, counts) for stage in one.stages.order_by("position", "pk")]
    return Page[StageOut](data=stages, next=None)


def _stage(one: Stage, counts: Mapping[int, int] | None) -> StageOut:
    return StageOut(
        id=one.pk,
        position=one.position,
        name=one.name,
        kind=Stage.Kind(one.kind),
        blind=one.blind,
        days=one.days,
        active=None if counts is None else counts.get(one.pk, 0),
    )


def _listed(one: Requisition) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.code,
        "title": one.title,
        "status": one.status,
        "openings": one.openings,
        "opened_at": one.opened_at,
        "team": RefOut(id=one.team.pk, name=one.team.name),
        "location": RefOut(id=one.location.pk, name=one.location.name),
        "hiring_manager": PersonOut.of(one.hiring_manager),
    }
