"""Why a candidate stands where they stand in a run, by the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.params import Path
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Key, Out, may_fail
from muster.apps.hire.api.merit import PartOut, StandingOut
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.models import MeritRun, MeritStanding
from muster.apps.hire.rules import may_see_calibrations
from muster.apps.hire.selectors.merit import Part
from muster.apps.hire.selectors.merit_runs import run_get
from muster.apps.hire.selectors.merit_why import Versus, Why, merit_why
from muster.apps.hire.services.readings import reading_note

__all__ = ["router"]

router = Router(tags=["Merit"], auth=Access(Scope.EVIDENCE_READ))


class VersusOut(Out):
    """A comparison with another candidate of the run, in logits."""

    other: StandingOut
    p_better: float = Field(description="The chance that the first is better than the other.")
    difference: float
    low: float
    high: float
    linked: bool = Field(description="Whether a chain of interviewers links the two.")
    shared: list[str] = Field(description="The interviewers who met both.")

    @classmethod
    def of(cls, one: Versus, *, severe: bool) -> VersusOut:
        """Show a comparison."""
        names = ("p_better", "difference", "low", "high", "linked")
        return cls(
            other=StandingOut.of(one.other, severe=severe),
            shared=list(one.shared),
            **{name: getattr(one.comparison, name) for name in names},
        )


class WhyPartOut(PartOut):
    """What one scorecard adds, with the merit that it alone would say; null for who must not know severities."""

    kit: str
    implied: float | None
    severity_sd: float | None

    @classmethod
    def of(cls, part: Part) -> WhyPartOut:
        """Show a part."""
        more = {name: getattr(part, name) for name in ("kit", "implied", "severity_sd")}
        return cls(**dict(PartOut.of(part)), **more)


class WhyOut(Out):
    """A standing taken apart. `prior_share` is the weight of the average candidate in it, null as `share` is."""

    run: int
    of: int = Field(description="How many candidates the run compares.")
    level: float = Field(description="Of the intervals.")
    standing: StandingOut
    prior_share: float | None
    parts: list[WhyPartOut]
    missing: list[str] = Field(description="What the standing does not rest on yet, a sentence each.")
    beside: list[StandingOut] = Field(description="Those who stand next, to compare with.")
    versus: VersusOut | None

    @classmethod
    def of_run(cls, run: MeritRun, why: Why, *, severe: bool) -> WhyOut:
        """Show why."""
        values: dict[str, Any] = {
            "standing": StandingOut.of(why.row, severe=severe),
            "prior_share": why.row.standing.prior_share if severe else None,
            "parts": [WhyPartOut.of(part) for part in why.parts],
            "beside": [StandingOut.of(one, severe=severe) for one in why.beside],
            "versus": None if why.versus is None else VersusOut.of(why.versus, severe=severe),
        }
        return cls(run=run.pk, of=why.of, level=run.level, missing=list(why.missing), **values)


class WhyQuery(Schema):
    """Whom to compare with."""

    other: Key | None = Field(None, alias="with", description="Another candidate of the run to compare with.")


@router.get(
    "/merit/runs/{int:pk}/standings/{int:candidate}",
    response={200: WhyOut, **may_fail(404)},
    summary="Read why a candidate stands where they stand",
)
def merit_standing(request: HttpRequest, pk: Pk, candidate: Path[Key], query: Query[WhyQuery]) -> WhyOut:
    """Return what a standing rests on, what it lacks, and, with `with`, how it compares with another."""
    person = person_of(request)
    run = run_get(person=person, pk=pk)
    if run.state != MeritRun.State.DONE:
        raise MeritStanding.DoesNotExist
    why = merit_why(person=person, run=run, candidate=candidate, other=query.other)
    if any(part.interviewer != person.pk for part in why.parts) and why.row.application is not None:
        reading_note(person=person, application=why.row.application)
    return WhyOut.of_run(run, why, severe=may_see_calibrations(person))
