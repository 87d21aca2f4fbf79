"""Merit by the API: runs, what they say of candidates, what is known of one application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Key, Out, Page, PageQuery, Text, answer, keys_after, may_fail
from muster.apps.core.roles import require
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.models import MeritRun, MeritStanding
from muster.apps.hire.models.merit import Progress
from muster.apps.hire.rules import may_read_scorecards, may_see_calibrations
from muster.apps.hire.selectors.applications import application_visible
from muster.apps.hire.selectors.merit import Part, merit_evidence
from muster.apps.hire.selectors.merit_board import BOARD_ORDER, BoardFilter, BoardRow, board_page
from muster.apps.hire.selectors.merit_runs import (
    NOT_YOURS,
    RUNS_ORDER,
    run_get,
    run_pages,
    run_problem,
    scope_of,
)
from muster.apps.hire.services.readings import reading_note

__all__ = ["router"]

router = Router(tags=["Merit"], auth=Access(Scope.EVIDENCE_READ))


class RunOut(Out):
    """A run of the merit model."""

    id: int
    over: str
    requisition: int | None
    family: int | None
    state: Progress
    problem: str
    asked_by: PersonOut
    asked_at: datetime
    as_of: datetime
    finished_at: datetime | None
    level: float = Field(description="Of the intervals.")
    model: dict[str, Any] = Field(description="What is said of the fit as a whole.")

    @classmethod
    def of(cls, run: MeritRun, over: str, *, severe: bool) -> RunOut:
        """Show a run."""
        model = {name: value for name, value in run.model.items() if severe or name != "sd_severity"}
        return cls(
            id=run.pk,
            over=over,
            requisition=run.requisition_id,
            family=run.family_id,
            state=Progress(run.state),
            problem=run_problem(run),
            asked_by=PersonOut.of(run.asked_by),
            asked_at=run.asked_at,
            as_of=run.as_of,
            finished_at=run.finished_at,
            level=run.level,
            model=model,
        )


class EstimateOut(Out):
    """Merit with its interval, in logits: nought is the average candidate of the run."""

    merit: float
    sd: float
    low: float
    high: float
    raw_mean: float
    shift: float | None = Field(
        description="What taking out the interviewers' severity added; null for who must not know their severity."
    )
    interviews: int
    ratings: int

    @classmethod
    def values_of(cls, one: MeritStanding, *, severe: bool) -> dict[str, Any]:
        """Return the numbers of a standing; `severe` for those who may know the interviewers' severity."""
        values = {name: getattr(one, name) for name in EstimateOut.model_fields}
        return values if severe else values | {"shift": None}


class StandingOut(EstimateOut):
    """A candidate's place in a run; without `candidate` and `application` for who must not know whose it is."""

    called: str
    candidate: int | None
    application: int | None
    rank: int
    rank_low: int
    rank_high: int
    raw_rank: int
    p_top_k: float | None = Field(
        description="The chance to be among the best for the places still free, of the run's opening or the one asked "
        "for; null where there are no odds, or not yet."
    )
    p_above_bar: float | None = Field(description="The chance to be above the bar; null where there is none.")

    @classmethod
    def of(cls, row: BoardRow, *, severe: bool) -> StandingOut:
        """Show a row of the board."""
        known = None if row.blind else row.application
        return cls(
            **cls.values_of(row.standing, severe=severe),
            called=row.name,
            candidate=None if row.blind else row.standing.candidate_id,
            application=None if known is None else known.pk,
            rank=row.rank,
            rank_low=row.rank_low,
            rank_high=row.rank_high,
            raw_rank=row.raw_rank,
            p_top_k=row.chance,
            p_above_bar=row.above_bar,
        )


class StandingsOut(Page[StandingOut]):
    """A page of a run's candidates. `left_out` counts those of whom you owe a scorecard."""

    left_out: int


