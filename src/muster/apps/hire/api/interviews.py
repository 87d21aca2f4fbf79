"""Interviews by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, WithJsonSchema

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Day, Key, Out, Page, PageQuery, answer, may_fail, page_of
from muster.apps.hire.api.shapes import Pk, TitleOut
from muster.apps.hire.models import Interview
from muster.apps.hire.selectors.diary import DiaryFilter, diary_list, diary_rows
from muster.apps.hire.selectors.interviews import ShownInterview, interview_get

__all__ = ["router"]

router = Router(tags=["Interviews"], auth=Access(Scope.HIRE_READ))
State = Annotated[Interview.State, WithJsonSchema({"type": "string", "enum": Interview.State.values})]
JOINED = ("application__candidate", "application__requisition", "kit")


class SeatOut(Out):
    """Somebody who interviews."""

    id: int
    interviewer: PersonOut
    shadow: bool
    due_at: datetime = Field(description="When the scorecard is due.")


class InterviewOut(Out):
    """An interview with who sits in it."""

    id: int
    application: int
    called: str = Field(description="The candidate's name, or the application's code where it is blind.")
    requisition: TitleOut
    kit: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    state: State
    seats: list[SeatOut]

    @classmethod
    def of(cls, shown: ShownInterview) -> InterviewOut:
        """Show an interview."""
        one = shown.interview
        return cls(
            id=one.pk,
            application=one.application_id,
            called=shown.name,
            requisition=TitleOut.of(one.application.requisition),
            kit=one.kit.name,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            time_zone=one.time_zone,
            place=one.place,
            state=Interview.State(one.state),
            seats=[
                SeatOut(
                    id=seat.pk,
                    interviewer=PersonOut.of(seat.interviewer),
                    shadow=seat.shadow,
                    due_at=seat.due_at,
                )
                for seat in shown.seats
            ],
        )


class InterviewQuery(PageQuery):
    """Which interviews are asked for."""

    start: Day | None = Field(None, description="On this day or later.")
    end: Day | None = Field(None, description="On this day or earlier.")
    requisition: Key | None = None
    application: Key | None = None
    state: State | None = None
    mine: bool = Field(False, description="Those alone in which you sit.")

    def wanted(self) -> DiaryFilter:
        """Return the filter of the selector."""
        return DiaryFilter(
            start=self.start,
            end=self.end,
            requisition=self.requisition,
            application=self.application,
            state=self.state or "",
            mine=self.mine,
        )


@router.get("/interviews", response={200: Page[InterviewOut], **may_fail()}, summary="List interviews")
def interviews(request: HttpRequest, query: Query[InterviewQuery]) -> Page[InterviewOut]:
    """Return the interviews that you see, the first first."""
    person = person_of(request)
    found = diary_list(person=person, wanted=query.wanted())
    rows = Interview.objects.select_related(*JOINED)
    page = page_of(found, wanted=query, order=("starts_at", "pk"), rows=rows)
    shown = diary_rows(person=person, interviews=page.rows)
    return Page[InterviewOut](data=[InterviewOut.of(one) for one in shown], next=page.next)


@router.get(
    "/interviews/{int:pk}", response={200: InterviewOut, **may_fail(404)}, summary="Read an interview"
)
def interview(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return an interview."""
    shown = interview_get(person=person_of(request), pk=pk)
    if shown is None:
        raise Interview.DoesNotExist
    return answer(InterviewOut.of(shown), version=shown.interview.version)
