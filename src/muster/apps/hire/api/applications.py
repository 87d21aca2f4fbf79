"""Applications by the API: read, moved, noted about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.core.api import (
    Day,
    IdempotencyKey,
    IfMatch,
    Key,
    Out,
    Page,
    PageQuery,
    Text,
    answer,
    if_match,
    may_fail,
    once,
    page_of,
)
from muster.apps.core.errors import RefusedError
from muster.apps.hire.api.shapes import Pk, RefOut, StageRefOut, TitleOut
from muster.apps.hire.models import Application, Note, OfferElsewhere, OfferStatus, Outcome, Source, Stage
from muster.apps.hire.models.notes import LONGEST_NOTE
from muster.apps.hire.selectors.applications import (
    LISTED,
    ApplicationFilter,
    application_list,
    application_scope,
    application_search,
    application_visible,
)
from muster.apps.hire.selectors.notes import note_list
from muster.apps.hire.selectors.offers_elsewhere import offer_elsewhere_hidden, offer_elsewhere_list
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.services.pipeline import application_move

__all__ = ["router"]

router = Router(tags=["Applications"], auth=Access(Scope.HIRE_READ))
WRITES = Access(Scope.HIRE_WRITE)
SHOWN = (*LISTED, "stage__kind", "version")
NEWEST = ("-applied_at", "-pk")


class ApplicationOut(Out):
    """A candidate's case for one opening. `candidate` is null for who must not know whose it is."""

    id: int
    code: str
    blind: bool
    candidate: RefOut | None
    requisition: TitleOut
    stage: StageRefOut
    stage_since: datetime
    late: bool
    outcome: Outcome
    source: Source
    applied_at: datetime
    years: int | None
    version: int = Field(description="What the ETag of the application says.")

    @classmethod
    def of(cls, one: Application, *, blind: bool) -> ApplicationOut:
        """Show an application."""
        return cls(**_listed(one, blind=blind))


class OfferElsewhereOut(Out):
    """An offer that was made in another system, with its terms as they stand there."""

    system: str
    id: str
    version: int
    status: OfferStatus
    sent_on: date | None
    resolved_on: date | None
    starts_on: date | None
    terms: dict[str, str]

    @classmethod
    def of(cls, one: OfferElsewhere) -> OfferElsewhereOut:
        """Show an offer."""
        return cls(
            system=one.system,
            id=one.external,
            version=one.number,
            status=OfferStatus(one.status),
            sent_on=one.sent_on,
            resolved_on=one.resolved_on,
            starts_on=one.starts_on,
            terms=one.terms,
        )


class ApplicationWholeOut(ApplicationOut):
    """An application with what came with it; all of it null for who must not know whose it is."""

    reason: str | None
    campaign: str | None
    school: str | None
    employers: list[str] | None
    letter: str | None
    resume_text: str | None
    offers_elsewhere: list[OfferElsewhereOut] | None = Field(
        description="Offers made in another system; null for who must not see any."
    )

    @classmethod
    def whole(
        cls, one: Application, *, blind: bool, offers: Iterable[OfferElsewhere] | None
    ) -> ApplicationWholeOut:
        """Show all of an application."""
        names = ("reason", "campaign", "school", "employers", "letter", "resume_text")
        more = {name: None if blind else getattr(one, name) for name in names}
        shown = None if blind or offers is None else [OfferElsewhereOut.of(offer) for offer in offers]
        return cls(**{**_listed(one, blind=blind), **more, "offers_elsewhere": shown})


class MovedOut(Out):
    """Where an application is now. Kept for a day beside an Idempotency-Key, it holds nothing of the person."""

    id: int
    stage: StageRefOut
    outcome: Outcome
    version: int


class NotedOut(Out):
    """That a note is kept; its text is not repeated, for the same reason."""

    id: int
    author: PersonOut
    created_at: datetime


class NoteOut(NotedOut):
    """A note of a colleague."""

    text: str

    @classmethod
    def of(cls, one: Note) -> NoteOut:
        """Show a note."""
        return cls(id=one.pk, author=PersonOut.of(one.author), created_at=one.created_at, text=one.text)


class MoveIn(Schema):
    """Where an application is to go."""

    stage: Key = Field(description="A stage of the same opening.")
    reason: Text = ""


