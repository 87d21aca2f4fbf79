"""The diary: who is taken at which half-hour, and how many interviews somebody has in a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

__all__ = ["Diary"]

HALF_HOUR = 1800


class Diary:
    """Keeps the times of interviewers and candidates, by id."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, int]] = set()
        self._weeks: Counter[tuple[str, date]] = Counter()

    def is_free(self, person: str, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether nobody else has asked the person for that time."""
        return all((person, slot) not in self._taken for slot in _slots(starts_at, ends_at))

    def take(self, people: Iterable[str], starts_at: datetime, ends_at: datetime) -> None:
        """Enter an interview."""
        for person in people:
            self._taken.update((person, slot) for slot in _slots(starts_at, ends_at))
            self._weeks[person, _monday(starts_at)] += 1

    def in_week_of(self, person: str, moment: datetime) -> int:
        """Return how many interviews the person has in the week of a moment (UTC)."""
        return self._weeks[person, _monday(moment)]


def _slots(starts_at: datetime, ends_at: datetime) -> range:
    return range(int(starts_at.timestamp()) // HALF_HOUR, -(-int(ends_at.timestamp()) // HALF_HOUR))


def _monday(moment: datetime) -> date:
    day = moment.date()
    return day - timedelta(days=day.weekday())
