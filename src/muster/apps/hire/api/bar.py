"""Whether the bar holds, by the API: the numbers of the picture by quarter, and the bars that were set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, may_fail
from muster.apps.hire.api.shapes import Pk, RefOut
from muster.apps.hire.models import BarRun
from muster.apps.hire.models.merit import Progress
from muster.apps.hire.selectors.bar_page import BarPage, QuarterRow, bar_page, bar_run_get
from muster.apps.hire.selectors.bar_words import problem_words
from muster.apps.hire.selectors.bars import PlacedBar

__all__ = ["router"]

router = Router(tags=["The bar"], auth=Access(Scope.EVIDENCE_READ))


class LevelOut(Out):
    """Mean merit of a group in one quarter with its interval, in logits: nought is the average applicant of all. Null
    where the group is all applicants of its part, whose mean is nought by definition.
    """

    count: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None


class QuarterOut(Out):
    """One quarter. A group is null without anybody, and where so few are in it that it would tell of somebody of whom
    you owe a scorecard or a review.
    """

    quarter: str
    part: int = Field(
        description="Quarters of different parts share no interviewer, and so no scale; bars are on that of part 0."
    )
    applicants: LevelOut | None
    offers: LevelOut | None
    hires: LevelOut | None

    @classmethod
    def of(cls, one: QuarterRow) -> QuarterOut:
        """Show a quarter."""
        groups = {"applicants": one.applicants, "offers": one.offers, "hires": one.hires}
        shown = {name: None if level is None else _level(level) for name, level in groups.items()}
        return cls(quarter=one.quarter, part=one.part, **shown)


def _level(level: Mapping[str, Any]) -> LevelOut:
    return LevelOut(**{name: level[name] for name in LevelOut.model_fields})


class LinkOut(Out):
    """What links two quarters that follow one another; `difference` is how much higher the second's applicants are."""

    first: str
    second: str
    linked: bool
    interviewers: int
    criteria: int
    difference: float | None
    low: float | None
    high: float | None
    strength: float | None = Field(description="From 0, nothing, to 1, as if nobody's severity could drift.")

    @classmethod
    def of(cls, one: Mapping[str, Any]) -> LinkOut:
        """Show a link."""
        return cls(**{name: one[name] for name in cls.model_fields})


class FamilyBarOut(Out):
    """A bar of a job family as it was set, with its place on the scale of this run."""

    family: RefOut
    number: int
    since: date
    value: float | None = Field(
        description="In logits; null where too few applications place it on this scale."
    )
    in_force: bool
    set_by: PersonOut
    set_at: datetime
    reason: str

    @classmethod
    def of(cls, one: PlacedBar) -> FamilyBarOut:
        """Show a bar."""
        row = one.bar
        return cls(
            family=RefOut(id=row.family_id, name=row.family.name),
            number=row.number,
            since=row.since,
            value=one.value,
            in_force=one.in_force,
            set_by=PersonOut.of(row.set_by),
            set_at=row.set_at,
            reason=row.reason,
        )


class BarRunOut(Out):
    """A run that asks whether the bar holds."""

    id: int
    state: Progress
    problem: str
    asked_by: PersonOut
    asked_at: datetime
    as_of: datetime
    finished_at: datetime | None
    level: float = Field(description="Of the intervals.")

    @classmethod
    def of(cls, run: BarRun) -> BarRunOut:
        """Show a run."""
        names = ("asked_at", "as_of", "finished_at", "level")
        return cls(
            id=run.pk,
            state=Progress(run.state),
            problem=problem_words(run),
            asked_by=PersonOut.of(run.asked_by),
            **{name: getattr(run, name) for name in names},
        )


class BarOut(Out):
    """What a run says. `run` is null before the first; the lists are empty until a run is done. Who was hired below the
    bar, and whose severity changed, stands on the page alone.
    """

    run: BarRunOut | None
    verdict: str = Field(
        description="Whether the level of hires rises, falls, or cannot be told, in a sentence."
    )
    trends: list[str]
    notices: list[str] = Field(description="What limits all this, a sentence each.")
    quarters: list[QuarterOut]
    links: list[LinkOut]
    bars: list[FamilyBarOut] = Field(description="By job family, the newest of each first.")
    withheld: bool = Field(description="Whether groups are left out because of what you owe.")
    outdated: bool = Field(description="Whether a bar was set since.")

    @classmethod
    def of(cls, run: BarRun | None, page: BarPage | None) -> BarOut:
        """Show a run, with what it says where it is done."""
        return cls(
            run=None if run is None else BarRunOut.of(run),
            verdict="" if page is None else page.verdict,
            trends=[] if page is None else list(page.trends),
            notices=[] if page is None else list(page.notices),
            quarters=[] if page is None else [QuarterOut.of(one) for one in page.rows],
            links=[] if page is None else [LinkOut.of(one) for one in page.links],
            bars=[] if page is None else [FamilyBarOut.of(one) for one in page.bars],
            withheld=page is not None and page.withheld,
            outdated=page is not None and page.outdated,
        )


@router.get("/bar", response={200: BarOut, **may_fail()}, summary="Read whether the bar holds")
def bar(request: HttpRequest) -> BarOut:
    """Return what the newest run says that is done."""
    person = person_of(request)
    run = bar_run_get(person=person)
    return BarOut.of(run, None if run is None else bar_page(person=person, run=run))


@router.get(
    "/bar/runs/{int:pk}", response={200: BarOut, **may_fail(404)}, summary="Read what a run of the bar says"
)
def bar_run(request: HttpRequest, pk: Pk) -> BarOut:
    """Return what a run says, or how far it is."""
    person = person_of(request)
    run = bar_run_get(person=person, pk=pk)
    done = run is not None and run.state == BarRun.State.DONE
    return BarOut.of(run, bar_page(person=person, run=run) if run is not None and done else None)
