"""What is planted in the company for audits to find: a lenient panel, a bar that slips, and an interviewer who rates
one group lower. Everything else is drawn without regard to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from muster.demo.organisation.growth import HORIZON
from muster.demo.organisation.hiring_plan import PlannedRequisition
from muster.demo.organisation.hiring_records import Requisition
from muster.demo.organisation.interviewers import Interviewers
from muster.demo.organisation.self_identification import SEEN, Looks
from muster.demo.requisitions import CandidateTruth
from muster.demo.staff import InterviewerTruth
from muster.demo.world import World

__all__ = ["ROUNDS", "SLIPPING", "SLIPS_FROM", "Planted", "Planting", "Truth"]

SLIPPING = "Designer"
SLIPS_FROM = date(2025, 10, 1)
ROUNDS = ("First interviews", "Final interviews")
"""Which of its interviews the slipping family has kept from the beginning."""
SLIP = 1.5
"""How much lower (logits) the merit of those is whom the slipping family hires from then on."""

WIDEST = 12
"""Among how many open requisitions, those with most applications, the lenient one is."""

GROUP = "woman"
GROUP_EFFECT = -1.0


@dataclass(frozen=True)
class Planted:
    """What is planted. Ids are None where it has not come about yet.

    `lenient_requisition` is interviewed for by `lenient_panel` alone, whose severities are about -1. `slipping_family`
    hires people of lower merit from `slips_from` on. `partial_interviewer` rates those who answer `question` by
    `group` by `group_effect` (logits) otherwise than the others.
    """

    lenient_requisition: str | None
    lenient_panel: tuple[str, ...]
    slipping_family: str
    slips_from: date
    partial_interviewer: str | None
    question: str
    group: str
    group_effect: float


@dataclass(frozen=True)
class Truth:
    """What nobody in the company knows, for tests and demonstrations; by candidate and employee ids.

    Of candidates only those are in it who were interviewed on record.
    """

    candidates: Mapping[str, CandidateTruth]
    interviewers: Mapping[str, InterviewerTruth]
    planted: Planted


class Planting:
    """Tells the parts of the company what is otherwise than they would draw it."""

    def __init__(self, world: World, interviewers: Interviewers, looks: Looks) -> None:
        self._clock = world.clock
        self._interviewers = interviewers
        self._looks = looks
        self._wide: frozenset[PlannedRequisition] = frozenset()
        self._requisition: str | None = None
        self._panel: tuple[str, ...] = ()

    def plan(self, requisitions: Iterable[PlannedRequisition]) -> None:
        """Tell what will be hired for."""
        still_open = [one for one in requisitions if one.closes_on == HORIZON]
        self._wide = frozenset(sorted(still_open, key=lambda one: -one.seen)[:WIDEST])

    def open(self, requisition: Requisition, planned: PlannedRequisition) -> None:
        """See a requisition open; the first that fits gets the panel."""
        fits = planned in self._wide and requisition.plan != "business" and requisition.family != SLIPPING
        if fits and self._requisition is None:
            self._requisition = requisition.id
            self._panel = self._interviewers.lenient

    def is_kept(self, requisition: Requisition, stage: str) -> bool:
        """Whether the interviews of a requisition are on record, whatever those of others are."""
        slipping = requisition.family == SLIPPING and stage in ROUNDS
        return slipping or requisition.id == self._requisition

    def panel_for(self, requisition: Requisition) -> tuple[str, ...]:
        """Return who alone interviews for a requisition; nobody where anybody may."""
        return self._panel if requisition.id == self._requisition else ()

    def slip(self, requisition: Requisition) -> float:
        """Return how much lower the merit of those is who are hired now."""
        slipped = requisition.family == SLIPPING and self._clock.now.date() >= SLIPS_FROM
        return SLIP if slipped else 0.0

    def habits(self, employee_id: str, candidate_id: str) -> InterviewerTruth:
        """Return how an interviewer rates a candidate."""
        truth = self._interviewers.truth[employee_id]
        if employee_id != self._interviewers.busiest or self._looks.taken_for(candidate_id) != GROUP:
            return truth
        return replace(truth, severity=truth.severity - GROUP_EFFECT)

    def planted(self) -> Planted:
        """Return what is planted by now."""
        return Planted(
            lenient_requisition=self._requisition,
            lenient_panel=self._panel,
            slipping_family=SLIPPING,
            slips_from=SLIPS_FROM,
            partial_interviewer=self._interviewers.busiest,
            question=SEEN.name,
            group=GROUP,
            group_effect=GROUP_EFFECT,
        )
