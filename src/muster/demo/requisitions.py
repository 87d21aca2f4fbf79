"""What the company hires for, who applies, and how good they really are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from muster.demo.criteria import CLUSTERS
from muster.demo.org import TEAMS
from muster.demo.people import Namer, PersonName
from muster.demo.workdays import HalfYear, midnight, workday_from
from muster.demo.world import World

__all__ = [
    "FAMILIES",
    "Application",
    "Candidate",
    "CandidateTruth",
    "Family",
    "Market",
    "Opening",
    "Requisition",
    "steps_of",
]

CANDIDATES = 420
OPENING_DAYS = 35
APPLICATION_DAYS = 130
SD_MERIT = 1.0
SD_STRENGTH = 0.45


@dataclass(frozen=True, slots=True)
class Opening:
    """A post that a family opens every half-year."""

    title: str
    level_id: str
    team_id: str


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of work: its openings, its interviews, and its share of all candidates.

    `steps` are the stages of each step of the pipeline; a candidate must pass a step to enter the next.
    """

    name: str
    openings: tuple[Opening, ...]
    steps: tuple[tuple[str, ...], ...]
    share: float


@dataclass(frozen=True, slots=True)
class Requisition:
    """An approved opening."""

    id: str
    half_year_id: str
    family: str
    title: str
    level_id: str
    team_id: str
    location_id: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who applies."""

    id: str
    name: PersonName


@dataclass(frozen=True, slots=True)
class Application:
    """A candidate's case for one requisition."""

    id: str
    candidate_id: str
    requisition_id: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class CandidateTruth:
    """How good a candidate really is, in logits: a common merit, and what each cluster adds to it."""

    merit: float
    strengths: Mapping[str, float]


_DEEP = "Technical deep dive"
_RESEARCH_STEPS = (("Phone screen",), (_DEEP, _DEEP), ("Research talk", "Systems", "Collaboration"))
_ENGINEERING_STEPS = (("Phone screen",), (_DEEP, "Systems"), (_DEEP, "Systems", "Collaboration"))

FAMILIES = (
    Family(
        "Research Scientist",
        (
            Opening("Research Scientist, Learning Theory", "L5", "HL-T-01"),
            Opening("Research Scientist, Models", "L4", "HL-T-02"),
            Opening("Principal Scientist, Models", "L7", "HL-T-02"),
        ),
        _RESEARCH_STEPS,
        0.27,
    ),
    Family(
        "Research Engineer",
        (
            Opening("Research Engineer, Models", "L4", "HL-T-02"),
            Opening("Research Engineer, Data", "L5", "HL-T-03"),
            Opening("Research Engineer, Learning Theory", "L4", "HL-T-01"),
        ),
        _RESEARCH_STEPS,
        0.3,
    ),
    Family(
        "Infrastructure Engineer",
        (
            Opening("Infrastructure Engineer, Compute", "L4", "HL-T-04"),
            Opening("Staff Engineer, Compute", "L6", "HL-T-04"),
            Opening("Infrastructure Engineer, Platform", "L5", "HL-T-05"),
        ),
        _ENGINEERING_STEPS,
        0.26,
    ),
    Family(
        "Robotics Engineer",
        (
            Opening("Robotics Engineer, Manipulation", "L4", "HL-T-06"),
            Opening("Robotics Engineer, Perception", "L5", "HL-T-06"),
            Opening("Staff Engineer, Robotics", "L6", "HL-T-06"),
        ),
        _ENGINEERING_STEPS,
        0.17,
    ),
)

_HOME = {team.id: team.location_id for team in TEAMS}


class Market:
    """Opens requisitions every half-year and lets candidates apply to them.

    What each candidate is worth is written to `truth`; `on_application` is called at the moment of each
    application, with its requisition.
    """

    def __init__(
        self,
        world: World,
        namer: Namer,
        truth: dict[str, CandidateTruth],
        *,
        on_application: Callable[[Application, Requisition], None],
    ) -> None:
        self._world = world
        self._namer = namer
        self._on_application = on_application
        self._names = world.stream("candidates/names")
        self._merits = world.stream("candidates/merit")
        self.requisitions: list[Requisition] = []
        self.candidates: list[Candidate] = []
        self.applications: list[Application] = []
        self._truth = truth

    def plan(self, half_year: HalfYear) -> None:
        """Plan the requisitions of a half-year, which opens now, and the applications to them."""
        rng = self._world.stream("requisitions", half_year.id)
        for family in FAMILIES:
            appeal = rng.dirichlet([6.0] * len(family.openings))
            for opening, share in zip(family.openings, appeal, strict=True):
                day = workday_from(half_year.opens_on + timedelta(days=int(rng.integers(OPENING_DAYS))))
                number = round(CANDIDATES * family.share * float(share))
                self._world.clock.at(midnight(day), partial(self._open, half_year, family, opening, number))

    def _open(self, half_year: HalfYear, family: Family, opening: Opening, number: int) -> None:
        """Open a requisition today, and spread `number` applications over its time, more of them early."""
        opened_on = self._world.clock.now.date()
        requisition = Requisition(
            id=self._world.issue_id("R", width=3),
            half_year_id=half_year.id,
            family=family.name,
            title=opening.title,
            level_id=opening.level_id,
            team_id=opening.team_id,
            location_id=_HOME[opening.team_id],
            opened_on=opened_on,
        )
        self.requisitions.append(requisition)
        rng = self._world.stream("applications", requisition.id)
        seconds = (half_year.opens_on + timedelta(days=APPLICATION_DAYS) - opened_on).days * 86_400
        for share in rng.beta(1.0, 1.6, number):
            moment = midnight(opened_on) + timedelta(seconds=int(share * seconds))
            self._world.clock.at(moment, partial(self._apply, requisition))

    def _apply(self, requisition: Requisition) -> None:
        candidate = Candidate(self._world.issue_id("C"), self._namer.draw(self._names))
        strengths = self._merits.normal(0.0, SD_STRENGTH, len(CLUSTERS))
        self._truth[candidate.id] = CandidateTruth(
            merit=float(self._merits.normal(0.0, SD_MERIT)),
            strengths={cluster: float(value) for cluster, value in zip(CLUSTERS, strengths, strict=True)},
        )
        application = Application(
            self._world.issue_id("A"), candidate.id, requisition.id, self._world.clock.now
        )
        self.candidates.append(candidate)
        self.applications.append(application)
        self._on_application(application, requisition)


def steps_of(requisition: Requisition) -> Sequence[Sequence[str]]:
    """Return the stages of each step of a requisition's pipeline."""
    return next(family.steps for family in FAMILIES if family.name == requisition.family)
