"""Files of scorecards with dates -> what the engine's `estimate_bar` takes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.dated import DatedScorecards
from muster.engine.shapes import Ids, IntArray, Scorecards
from muster.tables.facts import NO, YES
from muster.tables.options import Fact, FactKind, Progress, Reading, ReadOptions
from muster.tables.problems import Problems, shown
from muster.tables.reading import read_scorecards

__all__ = ["DatedColumns", "DatedReading", "read_dated"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DatedColumns:
    """The names of the columns beside the ratings; only the date is needed.

    `date` holds the day or the quarter of each interview, `cohort` and `family` a name, `offer` and `hired` a day, yes
    or no, each of `outcomes` a number. `today` is the last day an interview, offer or hire can have.
    """

    date: str
    today: datetime.date
    cohort: str | None = None
    family: str | None = None
    offer: str | None = None
    hired: str | None = None
    outcomes: tuple[str, ...] = ()

    def to_facts(self) -> tuple[Fact, ...]:
        """Return the columns to read."""
        facts = [Fact(self.date, "--date", FactKind.DAY, needed=True, latest=self.today)]
        for column, option in ((self.cohort, "--cohort"), (self.family, "--family")):
            if column is not None:
                facts.append(Fact(column, option, FactKind.NAME, needed=True))
        for column, option in ((self.offer, "--offer"), (self.hired, "--hired")):
            if column is not None:
                facts.append(Fact(column, option, FactKind.MARK, latest=self.today))
        facts += [Fact(column, "--outcome", FactKind.NUMBER) for column in self.outcomes]
        return tuple(facts)


@dataclass(frozen=True, eq=False)
class DatedReading:
    """What was read: dated scorecards, and each outcome by candidate (NaN without one)."""

    dated: DatedScorecards
    outcomes: dict[str, Floats]
    reading: Reading
    notes: tuple[str, ...]


def read_dated(
    paths: Sequence[Path], options: ReadOptions, columns: DatedColumns, *, progress: Progress | None = None
) -> DatedReading:
    """Read scorecards with their dates, from one file or several. A candidate of two cohorts is two applications.

    Raises DataError with all problems of all files, InputError where no file is named or a column is named twice.
    """
    reading = read_scorecards(paths, replace(options, facts=columns.to_facts()), progress=progress)
    facts, scorecards = reading.facts, reading.scorecards
    cohort = cohort_ids = None
    notes = reading.notes
    if columns.cohort is not None:
        scorecards, cohort, cohort_ids, twice = _split(scorecards, facts[columns.cohort])
        if twice:
            notes += (f"Candidates in several cohorts, who count once in each: {twice:,}.",)
    problems = Problems()
    family = family_ids = None
    if columns.family is not None:
        names = _each(scorecards, facts[columns.family], columns.family, problems)
        family_ids, family = np.unique(names.astype(str), return_inverse=True)
    hired, hired_on = _marks(scorecards, facts, columns.hired, problems)
    offered, offered_on = _marks(scorecards, facts, columns.offer, problems)
    outcomes = {
        name: _each(scorecards, facts[name], name, problems).astype(np.float64) for name in columns.outcomes
    }
    problems.stop()
    decided = hired_on if offered_on is None else offered_on
    if hired_on is not None and offered_on is not None:
        decided = np.where(np.isnat(hired_on), offered_on, hired_on)
    dated = DatedScorecards(
        scorecards, facts[columns.date], cohort=cohort, cohort_ids=cohort_ids, offered=offered, hired=hired,
        decided=decided, family=family, family_ids=family_ids,
    )  # fmt: skip
    return DatedReading(dated, outcomes, reading, notes)


def _split(scorecards: Scorecards, names: NDArray[Any]) -> tuple[Scorecards, IntArray, Ids, int]:
    """Make a candidate of each candidate in each cohort; return theirs, the cohorts' ids and how many had several."""
    cohort_ids, cohort = np.unique(names.astype(str), return_inverse=True)
    key = scorecards.candidate.astype(np.int64) * cohort_ids.size + cohort
    keys, code = np.unique(key, return_inverse=True)
    person, group = keys // cohort_ids.size, keys % cohort_ids.size
    times = np.bincount(person)
    if times.max() == 1:
        return scorecards, group, cohort_ids, 0
    old = scorecards.candidate_ids[person].tolist()
    named = [
        f"{name} ({cohort_ids[at]})" if times[who] > 1 else str(name)
        for name, who, at in zip(old, person.tolist(), group.tolist(), strict=True)
    ]
    candidate_ids = np.array(named, object)
    order = np.argsort(candidate_ids, kind="stable")
    place = np.empty(order.size, np.int32)
    place[order] = np.arange(order.size)
    split = replace(scorecards, candidate=place[code], candidate_ids=candidate_ids[order])
    return split, group[order], cohort_ids, int((times > 1).sum())


def _each(scorecards: Scorecards, values: NDArray[Any], column: str, problems: Problems) -> NDArray[Any]:
    """Return each candidate's value, None or NaN where no row has one; note candidates with two."""
    known = (
        ~np.isnan(values) if values.dtype.kind == "f" else np.array([value is not None for value in values])
    )
    rows = np.flatnonzero(known)
    found = np.full(scorecards.candidate_ids.size, np.nan if values.dtype.kind == "f" else None, values.dtype)
    found[scorecards.candidate[rows][::-1]] = values[rows][::-1]  # the first row's stays
    differ = rows[found[scorecards.candidate[rows]] != values[rows]]
    for row in differ[np.unique(scorecards.candidate[differ], return_index=True)[1]].tolist():
        who = scorecards.candidate[row]
        problems.add(
            "differs",
            f"candidate {shown(scorecards.candidate_ids[who])} has {shown(found[who])} in one row and "
            f"{shown(values[row])} in another; make the rows agree",
            column=column,
        )
    return found


def _marks(
    scorecards: Scorecards, facts: Any, column: str | None, problems: Problems
) -> tuple[NDArray[np.bool_] | None, NDArray[np.datetime64] | None]:
    """Return who is marked, and on which day (NaT where no day stands there)."""
    if column is None:
        return None, None
    told = _each(scorecards, facts[column], column, problems)
    flags = np.array([mark is not None and mark != NO for mark in told], bool)
    days = np.array([None if mark in (None, YES, NO) else mark for mark in told], "datetime64[D]")
    return flags, days
