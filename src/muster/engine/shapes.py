"""The named data shapes that the engine takes. All are frozen; arrays are set read-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MOST_CRITERIA",
    "MOST_PEOPLE",
    "Criterion",
    "Ids",
    "IntArray",
    "Interviewers",
    "Kit",
    "Scorecards",
]

Ids = NDArray[Any]
IntArray = NDArray[np.integer[Any]]

MOST_CRITERIA = 200
"""Most criteria in a season."""

MOST_PEOPLE = int(np.iinfo(np.int32).max)
"""Most candidates or interviewers: their codes have 32 bits."""


@dataclass(frozen=True)
class Criterion:
    """What is rated, on whole numbers `low`..`high`, ends included; categories may never occur."""

    name: str
    low: int
    high: int

    @property
    def categories(self) -> int:
        """Number of ordered categories, K."""
        return self.high - self.low + 1


@dataclass(frozen=True)
class Kit:
    """What one interview rates: the names of its criteria."""

    name: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Interviewers:
    """Who may be asked to interview. Shapes: all (m).

    `capacity` is how many more interviews each can take (infinite: no limit), `cost` what one of theirs costs, in a
    unit of your own. Ids that no scorecard has are interviewers of whose severity nothing is known yet.
    """

    interviewer_ids: Ids
    capacity: NDArray[np.float64]
    cost: NDArray[np.float64]

    @classmethod
    def unlimited(cls, interviewer_ids: Ids) -> Interviewers:
        """Return interviewers without a limit, each at a cost of 1."""
        size = len(interviewer_ids)
        return cls(np.asarray(interviewer_ids), np.full(size, np.inf), np.ones(size))


@dataclass(frozen=True, eq=False)
class Scorecards:
    """The ratings of a hiring season in long form: n rows, one rating a row, in any order.

    A scorecard is one interviewer's ratings of one candidate in one interview: the rows that share
    `candidate`, `interviewer` and `interview`. The same criterion may be rated twice in a scorecard.

    Shapes: `candidate`, `interviewer`, `interview`, `criterion`, `rating` are integer arrays of length n.
    The first, second and fourth are codes into `candidate_ids` (length P), `interviewer_ids` (R) and
    `criteria` (C); codes follow the sorted order of the ids, so results do not depend on the order of
    rows. `rating` holds the rating as given, within its criterion's `low`..`high`. `interview` holds any
    codes that tell a candidate's interviews apart; None stands for one interview of each candidate by
    each interviewer.
    """

    candidate: IntArray
    interviewer: IntArray
    criterion: IntArray
    rating: IntArray
    candidate_ids: Ids
    interviewer_ids: Ids
    criteria: tuple[Criterion, ...]
    interview: IntArray | None = None

    @property
    def ratings(self) -> int:
        """Number of ratings, n."""
        return int(self.rating.size)

    @classmethod
    def from_columns(
        cls,
        *,
        candidate: Ids,
        interviewer: Ids,
        criterion: Ids,
        rating: IntArray,
        interview: Ids | None = None,
        scale: tuple[int, int] | None = None,
    ) -> Scorecards:
        """Build from columns of ids (integers or strings), all of length n.

        `scale` gives `low, high` for every criterion; without it each criterion spans the ratings that
        occur in it.
        """
        rating = np.asarray(rating)
        candidate_ids, candidates = np.unique(np.asarray(candidate), return_inverse=True)
        interviewer_ids, interviewers = np.unique(np.asarray(interviewer), return_inverse=True)
        names, criteria = np.unique(np.asarray(criterion), return_inverse=True)
        spans = []
        for code, name in enumerate(names):
            mine = rating[criteria == code]
            low, high = scale or (int(mine.min()), int(mine.max()))
            spans.append(Criterion(str(name), low, high))
        codes = None if interview is None else np.unique(np.asarray(interview), return_inverse=True)[1]
        return cls(
            candidate=candidates.astype(np.int32),
            interviewer=interviewers.astype(np.int32),
            criterion=criteria.astype(np.int32),
            rating=rating,
            candidate_ids=candidate_ids,
            interviewer_ids=interviewer_ids,
            criteria=tuple(spans),
            interview=None if codes is None else codes.astype(np.int32),
        )
