"""Harvest's endpoints: candidates, applications, scorecards and jobs.

Numbered pages reach every row by its place, so only the keys before it are passed over; the rows themselves are read
for one page alone. What a person reviews blind is left out: the shapes name the candidate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from muster.apps.accounts.api import BasicAccess, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.core.api import Key, Moment, may_fail
from muster.apps.hire.api.harvest.shapes import (
    ApplicationOut,
    CandidateOut,
    JobOut,
    ScorecardOut,
    show_application,
    show_candidate,
    show_job,
    show_scorecard,
)
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.models import Application, Candidate, Member, Move, Outcome, Requisition, Scorecard
from muster.apps.hire.selectors.candidacies import (
    applications_known,
    candidate_applications,
    candidate_visible,
)
from muster.apps.hire.selectors.evidence import scorecard_ratings, scorecard_visible
from muster.apps.hire.selectors.requisitions import requisition_visible
from muster.apps.hire.services.readings import reading_note_cards

__all__ = ["router"]

router = Router(tags=["Harvest"], auth=BasicAccess(Scope.HIRE_READ))
EVIDENCE = BasicAccess(Scope.EVIDENCE_READ)
USUAL, MOST, LAST = 100, 500, 1_000_000
ENDED = (Outcome.REJECTED, Outcome.WITHDRAWN)
Row = TypeVar("Row", bound=Model)


class NumberedQuery(Schema):
    """Which page is asked for, and of when."""

    page: Annotated[int, Field(ge=1, le=LAST)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    created_after: Moment | None = None
    created_before: Moment | None = None


class JobQuery(NumberedQuery):
    """Which jobs are asked for."""

    status: Requisition.Status | None = None


class CandidateQuery(NumberedQuery):
    """Which candidates are asked for."""

    job_id: Key | None = None


class ApplicationQuery(CandidateQuery):
    """Which applications are asked for."""

    last_activity_after: Moment | None = Field(None, description="Moved after this time.")


@router.get("/candidates", response={200: list[CandidateOut], **may_fail()}, summary="List candidates")
def harvest_candidates(
    request: HttpRequest, query: Query[CandidateQuery], response: HttpResponse
) -> list[CandidateOut]:
    """Return candidates, the first made first."""
    person = person_of(request)
    found = candidate_visible(person=person)
    if query.job_id is not None:
        applied = applications_known(person=person).filter(requisition=query.job_id)
        found = found.filter(pk__in=applied.order_by().values("candidate"))
    return _candidates(person, _numbered(request, response, query, found, "created_at"))


@router.get("/candidates/{int:pk}", response={200: CandidateOut, **may_fail(404)}, summary="Read a candidate")
def harvest_candidate(request: HttpRequest, pk: Pk) -> CandidateOut:
    """Return a candidate."""
    person = person_of(request)
    return _candidates(person, [candidate_visible(person=person).get(pk=pk)])[0]


@router.get("/applications", response={200: list[ApplicationOut], **may_fail()}, summary="List applications")
def harvest_applications(
    request: HttpRequest, query: Query[ApplicationQuery], response: HttpResponse
) -> list[ApplicationOut]:
    """Return applications, the first made first."""
    found = _known(person_of(request))
    if query.job_id is not None:
        found = found.filter(requisition=query.job_id)
    if query.last_activity_after is not None:
        found = found.filter(stage_since__gt=query.last_activity_after)
    return _applications(_numbered(request, response, query, found, "applied_at"))


@router.get(
    "/applications/{int:pk}", response={200: ApplicationOut, **may_fail(404)}, summary="Read an application"
)
def harvest_application(request: HttpRequest, pk: Pk) -> ApplicationOut:
    """Return an application."""
    return _applications([_known(person_of(request)).get(pk=pk)])[0]


@router.get(
    "/applications/{int:pk}/scorecards",
    response={200: list[ScorecardOut], **may_fail(404)},
    auth=EVIDENCE,
    summary="List the scorecards of an application",
)
def harvest_application_scorecards(
    request: HttpRequest, pk: Pk, query: Query[NumberedQuery], response: HttpResponse
) -> list[ScorecardOut]:
    """Return the submitted scorecards of an application."""
    person = person_of(request)
    _known(person).get(pk=pk)
    found = _submitted(person).filter(seat__interview__application=pk)
    return _scorecards(person, _numbered(request, response, query, found, "submitted_at"))


@router.get(
    "/scorecards",
    response={200: list[ScorecardOut], **may_fail()},
    auth=EVIDENCE,
    summary="List scorecards",
)
def harvest_scorecards(
    request: HttpRequest, query: Query[NumberedQuery], response: HttpResponse
) -> list[ScorecardOut]:
    """Return the submitted scorecards that you may read; `muster rank` reads them as they are."""
    person = person_of(request)
    return _scorecards(person, _numbered(request, response, query, _submitted(person), "submitted_at"))


@router.get(
    "/scorecards/{int:pk}",
    response={200: ScorecardOut, **may_fail(404)},
    auth=EVIDENCE,
    summary="Read a scorecard",
)
def harvest_scorecard(request: HttpRequest, pk: Pk) -> ScorecardOut:
    """Return a submitted scorecard."""
    person = person_of(request)
    return _scorecards(person, [_submitted(person).get(pk=pk)])[0]


@router.get("/jobs", response={200: list[JobOut], **may_fail()}, summary="List jobs")
def harvest_jobs(request: HttpRequest, query: Query[JobQuery], response: HttpResponse) -> list[JobOut]:
    """Return the openings that you see, the first made first."""
    found = requisition_visible(person=person_of(request), status=query.status or "")
    return _jobs(_numbered(request, response, query, found, "created_at"))


@router.get("/jobs/{int:pk}", response={200: JobOut, **may_fail(404)}, summary="Read a job")
def harvest_job(request: HttpRequest, pk: Pk) -> JobOut:
    """Return an opening."""
    return _jobs([requisition_visible(person=person_of(request)).get(pk=pk)])[0]


def _numbered(
    request: HttpRequest, response: HttpResponse, wanted: NumberedQuery, found: QuerySet[Row], made: str
) -> list[Row]:
    """Return a page of rows, and say in the header Link where those before and after it are."""
    if wanted.created_after is not None:
        found = found.filter(**{f"{made}__gt": wanted.created_after})
    if wanted.created_before is not None:
        found = found.filter(**{f"{made}__lt": wanted.created_before})
    start = (wanted.page - 1) * wanted.per_page
    ordered = found.order_by("pk")
    keys = list(ordered.values_list("pk", flat=True)[start : start + wanted.per_page + 1])
    links = []
    if len(keys) > wanted.per_page:
        links.append(_link(request, wanted, wanted.page + 1, "next"))
    if wanted.page > 1:
        links.append(_link(request, wanted, wanted.page - 1, "prev"))
    if links:
        response.headers["Link"] = ", ".join(links)
    return list(ordered.filter(pk__in=keys[: wanted.per_page]))


def _link(request: HttpRequest, wanted: NumberedQuery, page: int, name: str) -> str:
    query = {**request.GET.dict(), "page": page, "per_page": wanted.per_page}
    return f'<{request.build_absolute_uri(request.path)}?{urlencode(query)}>; rel="{name}"'


def _known(person: User) -> QuerySet[Application]:
    shown = applications_known(person=person).select_related("requisition", "stage")
    return shown.defer("resume_text", "letter", "requisition__description")


def _submitted(person: User) -> QuerySet[Scorecard]:
    found = scorecard_visible(person=person).filter(submitted_at__isnull=False)
    return found.select_related("seat__interview__stage")


def _candidates(person: User, rows: Sequence[Candidate]) -> list[CandidateOut]:
    applications = candidate_applications(person=person, candidates=rows)
    return [show_candidate(one, applications.get(one.pk, ())) for one in rows]


def _applications(rows: Sequence[Application]) -> list[ApplicationOut]:
    ended = [one.pk for one in rows if one.outcome in ENDED]
    moves = Move.objects.filter(application__in=ended, outcome__in=ENDED).order_by()
    last: dict[int, datetime] = dict(moves.values_list("application").annotate(Max("at")))
    return [show_application(one, last.get(one.pk)) for one in rows]


def _scorecards(person: User, cards: Sequence[Scorecard]) -> list[ScorecardOut]:
    reading_note_cards(person=person, cards=cards)
    ratings = scorecard_ratings(cards)
    return [
        show_scorecard(one, ratings[one.pk], one.submitted_at)
        for one in cards
        if one.submitted_at is not None
    ]


def _jobs(rows: Iterable[Requisition]) -> list[JobOut]:
    jobs = list(rows)
    coordinators: defaultdict[int, list[Member]] = defaultdict(list)
    members = Member.objects.filter(requisition__in=jobs, part=Member.Part.COORDINATOR)
    for member in members.select_related("user").order_by("pk"):
        coordinators[member.requisition_id].append(member)
    return [show_job(one, coordinators[one.pk]) for one in jobs]
