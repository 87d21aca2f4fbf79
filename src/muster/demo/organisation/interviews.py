"""Interviews: booked when an application enters a stage, moved or called off now and then, held and written up.

The company keeps its interviews in Muster since some openings tried it out; the final rounds of all openings followed,
then the first rounds, then the phone screens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from muster.demo.company import Company
from muster.demo.criteria import CLUSTERS
from muster.demo.organisation.booking import Booking, Slot, Wish
from muster.demo.organisation.case import Case
from muster.demo.organisation.diary import Diary
from muster.demo.organisation.directory import Directory
from muster.demo.organisation.evidence import CALLED_OFF, CORRECTED, ENDED, NOBODY_LEFT
from muster.demo.organisation.hiring_records import Outcome
from muster.demo.organisation.interview_records import (
    Cancellation,
    Content,
    Correction,
    Draft,
    Interview,
    Release,
    Rescheduling,
    Scorecard,
    Seat,
)
from muster.demo.organisation.interviewers import Interviewers
from muster.demo.organisation.planted import Planting
from muster.demo.organisation.scorecards import Scorecards
from muster.demo.requisitions import SD_STRENGTH, CandidateTruth
from muster.demo.workdays import add_workdays, office_moment
from muster.demo.world import World

__all__ = ["KEPT_FROM", "TRIED_BEFORE", "Interviews"]

TRIED_BEFORE = date(2025, 1, 28)
"""Openings of before this day tried it out: all their interviews are on record."""
KEPT_FROM: Mapping[str, date] = {
    "Final interviews": date(2026, 2, 2),
    "First interviews": date(2026, 5, 4),
    "Phone screen": date(2026, 6, 15),
}
"""From when on the interviews of a stage are on record."""

MERITS = (-0.9, -0.7, -0.35, 0.05, 0.35, 0.6, 0.9)
"""The mean merit (logits) of those who come as far as the first stage, the second, ...; of those hired in the end."""
HIRED = len(MERITS) - 1
SD_MERIT = 0.75

MOVED_SHARE = 0.06
CALLED_OFF_SHARE = 0.04
LEFT_PLANNED_SHARE = 0.12
"""How often nobody thinks of calling off what is planned when an application ends."""
AT_ONCE_SHARE = 0.6
NEVER_SHARE = 0.015
IN_TIME_SHARE = 0.93
SHADOW_SILENT_SHARE = 0.05
DRAFTED_SHARE = 0.5
CORRECTED_SHARE = 0.03
LONG_WAIT = timedelta(hours=3)
NOTICE = timedelta(hours=2)


@dataclass(eq=False)
class _Booked:
    """An interview while it is planned."""

    interview: Interview
    case: Case
    wish: Wish
    slot: Slot
    span: tuple[datetime, datetime]
    seats: dict[str, bool] = field(default_factory=dict)  # employee -> whether they shadow
    called_off: bool = False


class Interviews:
    """Plans the interviews of applications, and keeps the record of them and of the season's."""

    def __init__(
        self,
        world: World,
        directory: Directory,
        interviewers: Interviewers,
        season: Company,
        planting: Planting,
    ) -> None:
        self._world = world
        self._directory = directory
        self._interviewers = interviewers
        self._planting = planting
        self._draws = world.stream("organisation/interviews")
        self._scorecards = Scorecards(world, season.truth.thresholds)
        self._diary = Diary()
        self._booking = Booking(directory, interviewers, self._diary, self._draws)
        self._season = season.truth.candidates
        self.truth: dict[str, CandidateTruth] = {}
        self._met: defaultdict[str, set[str]] = defaultdict(set)
        self._booked: defaultdict[str, list[_Booked]] = defaultdict(list)
        self.interviews: list[Interview] = []
        self.seats: list[Seat] = []
        self.releases: list[Release] = []
        self.reschedulings: list[Rescheduling] = []
        self.cancellations: list[Cancellation] = []
        self.drafts: list[Draft] = []
        self.scorecards: list[Scorecard] = []
        self.corrections: list[Correction] = []

    @property
    def diary(self) -> Diary:
        """When everybody is taken."""
        return self._diary

    @property
    def writing(self) -> Scorecards:
        """What scorecards are written with."""
        return self._scorecards

    def met_by(self, application_id: str) -> Collection[str]:
        """Return who interviews for an application or decides on it, by now."""
        return self._met[application_id]

    def meet(self, application_id: str, people: Iterable[str]) -> None:
        """Remember who else interviews or decides; nobody does both, or twice."""
        self._met[application_id].update(people)

    def plan(self, case: Case, leaves_at: datetime, *, reaches: int) -> None:
        """Book the interviews of the stage that an application has just entered and leaves at a moment.

        `reaches` counts the stages that the candidate will have passed: whoever comes far mostly is good.
        """
        stage = case.stages[case.stage]
        if stage.kind not in ("screen", "interview") or not self._is_kept(case, stage.name):
            return
        slipped = self._planting.slip(case.opening.requisition) if reaches == HIRED else 0.0
        self._know(case.application.candidate_id, reaches, slipped)
        for kit in stage.kits:
            self.book(case, stage.name, kit, before=leaves_at)

    def book(self, case: Case, stage: str, kit: str, *, before: datetime) -> bool:
        """Book an interview between now and another moment; return whether a time was found."""
        requisition, application = case.opening.requisition, case.application
        self._know(application.candidate_id, HIRED - 1, 0.0)
        now = self._world.clock.now
        met = frozenset(self._met[application.id])
        wish = Wish(
            application.candidate_id,
            kit,
            requisition.plan,
            requisition.location_id,
            now,
            before,
            met,
            self._planting.panel_for(requisition),
        )
        slot = self._booking.find(wish)
        if slot is None:
            return False
        booked = self._enter(case, stage, wish, slot)
        chance = self._draws.random()
        if chance < MOVED_SHARE:
            later = self._booking.later(wish, slot)
            if later is not None:
                self._world.clock.at(self._between(now, slot.starts_at), partial(self._move, booked, later))
        elif chance < MOVED_SHARE + CALLED_OFF_SHARE:
            moment = self._between(now, slot.starts_at)
            self._world.clock.at(moment, partial(self._call_off_and_rebook, booked))
        self._world.clock.at(slot.starts_at, partial(self._begin, booked, slot.starts_at))
        return True

    def end(self, case: Case, _outcome: Outcome) -> None:
        """Call off what is still planned for an application that ends now; now and then nobody thinks of it."""
        now = self._world.clock.now
        for booked in self._booked[case.application.id]:
            if booked.span[0] > now and self._draws.random() >= LEFT_PLANNED_SHARE:
                self._call_off(booked, ENDED[0])

    def _is_kept(self, case: Case, stage: str) -> bool:
        requisition = case.opening.requisition
        if requisition.opened_at.date() < TRIED_BEFORE or self._planting.is_kept(requisition, stage):
            return True
        return self._world.clock.now.date() >= KEPT_FROM[stage]

    def _know(self, candidate_id: str, reaches: int, slipped: float) -> None:
        """Draw how good somebody is whom nobody has met before; of the season's it is known."""
        if candidate_id not in self.truth:
            known = self._season.get(candidate_id)
            self.truth[candidate_id] = self._draw_truth(reaches, slipped) if known is None else known

    def _draw_truth(self, reaches: int, slipped: float) -> CandidateTruth:
        strengths = self._draws.normal(0.0, SD_STRENGTH, len(CLUSTERS))
        return CandidateTruth(
            merit=float(self._draws.normal(MERITS[reaches] - slipped, SD_MERIT)),
            strengths={name: float(value) for name, value in zip(CLUSTERS, strengths, strict=True)},
        )

    def _between(self, now: datetime, start: datetime) -> datetime:
        """Return a moment before an interview, early enough to tell everybody."""
        share = float(self._draws.uniform(0.2, 0.9))
        return (now + (start - NOTICE - now) * share).replace(microsecond=0)

    def _enter(self, case: Case, stage: str, wish: Wish, slot: Slot) -> _Booked:
        interview = Interview(
            id=self._world.issue_id("I", width=5),
            application_id=case.application.id,
            stage=stage,
            kit=wish.kit,
            booked_at=self._world.clock.now,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            location_id=slot.location_id,
        )
        self.interviews.append(interview)
        booked = _Booked(interview, case, wish, slot, (slot.starts_at, slot.ends_at))
        for one in slot.people:
            self._seat(booked, one, shadow=one == slot.shadow)
        self._booked[case.application.id].append(booked)
        return booked

    def _seat(self, booked: _Booked, employee_id: str, *, shadow: bool) -> None:
        booked.seats[employee_id] = shadow
        self._met[booked.case.application.id].add(employee_id)
        self.seats.append(Seat(booked.interview.id, employee_id, self._world.clock.now, shadow))

    def _move(self, booked: _Booked, span: tuple[datetime, datetime]) -> None:
        if booked.called_off or booked.case.is_over:
            return
        booked.span = span
        self.reschedulings.append(Rescheduling(booked.interview.id, self._world.clock.now, *span))
        self._world.clock.at(span[0], partial(self._begin, booked, span[0]))

    def _call_off(self, booked: _Booked, reason: str) -> None:
        if not booked.called_off:
            booked.called_off = True
            self.cancellations.append(Cancellation(booked.interview.id, self._world.clock.now, reason))

    def _call_off_and_rebook(self, booked: _Booked) -> None:
        if booked.called_off or booked.case.is_over:
            return
        self._call_off(booked, CALLED_OFF[int(self._draws.integers(len(CALLED_OFF)))])
        self.book(booked.case, booked.interview.stage, booked.interview.kit, before=booked.wish.before)

    def _begin(self, booked: _Booked, planned: datetime) -> None:
        """Hold an interview now, with others for those who have left; unless it was moved or called off."""
        if booked.called_off or booked.span[0] != planned:
            return
        if booked.case.is_over:
            self._call_off(booked, ENDED[0])
            return
        for one in [one for one in booked.seats if one not in self._directory]:
            self.releases.append(Release(booked.interview.id, one, self._world.clock.now))
            shadow = booked.seats.pop(one)
            there = {*booked.seats, one, *self._met[booked.case.application.id]}
            instead = None if shadow else self._booking.stand_in(booked.wish, booked.span, there)
            if instead is not None:
                self._seat(booked, instead, shadow=False)
        if all(booked.seats.values()):
            self._call_off(booked, NOBODY_LEFT)
            return
        self._world.clock.at(booked.span[1], partial(self._write_up, booked))

    def _write_up(self, booked: _Booked) -> None:
        """Plan when the scorecards of an interview that has just ended come in."""
        candidate_id = booked.case.application.candidate_id
        candidate = self.truth[candidate_id]
        now = self._world.clock.now
        for employee_id, shadow in booked.seats.items():
            if shadow:
                self._interviewers.shadow(employee_id)
            habits = self._planting.habits(employee_id, candidate_id)
            content = self._scorecards.write(booked.wish.kit, candidate, habits)
            moment = self._submission(booked, employee_id, now)
            silent = SHADOW_SILENT_SHARE if shadow else NEVER_SHARE
            drafted = self._draws.random() < DRAFTED_SHARE
            if drafted and moment - now > LONG_WAIT:
                begun = now + timedelta(minutes=int(self._draws.integers(15, 120)))
                self._world.clock.at(begun, partial(self._draft, booked, employee_id, content))
            if self._draws.random() >= silent:
                self._world.clock.at(moment, partial(self._submit, booked, employee_id, content))

    def _submission(self, booked: _Booked, employee_id: str, now: datetime) -> datetime:
        """Return when a scorecard comes in: mostly before the stage is decided upon."""
        rng = self._draws
        if self._interviewers.truth[employee_id].hurried:
            return now + timedelta(minutes=int(rng.integers(1, 6)))
        if rng.random() < AT_ONCE_SHARE:
            moment = now + timedelta(minutes=int(rng.integers(10, 100)))
        else:
            day = add_workdays(now.date(), int(rng.integers(1, 4)))
            moment = max(now + LONG_WAIT, office_moment(day, int(rng.integers(7 * 60, 16 * 60)), 0))
        if moment > booked.wish.before and rng.random() < IN_TIME_SHARE:
            early = booked.wish.before - timedelta(minutes=int(rng.integers(5, 35)))
            return min(moment, max(now + timedelta(minutes=2), early))
        return moment

    def _draft(self, booked: _Booked, employee_id: str, content: Content) -> None:
        if employee_id in self._directory:
            begun = self._scorecards.begin(content)
            self.drafts.append(Draft(booked.interview.id, employee_id, self._world.clock.now, begun))

    def _submit(self, booked: _Booked, employee_id: str, content: Content) -> None:
        if employee_id not in self._directory:
            return
        card = Scorecard(
            self._world.issue_id("S", width=5),
            booked.interview.id,
            employee_id,
            self._world.clock.now,
            content,
        )
        self.scorecards.append(card)
        if self._draws.random() < CORRECTED_SHARE:
            moment = card.submitted_at + timedelta(minutes=int(self._draws.integers(20, 2400)))
            self._world.clock.at(moment, partial(self._correct, card))

    def _correct(self, card: Scorecard) -> None:
        if card.employee_id in self._directory:
            reason = CORRECTED[int(self._draws.integers(len(CORRECTED)))]
            content = self._scorecards.correct(card.content)
            self.corrections.append(Correction(card.id, self._world.clock.now, content, reason))