class PartOut(Out):
    """What one scorecard adds to an estimate. `severity` is null for who must not know it, and so is what it follows
    from: `share`, `contribution` and `shift`.
    """

    scorecard: int
    interview: int
    interviewer: PersonOut
    ratings: int
    raw_mean: float
    share: float | None
    contribution: float | None
    shift: float | None
    severity: float | None

    @classmethod
    def of(cls, part: Part) -> PartOut:
        """Show a part."""
        names = (
            "scorecard",
            "interview",
            "ratings",
            "raw_mean",
            "share",
            "contribution",
            "shift",
            "severity",
        )
        person = PersonOut(id=part.interviewer, name=part.name)
        return cls(interviewer=person, **{name: getattr(part, name) for name in names})


class EvidenceOut(Out):
    """What the newest run says of an application's candidate. All null and empty where nothing is known, and while you
    owe a scorecard of the candidate (`sealed`).
    """

    sealed: bool
    run: int | None
    of: int = Field(description="How many candidates the run compares.")
    estimate: EstimateOut | None
    parts: list[PartOut]


class RunQuery(PageQuery):
    """Which runs are asked for."""

    over: Text = Field("", description="`company`, `family:1` or `requisition:1`.")


class BoardQuery(PageQuery):
    """Which candidates of a run are asked for."""

    text: Text = ""
    requisition: Key | None = None
    stage: Key | None = None


@router.get("/merit/runs", response={200: Page[RunOut], **may_fail()}, summary="List merit runs")
def merit_runs(request: HttpRequest, query: Query[RunQuery]) -> Page[RunOut]:
    """Return the runs that you see, the newest first."""
    person = person_of(request)
    severe = may_see_calibrations(person)
    runs = run_pages(
        person=person,
        scope=query.over,
        after=keys_after(query, MeritRun, RUNS_ORDER),
        size=query.limit,
    )
    data = [RunOut.of(run, runs.labels[run.pk], severe=severe) for run in runs.page.rows]
    return Page[RunOut](data=data, next=runs.page.next)


@router.get("/merit/runs/{int:pk}", response={200: RunOut, **may_fail(404)}, summary="Read a merit run")
def merit_run(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a run."""
    person = person_of(request)
    run = run_get(person=person, pk=pk)
    return answer(RunOut.of(run, scope_of(run), severe=may_see_calibrations(person)), version=run.version)


@router.get(
    "/merit/runs/{int:pk}/standings",
    response={200: StandingsOut, **may_fail(404)},
    summary="List a run's candidates",
)
def merit_standings(request: HttpRequest, pk: Pk, query: Query[BoardQuery]) -> StandingsOut:
    """Return the candidates of a run, the best first, without those of whom you owe a scorecard."""
    person = person_of(request)
    board = board_page(
        person=person,
        run=run_get(person=person, pk=pk),
        wanted=BoardFilter(text=query.text, requisition=query.requisition, stage=query.stage),
        after=keys_after(query, MeritStanding, BOARD_ORDER),
        size=query.limit,
    )
    severe = may_see_calibrations(person)
    data = [StandingOut.of(row, severe=severe) for row in board.rows]
    return StandingsOut(data=data, next=board.next, left_out=board.left_out)


@router.get(
    "/applications/{int:pk}/merit",
    response={200: EvidenceOut, **may_fail(404)},
    summary="Read what is known of an application's merit",
)
def application_merit(request: HttpRequest, pk: Pk) -> EvidenceOut:
    """Return the estimate of the newest run that has the candidate, and what it rests on."""
    person = person_of(request)
    one = application_visible(person=person).get(pk=pk)
    require(may_read_scorecards(person, one.requisition), NOT_YOURS)
    found = merit_evidence(application=one, person=person)
    standing = found.standing
    if any(part.interviewer != person.pk for part in found.parts):
        reading_note(person=person, application=one)
    values = (
        None if standing is None else EstimateOut.values_of(standing, severe=may_see_calibrations(person))
    )
    return EvidenceOut(
        sealed=found.sealed,
        run=None if found.run is None else found.run.pk,
        of=found.of,
        estimate=None if values is None else EstimateOut(**values),
        parts=[PartOut.of(part) for part in found.parts],
    )
