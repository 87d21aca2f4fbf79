"""What a run of the bar is made from, as it was at one moment: ratings, days, decisions, bars and outcomes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from muster.apps.core.ledger.digest import canonical
from muster.apps.hire.bridge.merit import to_scorecards
from muster.apps.hire.bridge.ratings import CHUNK, Ratings, read_ratings
from muster.apps.hire.models import (
    BarRun,
    BarStanding,
    HiringBar,
    Interview,
    JobOutcome,
    Months,
    Move,
    Outcome,
    Stage,
)
from muster.engine.hire.dated import DatedScorecards

__all__ = ["BarInput", "SetBar", "bar_input", "bars_until", "merits_of"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class SetBar:
    """A bar of a job family, both by their keys, from a day on: `value` is on the scale of `run`."""

    key: int
    family: int
    since: date
    value: float
    run: int
    result: str


@dataclass(frozen=True, eq=False)
class BarInput:
    """What goes into a run. `interviewed_on` is an entry for each scorecard of `ratings`, whose candidates are
    applications here. `applications` are their keys, in order; of each, `family` is the key of its job family,
    `decided` the day of the hire, NaT where nobody was hired, and `outcomes`, by months, the place of the rating
    between the lowest, 0, and the highest, 1, NaN where there is none.
    """

    ratings: Ratings
    interviewed_on: Days
    applications: Ints
    family: Ints
    offered: Flags
    hired: Flags
    decided: Days
    outcomes: Mapping[int, Floats]
    bars: tuple[SetBar, ...]

    def digest(self) -> str:
        """Return the SHA-256 of everything: bars and the ratings' digest as JSON, then each column's bytes."""
        bars = [(one.key, one.family, one.since, one.value, one.run, one.result) for one in self.bars]
        hasher = hashlib.sha256(canonical([bars, self.ratings.digest(), self.applications.size]))
        columns = (
            self.interviewed_on,
            self.applications,
            self.family,
            self.offered,
            self.hired,
            self.decided,
        )
        for column in columns:
            hasher.update(
                column.astype("datetime64[D]" if column.dtype.kind == "M" else "<i8").astype("<i8").tobytes()
            )
        for months in sorted(self.outcomes):
            hasher.update(self.outcomes[months].astype("<f8").tobytes())
        return hasher.hexdigest()

    def dated(self) -> DatedScorecards:
        """Return it as the engine takes it; cohorts are the quarters of first interviews."""
        families, family = np.unique(self.family, return_inverse=True)
        return DatedScorecards(
            scorecards=to_scorecards(self.ratings),
            date=self.interviewed_on[self.ratings.card],
            offered=self.offered,
            hired=self.hired,
            decided=self.decided,
            family=family.astype(np.int64),
            family_ids=families.astype(str).astype(object),
        )


def bar_input(run: BarRun) -> BarInput:
    """Return what goes into a run, at any time the same."""
    ratings = read_ratings(requisition=None, family=None, as_of=run.as_of)
    application, day, family_of = _interviews(ratings.interview)
    ratings = replace(ratings, candidate=application)
    applications, first = np.unique(application, return_index=True)
    hires = _hires(run.as_of)
    hired = np.isin(applications, np.fromiter(hires, np.int64, len(hires)))
    decided = np.full(applications.size, NO_DAY)
    decided[hired] = [np.datetime64(hires[key], "D") for key in applications[hired].tolist()]
    offers = _offers(run.as_of)
    offered = np.isin(applications, np.fromiter(offers, np.int64, len(offers))) | hired
    return BarInput(
        ratings=ratings,
        interviewed_on=day,
        applications=applications,
        family=family_of[first],
        offered=offered,
        hired=hired,
        decided=decided,
        outcomes=_outcomes(applications, run.as_of),
        bars=bars_until(run.as_of),
    )


def bars_until(moment: datetime) -> tuple[SetBar, ...]:
    """Return the bars that had been set by a moment; of several from one day, the last that was set."""
    rows = HiringBar.objects.filter(set_at__lte=moment).order_by("family", "number")
    columns = ("pk", "family", "since", "value", "run", "run__result_digest")
    found = {(row[1], row[2]): SetBar(*row) for row in rows.values_list(*columns)}
    return tuple(found[key] for key in sorted(found))


def merits_of(run: int) -> tuple[Ints, Floats]:
    """Return what a run says of the applications on the scale of bars: their keys, in order, and their merits."""
    rows = BarStanding.objects.filter(run=run, part=0).order_by("application")
    found = list(rows.values_list("application", "merit"))
    return np.array([key for key, _ in found], np.int64), np.array([merit for _, merit in found], np.float64)


def _interviews(keys: Ints) -> tuple[Ints, Days, Ints]:
    """Return the application, the day and the job family of interviews."""
    wanted = frozenset(keys.tolist())
    columns = ("pk", "application", "starts_at", "application__requisition__family")
    rows = Interview.objects.order_by("pk").values_list(*columns).iterator(CHUNK)
    found = {row[0]: row[1:] for row in rows if row[0] in wanted}
    told = [found[key] for key in keys.tolist()]
    return (
        np.array([one[0] for one in told], np.int64),
        np.array([one[1].date() for one in told], "datetime64[D]"),
        np.array([one[2] for one in told], np.int64),
    )


def _hires(moment: datetime) -> dict[int, date]:
    """Return who was hired as things stood, with the day. What was undone since, or another system told of later, had
    not happened or was not known.
    """
    moves = Move.objects.filter(created_at__lte=moment)
    ever = moves.filter(outcome=Outcome.HIRED).order_by().values("application")
    rows = moves.filter(application__in=ever).order_by("application", "at", "pk")
    found: dict[int, date] = {}
    for application, outcome, at in rows.values_list("application", "outcome", "at").iterator(CHUNK):
        if outcome != Outcome.HIRED:
            found.pop(application, None)
        else:
            found.setdefault(application, at.date())
    return found


def _offers(moment: datetime) -> set[int]:
    """Return the applications that came into a stage of offers, or beyond, and were not put back."""
    moves = Move.objects.filter(
        created_at__lte=moment, to_stage__kind__in=(Stage.Kind.OFFER, Stage.Kind.HIRED)
    )
    kept = moves.filter(Q(undone_by=None) | Q(undone_by__created_at__gt=moment))
    return set(kept.order_by().values_list("application", flat=True).iterator(CHUNK))


def _outcomes(applications: Ints, moment: datetime) -> dict[int, Floats]:
    found = {int(months): np.full(applications.size, np.nan) for months in Months}
    columns = ("application", "months", "rating", "lowest", "highest")
    rows = JobOutcome.objects.filter(created_at__lte=moment).order_by("application", "months", "number")
    place = {key: number for number, key in enumerate(applications.tolist())}
    for key, months, rating, lowest, highest in rows.values_list(*columns).iterator(CHUNK):
        if key in place:
            found[months][place[key]] = float((rating - lowest) / (highest - lowest))
    return found
