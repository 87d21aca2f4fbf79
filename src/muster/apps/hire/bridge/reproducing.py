"""Running a merit run again, from the scorecards as they were, to see whether the same comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

import muster
from muster.apps.core.ledger import seal_rows, verify_owner
from muster.apps.core.models import Record, Sealed
from muster.apps.hire.bridge.choosing import choose_again
from muster.apps.hire.bridge.merit import DECIMALS, estimate_run, result_of
from muster.apps.hire.bridge.ratings import Ratings, run_ratings
from muster.apps.hire.models import MeritChoosing, MeritRun
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from muster.engine.hire.estimate import MeritEstimate

__all__ = ["Reproduction", "differing_rows", "differing_values", "engine_notes", "reproduce_run"]

CARD, COUNT, MEAN = (PART_COLUMNS.index(name) for name in ("scorecard", "ratings", "raw_mean"))


@dataclass(frozen=True)
class Reproduction:
    """What differs, a sentence each, none if it is the same; and what to know besides."""

    input_digest: str
    differences: tuple[str, ...]
    notes: tuple[str, ...]


def reproduce_run(run: MeritRun) -> Reproduction:
    """Rebuild the input of a run as it was, fit it again, and compare everything. It writes nothing.

    Raises InputError for a run that has no result.
    """
    if run.state != MeritRun.State.DONE:
        raise InputError(f"Run {run.pk} has no result to reproduce: its state is {run.state}.", run=run.pk)
    ratings = run_ratings(run)
    digest = ratings.digest()
    differences = [one.sentence for one in verify_owner(run)]
    if digest != run.input_digest:
        differences.append(f"The input is not the same: its digest was {run.input_digest}, and is {digest}.")
        differences += _cards(run, ratings)
    try:
        estimate = estimate_run(run, ratings)
        result = result_of(run, ratings, estimate)
    except (EstimationError, InputError) as error:
        differences.append(f"The input cannot be fitted any more: {error.sentence}")
    else:
        if result.model != run.model:
            differences += differing_values(f"The model of run {run.pk}", run.model, result.model)
        for rows, key in (
            (result.standings, ("candidate_id",)),
            (result.calibrations, ("interviewer_id",)),
            (result.criteria, ("key",)),
        ):
            differences += differing_rows(run, rows, key)
        differences += _choices(run, estimate)
    return Reproduction(digest, tuple(differences), engine_notes(run.engine_version))


def engine_notes(version: str) -> tuple[str, ...]:
    """Say that another version of Muster made a run."""
    if version == muster.__version__:
        return ()
    return (f"The run was made by Muster {version}; this is {muster.__version__}.",)


def _cards(run: MeritRun, ratings: Ratings) -> Iterator[str]:
    """Name the scorecards that are not what the run's parts say of them."""
    sums = np.bincount(ratings.card, ratings.rating, ratings.scorecard.size)
    counts = np.bincount(ratings.card, minlength=ratings.scorecard.size)
    now = {
        key: (count, mean)
        for key, count, mean in zip(
            ratings.scorecard.tolist(),
            counts.tolist(),
            np.round(sums / counts, DECIMALS).tolist(),
            strict=True,
        )
    }
    then = {
        part[CARD]: (part[COUNT], part[MEAN])
        for parts in run.standings.values_list("parts", flat=True).iterator()
        for part in parts
    }
    for key in sorted(now.keys() | then.keys()):
        if key not in now:
            yield f"hire.scorecard {key} went in then, and is not there now."
        elif key not in then:
            yield f"hire.scorecard {key} goes in now, and did not then."
        elif now[key] != then[key]:
            yield f"hire.scorecard {key} had a mean of {then[key][1]:g} then, and has {now[key][1]:g} now."


def _choices(run: MeritRun, estimate: MeritEstimate) -> Iterator[str]:
    """Name what differs of a run's odds. A run has none where they are older, not ready, or could not be worked out."""
    choosing = MeritChoosing.objects.filter(run=run, state=MeritChoosing.State.DONE).first()
    if choosing is None:
        return
    yield from (one.sentence for one in verify_owner(choosing))
    choices, odds = choose_again(choosing, estimate)
    yield from differing_rows(choosing, choices, ("requisition_id",))
    yield from differing_rows(choosing, odds, ("requisition_id", "candidate_id"))


def differing_rows(owner: Record, fresh: list[Any], names: tuple[str, ...]) -> Iterator[str]:
    """Name the rows that do not come out as they are kept."""
    if not fresh:
        return
    model: type[Sealed] = type(fresh[0])
    label = model._meta.label_lower
    seal_rows(fresh)
    key = attrgetter(*names)
    kept = {key(row): row for row in model._default_manager.filter(**{model.sealed_by: owner.pk})}
    for row in fresh:
        there = kept.pop(key(row), None)
        if there is None:
            whose = ", ".join(f"{name.removesuffix('_id')} {getattr(row, name)}" for name in names)
            yield f"{label} of {whose} comes out, and is not kept."
            continue
        columns = [model._meta.get_field(name) for name in model.sealed_columns]
        told = [getattr(one, "attname", one.name) for one in columns]
        was, now = ({name: getattr(one, name) for name in told} for one in (there, row))
        yield from differing_values(f"{label} {there.pk}", was, now)
    for there in kept.values():
        yield f"{label} {there.pk} is kept, and does not come out."


def differing_values(what: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Name the values that do not come out as they are kept."""
    different = [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]
    if different:
        told = ", ".join(
            name
            if isinstance(was.get(name), list)
            else f"{name} was {was.get(name)}, comes out as {now.get(name)}"
            for name in different
        )
        yield f"{what}: {told}."
