"""Blind reviews by the API: what waits for the person, and an application without what tells who it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, Page, PageQuery, may_fail, page_of
from muster.apps.hire.api.shapes import Pk, TitleOut
from muster.apps.hire.bridge import Piece
from muster.apps.hire.models import Application, Criterion
from muster.apps.hire.selectors.reviews import Blind, blind_get, review_waiting

__all__ = ["router"]

router = Router(tags=["Reviews"], auth=Access(Scope.HIRE_READ))


class WaitingOut(Out):
    """An application that waits for your review."""

    application: int
    code: str
    requisition: TitleOut
    stage: str
    stage_since: datetime

    @classmethod
    def of(cls, one: Application) -> WaitingOut:
        """Show an application."""
        return cls(
            application=one.pk,
            code=one.code,
            requisition=TitleOut.of(one.requisition),
            stage=one.stage.name,
            stage_since=one.stage_since,
        )


class CriterionOut(Out):
    """Something to rate, from 1 to as many as it has anchors, which describe the ratings."""

    name: str
    description: str
    anchors: list[str]

    @classmethod
    def of(cls, one: Criterion) -> CriterionOut:
        """Show a criterion."""
        return cls(name=one.name, description=one.description, anchors=list(one.anchors))


class BlindOut(Out):
    """An application as its reviewer reads it. What is hidden stands in square brackets by its kind: `[name]`."""

    application: int
    code: str
    requisition: TitleOut
    stage: str
    due: bool = Field(description="Whether it waits for your review.")
    years: int | None
    school: str
    employers: list[str]
    letter: str
    resume_text: str
    criteria: list[CriterionOut]

    @classmethod
    def of(cls, one: Blind) -> BlindOut:
        """Show an application blind, whether or not its reviewer may know by now whose it is."""
        return cls(
            application=one.pk,
            code=one.code,
            requisition=TitleOut.of(one.requisition),
            stage=one.stage.name,
            due=one.due,
            years=one.text.years,
            school=_written(one.text.school),
            employers=[_written(pieces) for pieces in one.text.employers],
            letter=_written(one.text.letter),
            resume_text=_written(one.text.resume),
            criteria=[CriterionOut.of(criterion) for criterion in one.criteria],
        )


@router.get(
    "/reviews", response={200: Page[WaitingOut], **may_fail()}, summary="List what waits for your review"
)
def reviews(request: HttpRequest, query: Query[PageQuery]) -> Page[WaitingOut]:
    """Return the applications that wait for your review, by their codes, the longest waiting first."""
    waiting = review_waiting(person=person_of(request))
    page = page_of(waiting, wanted=query, order=("stage_since", "pk"))
    return Page[WaitingOut](data=[WaitingOut.of(one) for one in page.rows], next=page.next)


@router.get(
    "/applications/{int:pk}/review",
    response={200: BlindOut, **may_fail(404)},
    summary="Read an application blind",
)
def application_review(request: HttpRequest, pk: Pk) -> BlindOut:
    """Return an application of an opening that you review, without what tells who it is."""
    blind = blind_get(person=person_of(request), pk=pk)
    if blind is None:
        raise Http404
    return BlindOut.of(blind)


def _written(pieces: Sequence[Piece]) -> str:
    return "".join(one.text or f"[{one.hidden}]" for one in pieces)
