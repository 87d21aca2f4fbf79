"""What happened to an application, by the API."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, Page, may_fail
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.selectors.applications import Event, application_visible
from muster.apps.hire.selectors.decisions import decision_events
from muster.apps.hire.selectors.interviews import interview_list
from muster.apps.hire.selectors.reviews import review_submitted
from muster.apps.hire.selectors.timeline import Marks, timeline_whole, with_marks

__all__ = ["router"]

router = Router(tags=["Applications"], auth=Access(Scope.HIRE_READ))


class HappeningOut(Out):
    """Something that happened to an application; what does not belong to its kind is null or empty."""

    at: datetime
    kind: str = Field(
        description="move, message, review, note, referral, unblinding, convened, reopened, signed, planned, moved, "
        "cancelled or submitted: the last four of an interview."
    )
    by: PersonOut | None
    stage: str | None = Field(description="Of a move: where to.")
    outcome: str = Field(description="Of a move; of a signed decision for who may know it.")
    status: str = Field(description="Of a message.")
    text: str = Field(description="The reason of a move, the subject of a message, a note, a relation.")
    interview: int | None
    decision: int | None

    @classmethod
    def of(cls, event: Event) -> HappeningOut:
        """Show an event, with what the page shows of it."""
        row, kind = event.row, event.kind
        committee = kind in ("convened", "reopened", "signed")
        return cls(
            at=event.at,
            kind=row.what if kind == "interview" else kind,
            by=None if event.by is None else PersonOut.of(event.by),
            stage=row.to_stage.name if kind == "move" else None,
            outcome=row.outcome if kind == "move" or (kind == "signed" and event.known) else "",
            status=row.status if kind == "message" else "",
            text=_text(event),
            interview=row.interview.pk if kind == "interview" else None,
            decision=row.pk if committee else None,
        )


@router.get(
    "/applications/{int:pk}/timeline",
    response={200: Page[HappeningOut], **may_fail(404)},
    summary="Read the timeline of an application",
)
def application_timeline(request: HttpRequest, pk: Pk) -> Page[HappeningOut]:
    """Return all that happened to an application, the newest first, on one page."""
    person = person_of(request)
    found = application_visible(person=person, listed=False).select_related("referral__referrer")
    one = with_marks(found, person).get(pk=pk, blind=False)
    events = timeline_whole(
        person=person,
        application=one,
        reviews=review_submitted(application=one),
        decisions=decision_events(person=person, application=one),
        interviews=interview_list(person=person, application=one),
        marks=Marks.of(one),
    )
    return Page[HappeningOut](data=[HappeningOut.of(event) for event in events], next=None)


def _text(event: Event) -> str:
    row = event.row
    match event.kind:
        case "move" | "unblinding":
            text = row.reason
        case "message":
            text = row.subject
        case "note":
            text = row.text
        case "referral":
            text = row.relation
        case "reopened" if event.known:
            text = row.reopen_reason
        case _:
            text = ""
    return str(text)
