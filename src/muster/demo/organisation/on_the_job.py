"""On the job: how those who were hired are rated by their managers, 6 and 12 months after their first day."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from muster.demo.organisation.interviews import MERITS, SD_MERIT
from muster.demo.organisation.records import Assignment, Departure, Spell
from muster.demo.requisitions import CandidateTruth
from muster.demo.workdays import workday_from
from muster.demo.world import World

__all__ = ["HIGHEST", "LOWEST", "MONTHS", "RELATION", "JobRating", "rate_on_the_job"]

MONTHS = (6, 12)
LOWEST, HIGHEST = 1.0, 5.0
STEP = 0.5
USUAL = 3.3
SD = 0.85
RELATION = 0.4
"""The correlation of ratings on the job with merit, among all applicants."""
STABLE = 0.5
"""The share of what is not merit that a second rating has in common with the first."""
LATE_DAYS = 9


@dataclass(frozen=True, slots=True)
class JobRating:
    """How somebody hired by an application was rated, from 1 to 5 in halves, some months after they had started."""

    application_id: str
    months: int
    rated_on: date
    rated_by_id: str
    rating: float


def rate_on_the_job(
    world: World,
    *,
    spells: Iterable[Spell],
    departures: Iterable[Departure],
    assignments: Iterable[Assignment],
    candidate_of: Mapping[str, str],
    truth: Mapping[str, CandidateTruth],
) -> tuple[JobRating, ...]:
    """Return the ratings by the world's end of all who are there long enough, in the order of their days.

    `candidate_of` has the candidate of each application. Of whose merit nothing is known, it is drawn.
    """
    rng = world.stream("organisation/on the job")
    last_days = {one.spell_id: one.last_day for one in departures}
    posts: defaultdict[str, list[Assignment]] = defaultdict(list)
    for one in assignments:
        posts[one.spell_id].append(one)
    found = []
    for spell in spells:
        merit, lasting, *passing = rng.standard_normal(2 + len(MONTHS)).tolist()
        late = rng.integers(LATE_DAYS, size=len(MONTHS)).tolist()
        if spell.application_id is None:
            continue
        known = truth.get(candidate_of[spell.application_id])
        worth = MERITS[-1] + SD_MERIT * merit if known is None else known.merit
        for months, luck, days in zip(MONTHS, passing, late, strict=True):
            rated_on = workday_from(_later(spell.started_on, months) + timedelta(days=days))
            if rated_on > min(world.until, last_days.get(spell.id, date.max)):
                continue
            post = [one for one in posts[spell.id] if one.from_on <= rated_on][-1]
            if post.manager_id is not None:
                chance = math.sqrt(STABLE) * lasting + math.sqrt(1 - STABLE) * luck
                rating = _rating(RELATION * worth + math.sqrt(1 - RELATION**2) * chance)
                found.append(JobRating(spell.application_id, months, rated_on, post.manager_id, rating))
    return tuple(sorted(found, key=lambda one: (one.rated_on, one.application_id)))


def _later(day: date, months: int) -> date:
    """Return the same day of the month so many months later; beyond its end, days of the next."""
    first = (day.year * 12 + day.month - 1) + months
    return date(first // 12, first % 12 + 1, 1) + timedelta(days=day.day - 1)


def _rating(standing: float) -> float:
    """Return the place on the scale of somebody's standing, 0 that of the average applicant."""
    return min(HIGHEST, max(LOWEST, STEP * round((USUAL + SD * standing) / STEP)))