class NoteIn(Schema):
    """What is to be noted."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)]


class ApplicationQuery(PageQuery):
    """Which applications are asked for."""

    text: Text = ""
    requisition: Key | None = None
    stage: Key | None = None
    outcome: Outcome | None = None
    source: Source | None = None
    kind: Stage.Kind | None = Field(None, description="In a stage of this kind.")
    start: Day | None = Field(None, description="Applied on this day or later.")
    end: Day | None = Field(None, description="Applied on this day or earlier.")
    late: bool = False

    def wanted(self) -> ApplicationFilter:
        """Return the filter of the selector."""
        return ApplicationFilter(
            text=self.text,
            requisition=self.requisition,
            stage=self.stage,
            outcome=self.outcome or "",
            source=self.source or "",
            kind=self.kind or "",
            start=self.start,
            end=self.end,
            late=self.late,
        )


@router.get("/applications", response={200: Page[ApplicationOut], **may_fail()}, summary="List applications")
def applications(request: HttpRequest, query: Query[ApplicationQuery]) -> Page[ApplicationOut]:
    """Return the applications that you see, the newest first."""
    person, wanted = person_of(request), query.wanted()
    found = application_search(person=person, wanted=wanted)
    scope = None if wanted.requisition or found is not None else application_scope(person=person)
    page = page_of(
        application_list(person=person, wanted=wanted, found=found),
        wanted=query,
        order=NEWEST,
        apart=None if scope is None else ("requisition", scope),
        rows=application_visible(person=person).only(*SHOWN),
    )
    data = [ApplicationOut.of(one, blind=_is_blind(one)) for one in page.rows]
    return Page[ApplicationOut](data=data, next=page.next)


@router.get(
    "/applications/{int:pk}",
    response={200: ApplicationWholeOut, **may_fail(404)},
    summary="Read an application",
)
def application(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return an application. Its ETag is what `If-Match` must say to move it."""
    return _answer(person_of(request), pk)


@router.post(
    "/applications/{int:pk}/move",
    response={200: MovedOut, **may_fail(404, 409, 412, 428)},
    auth=WRITES,
    summary="Move an application to a stage",
)
def application_move_to(
    request: HttpRequest,
    pk: Pk,
    body: MoveIn,
    match: IfMatch = None,
    key: IdempotencyKey = None,
) -> HttpResponse:
    """Move an application to another stage of its opening, as on the board."""
    person = person_of(request)
    one = application_visible(person=person).get(pk=pk)

    def work() -> HttpResponse:
        seen = if_match(request)
        stage = Stage.objects.filter(pk=body.stage, requisition=one.requisition_id).first()
        if stage is None:
            raise RefusedError(_("Choose a stage of the same opening."))
        versions = {} if seen is None else {pk: seen}
        application_move(actor=person, applications=[pk], stage=stage, reason=body.reason, versions=versions)
        moved = application_visible(person=person).get(pk=pk)
        return answer(
            MovedOut(
                id=pk, stage=StageRefOut.of(moved), outcome=Outcome(moved.outcome), version=moved.version
            ),
            version=moved.version,
        )

    return once(request, person, work)


@router.get(
    "/applications/{int:pk}/notes",
    response={200: Page[NoteOut], **may_fail(404)},
    summary="List the notes about an application",
    url_name="application-notes",
)
def application_notes(request: HttpRequest, pk: Pk, query: Query[PageQuery]) -> Page[NoteOut]:
    """Return the notes of colleagues, the newest first; your own alone while you owe a scorecard."""
    person = person_of(request)
    one = application_visible(person=person).get(pk=pk, blind=False)
    page = page_of(note_list(person=person, application=one), wanted=query, order=("-pk",))
    return Page[NoteOut](data=[NoteOut.of(note) for note in page.rows], next=page.next)


@router.post(
    "/applications/{int:pk}/notes",
    response={201: NotedOut, **may_fail(404, 409)},
    auth=WRITES,
    summary="Write a note about an application",
    url_name="application-notes",
)
def application_note(request: HttpRequest, pk: Pk, body: NoteIn, key: IdempotencyKey = None) -> HttpResponse:
    """Write a note for colleagues; the candidate never reads it."""
    person = person_of(request)
    one = application_visible(person=person).get(pk=pk)

    def work() -> HttpResponse:
        note = note_add(actor=person, application=one, text=body.text)
        made = NotedOut(id=note.pk, author=PersonOut.of(note.author), created_at=note.created_at)
        return answer(made, status=201, version=note.version)

    return once(request, person, work)


def _answer(person: User, pk: int) -> HttpResponse:
    one = application_visible(person=person).defer(None).get(pk=pk)
    hidden = offer_elsewhere_hidden(person=person, application=one)
    offers = None if hidden else offer_elsewhere_list(person=person, application=one)
    return answer(ApplicationWholeOut.whole(one, blind=_is_blind(one), offers=offers), version=one.version)


def _is_blind(one: Application) -> bool:
    """Whether the person must not know whose it is, as the selector added."""
    return bool(one.blind)  # type: ignore[attr-defined]


def _listed(one: Application, *, blind: bool) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.code,
        "blind": blind,
        "candidate": None if blind else RefOut(id=one.candidate.pk, name=one.candidate.name),
        "requisition": TitleOut.of(one.requisition),
        "stage": StageRefOut.of(one),
        "stage_since": one.stage_since,
        "late": one.late,
        "outcome": one.outcome,
        "source": one.source,
        "applied_at": one.applied_at,
        "years": one.years,
        "version": one.version,
    }
