"""Who was hired is rated after 6 and 12 months by their manager, the better the higher their merit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.demo.organisation import Organisation
from muster.demo.organisation.on_the_job import HIGHEST, LOWEST, MONTHS, RELATION, JobRating, rate_on_the_job
from muster.demo.organisation.records import Assignment, Departure, Spell
from muster.demo.requisitions import CandidateTruth
from muster.demo.world import World

START = date(2025, 1, 31)


def _rated(
    number: int, *, until: date = date(2026, 6, 30), left: date | None = None
) -> tuple[tuple[JobRating, ...], NDArray[np.float64]]:
    """Return ratings of so many who began on one day, and their merits."""
    merits = np.random.default_rng(5).standard_normal(number)
    spells = [Spell(f"SP{place}", f"E{place}", START, f"A{place}") for place in range(number)]
    posts = [
        Assignment(one.id, START, "T", "L4", "Designer", "Designer", "L", "E-boss", "joined")
        for one in spells
    ]
    truth = {f"C{place}": CandidateTruth(float(one), {}) for place, one in enumerate(merits)}
    found = rate_on_the_job(
        World(1, start=START, until=until),
        spells=spells,
        departures=[Departure(one.id, left, "resigned") for one in spells] if left else [],
        assignments=posts,
        candidate_of={f"A{place}": f"C{place}" for place in range(number)},
        truth=truth,
    )
    return found, merits


def test_ratings_go_with_merit_as_told() -> None:
    found, merits = _rated(4000)
    by_months: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for one in found:
        by_months[one.months][one.application_id] = one.rating
    assert set(by_months) == set(MONTHS)
    columns = [np.array([rated[f"A{place}"] for place in range(4000)]) for rated in by_months.values()]
    for ratings in columns:
        assert np.corrcoef(merits, ratings)[0, 1] == pytest.approx(RELATION, abs=0.04)
        assert set((2 * ratings).tolist()) == set(range(int(2 * LOWEST), int(2 * HIGHEST) + 1))
    assert 0.4 < np.corrcoef(columns[0], columns[1])[0, 1] < 0.7


def test_they_come_when_their_time_has_come() -> None:
    first = [one.rated_on for one in _rated(50)[0] if one.months == MONTHS[0]]
    assert min(first) >= date(2025, 7, 31)
    assert max(first) < date(2025, 8, 15)
    assert {one.months for one in _rated(50, until=date(2025, 12, 31))[0]} == {6}
    assert _rated(50, until=date(2025, 7, 30))[0] == ()
    assert _rated(50, left=date(2025, 7, 1))[0] == ()


def test_managers_rate_those_who_are_there(organisation: Organisation) -> None:
    hired = {one.application_id for one in organisation.closings if one.outcome == "hired"}
    spells = {one.application_id: one for one in organisation.spells}
    gone = {one.spell_id: one.last_day for one in organisation.departures}
    assert len(organisation.job_ratings) > 300
    once = {(one.application_id, one.months) for one in organisation.job_ratings}
    assert len(once) == len(organisation.job_ratings)
    for one in organisation.job_ratings:
        spell = spells[one.application_id]
        assert one.application_id in hired
        assert one.rated_on - spell.started_on > timedelta(days=30 * one.months)
        assert one.rated_on <= gone.get(spell.id, organisation.until)
        assert one.rated_by_id != spell.employee_id
