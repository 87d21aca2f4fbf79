"""Booking: finds a time at which a candidate and enough interviewers can meet, in office hours of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from muster.demo.organisation.diary import Diary
from muster.demo.organisation.directory import Directory
from muster.demo.organisation.interviewers import Interviewers
from muster.demo.organisation.places import PLACES
from muster.demo.workdays import is_workday

__all__ = ["Booking", "Slot", "Wish"]

ATTEMPTS = 24
COMPANIONS = 10
WITHIN_DAYS = 12
STARTS = (18, 33)  # half-hours of the day: from 9:00 to 16:00
OPEN = (time(8), time(18, 30))
NOTICE = timedelta(hours=3)
TO_DECIDE = timedelta(minutes=40)
MINUTES = {"Phone screen": 45}
USUAL_MINUTES = 60
TALK = "Research talk"
PAIRED_SHARE = 0.09
SHADOWED_SHARE = 0.5
ELSEWHERE_SHARE = 0.45
"""How often somebody from another place than the opening's is taken, when they are drawn."""

_ZONES = {place.id: ZoneInfo(place.time_zone) for place in PLACES}


@dataclass(frozen=True, slots=True)
class Wish:
    """An interview to be booked: whom, on what, by which plan, and between which moments.

    Where there is a `panel`, nobody else interviews.
    """

    candidate_id: str
    kit: str
    plan: str
    location_id: str
    after: datetime
    before: datetime
    met: frozenset[str]
    panel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that was found, the interviewers, who shadows them, and the place whose clock it was agreed by."""

    starts_at: datetime
    ends_at: datetime
    panel: tuple[str, ...]
    shadow: str | None
    location_id: str

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody from the company."""
        return self.panel if self.shadow is None else (*self.panel, self.shadow)


class Booking:
    """Finds times and enters them in the diary."""

    def __init__(
        self, directory: Directory, interviewers: Interviewers, diary: Diary, rng: np.random.Generator
    ) -> None:
        self._directory = directory
        self._interviewers = interviewers
        self._diary = diary
        self._rng = rng

    def find(self, wish: Wish) -> Slot | None:
        """Return a time with interviewers, entered in the diary, or None where none was found."""
        wanted = self._panel_size(wish.kit)
        for _ in range(ATTEMPTS):
            lead = self._draw(wish)
            if lead not in self._directory or lead in wish.met or not self._interviewers.is_trained(lead):
                continue
            place = self._directory[lead].location_id
            if not wish.panel and place != wish.location_id and self._rng.random() >= ELSEWHERE_SHARE:
                continue
            span = self._time(wish, place)
            if span is None or not self._can(lead, *span):
                continue
            panel = (lead, *self._companions(wish, span, wanted - 1, {lead}, trained=True))
            shadow: tuple[str, ...] = ()
            if self._rng.random() < SHADOWED_SHARE:
                shadow = self._companions(wish, span, 1, set(panel), trained=False)
            slot = Slot(*span, panel, shadow[0] if shadow else None, place)
            self._diary.take((*slot.people, wish.candidate_id), *span)
            return slot
        return None

    def later(self, wish: Wish, slot: Slot) -> tuple[datetime, datetime] | None:
        """Return a later time for the same people, entered in the diary, or None where none was found."""
        for _ in range(ATTEMPTS):
            span = self._time(wish, slot.location_id)
            if span is None or span[0] <= slot.ends_at:
                continue
            if all(self._can(one, *span) and self._is_in_office(one, *span) for one in slot.people):
                self._diary.take((*slot.people, wish.candidate_id), *span)
                return span
        return None

    def stand_in(self, wish: Wish, span: tuple[datetime, datetime], there: set[str]) -> str | None:
        """Return somebody who takes a seat at a time that is fixed."""
        found = self._companions(wish, span, 1, there, trained=True)
        self._diary.take(found, *span)
        return found[0] if found else None

    def _draw(self, wish: Wish) -> str:
        """Draw somebody of the panel, or of everybody."""
        if wish.panel:
            return wish.panel[int(self._rng.integers(len(wish.panel)))]
        return self._interviewers.draw(wish.plan, self._rng)

    def _panel_size(self, kit: str) -> int:
        if kit == TALK:
            return int(self._rng.integers(2, 4))
        return 1 + int(self._rng.random() < PAIRED_SHARE)

    def _time(self, wish: Wish, place: str) -> tuple[datetime, datetime] | None:
        """Draw a time by the clock of a place, at which the candidate can; None where it is not suitable."""
        days = min(WITHIN_DAYS, (wish.before.date() - wish.after.date()).days)
        day = wish.after.date() + timedelta(days=int(self._rng.integers(days + 1)))
        half_hours = int(self._rng.integers(*STARTS))
        if not is_workday(day):
            return None
        starts_at = _moment(day, half_hours, place)
        ends_at = starts_at + timedelta(minutes=MINUTES.get(wish.kit, USUAL_MINUTES))
        if starts_at < wish.after + NOTICE or ends_at > wish.before - TO_DECIDE:
            return None
        return (starts_at, ends_at) if self._diary.is_free(wish.candidate_id, starts_at, ends_at) else None

    def _can(self, person: str, starts_at: datetime, ends_at: datetime) -> bool:
        return (
            self._interviewers.is_ready(person, starts_at.date())
            and self._diary.in_week_of(person, starts_at) < self._interviewers.weekly(person)
            and self._diary.is_free(person, starts_at, ends_at)
        )

    def _is_in_office(self, person: str, starts_at: datetime, ends_at: datetime) -> bool:
        zone = _ZONES[self._directory[person].location_id]
        begin, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
        return begin.date() == end.date() and OPEN[0] <= begin.time() and end.time() <= OPEN[1]

    def _companions(
        self, wish: Wish, span: tuple[datetime, datetime], number: int, there: set[str], *, trained: bool
    ) -> tuple[str, ...]:
        """Return up to so many who can come as well."""
        found: list[str] = []
        for _ in range(COMPANIONS * number):
            if len(found) == number:
                break
            one = self._draw(wish) if trained else self._interviewers.draw(wish.plan, self._rng)
            if one in there or one in found or one in wish.met or one not in self._directory:
                continue
            if self._interviewers.is_trained(one) != trained:
                continue
            if self._can(one, *span) and self._is_in_office(one, *span):
                found.append(one)
        return tuple(found)


def _moment(day: date, half_hours: int, place: str) -> datetime:
    local = datetime.combine(day, time(half_hours // 2, 30 * (half_hours % 2)), _ZONES[place])
    return local.astimezone(UTC)
