"""The submitted scorecards of a scope, as they were at one moment, as columns of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from muster.apps.core.ledger.digest import canonical
from muster.apps.hire.models import Criterion, MeritRun, Scorecard, ScorecardVersion

__all__ = ["Ratings", "RunCriterion", "key_of", "read_ratings", "run_ratings"]

Ints = NDArray[np.int64]

CHUNK = 5_000  # rows that the database hands over at once
FEW = 500  # criteria asked for by key; of more, all are read


@dataclass(frozen=True)
class RunCriterion:
    """A criterion that kits share: the same name, as many ratings to choose from, and the same weight."""

    key: str
    name: str
    most: int
    weight: Decimal


@dataclass(frozen=True, eq=False)
class Ratings:
    """What goes into a run. `scorecard`, `interview`, `interviewer` and `candidate` are keys of rows, an entry for each
    scorecard, by its key. `card` is the place of the scorecard, `criterion` that in `criteria`, `rating` is from 1: an
    entry for each rating, scorecard by scorecard.
    """

    scorecard: Ints
    interview: Ints
    interviewer: Ints
    candidate: Ints
    card: Ints
    criterion: Ints
    rating: Ints
    criteria: tuple[RunCriterion, ...]

    def digest(self) -> str:
        """Return the SHA-256 of everything: the criteria as JSON, then each column as 64-bit integers."""
        criteria = [(one.key, one.name, one.most, one.weight) for one in self.criteria]
        hasher = hashlib.sha256(canonical([criteria, self.scorecard.size, self.rating.size]))
        for column in (
            self.scorecard,
            self.interview,
            self.interviewer,
            self.candidate,
            self.card,
            self.criterion,
            self.rating,
        ):
            hasher.update(column.astype("<i8").tobytes())
        return hasher.hexdigest()


def read_ratings(*, requisition: int | None, family: int | None, as_of: datetime) -> Ratings:
    """Return the ratings that were submitted up to `as_of`, as they stood then, of a scope given by its key.

    Those who shadow learn, so what they rate does not count. What somebody submitted stays evidence when the candidate
    withdraws, the interview is called off or the interviewer leaves. Criteria of weight nought count for nothing.
    """
    cards = list(_cards(requisition, family, as_of))
    earlier = _earlier(requisition, family, as_of)
    given = [earlier.get(card[0], card[4]) for card in cards]
    keys = np.array([int(key) for key in chain.from_iterable(given)], np.int64)
    values = np.fromiter(chain.from_iterable(one.values() for one in given), np.int64, keys.size)
    card = np.repeat(np.arange(len(given)), np.fromiter(map(len, given), np.int64, len(given)))
    criteria, codes = _criteria(keys)
    counts = codes >= 0
    card, codes, values = card[counts], codes[counts], values[counts]
    order = np.lexsort((codes, card))
    rated, place = np.unique(card[order], return_inverse=True)
    heads = np.array([one[:4] for one in cards], np.int64).reshape(-1, 4)[rated]
    scorecard, interview, interviewer, candidate = np.ascontiguousarray(heads.T)
    return Ratings(
        scorecard=scorecard,
        interview=interview,
        interviewer=interviewer,
        candidate=candidate,
        card=place.astype(np.int64),
        criterion=codes[order],
        rating=values[order],
        criteria=criteria,
    )


def _cards(requisition: int | None, family: int | None, as_of: datetime) -> Any:
    """Return key, interview, interviewer, candidate and ratings of each scorecard, by key."""
    rows = Scorecard.objects.filter(
        _within("seat__interview__application__requisition", requisition, family),
        submitted_at__lte=as_of,
        seat__shadow=False,
    )
    columns = (
        "pk",
        "seat__interview",
        "seat__interviewer",
        "seat__interview__application__candidate",
        "ratings",
    )
    return rows.order_by("pk").values_list(*columns).iterator(CHUNK)


def _earlier(requisition: int | None, family: int | None, as_of: datetime) -> dict[int, dict[str, int]]:
    """Return what scorecards said at the time that were changed since: the first version that was made after it."""
    rows = ScorecardVersion.objects.filter(
        _within("scorecard__seat__interview__application__requisition", requisition, family),
        created_at__gt=as_of,
    )
    found: dict[int, dict[str, int]] = {}
    for card, ratings in rows.order_by("scorecard", "number").values_list("scorecard", "ratings"):
        found.setdefault(card, ratings)
    return found


def _within(path: str, requisition: int | None, family: int | None) -> Q:
    if requisition is not None:
        return Q(**{path: requisition})
    return Q() if family is None else Q(**{f"{path}__family": family})


def _criteria(keys: Ints) -> tuple[tuple[RunCriterion, ...], Ints]:
    """Return the criteria that the keys of rows stand for, by key of their own, and the code of each entry; -1 where it
    has no weight.
    """
    unique, inverse = np.unique(keys, return_inverse=True)
    shared = _shared(unique.tolist())
    criteria = sorted({one.key: one for one in shared.values() if one.weight > 0}.items())
    place = {key: number for number, (key, _one) in enumerate(criteria)}
    codes = np.array([place.get(shared[pk].key, -1) for pk in unique.tolist()], np.int64)
    return tuple(one for _key, one in criteria), codes[inverse] if keys.size else keys


def _shared(keys: Sequence[int]) -> dict[int, RunCriterion]:
    rows = Criterion.objects.order_by("-pk")  # of several spellings of a name, the oldest is shown
    if len(keys) <= FEW:
        rows = rows.filter(pk__in=keys)
    rated = frozenset(keys)  # what nobody rated is no part of the input, whichever way it was read
    return {
        pk: RunCriterion(key_of(name, len(anchors), weight), name, len(anchors), weight)
        for pk, name, weight, anchors in rows.values_list("pk", "name", "weight", "anchors").iterator(CHUNK)
        if pk in rated
    }


def key_of(name: str, most: int, weight: Decimal) -> str:
    """Return the key of a criterion, which those that are one share."""
    return f"{' '.join(name.split()).casefold()}|{most}|{weight:.2f}"


def run_ratings(run: MeritRun) -> Ratings:
    """Return what goes into a run, at any time the same."""
    return read_ratings(requisition=run.requisition_id, family=run.family_id, as_of=run.as_of)
