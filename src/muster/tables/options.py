"""What a reader may be told, and what it hands back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from numpy.typing import NDArray

from muster.engine.errors import InputError
from muster.engine.shapes import MOST_CRITERIA, Scorecards

__all__ = [
    "MAX_CATEGORIES",
    "MAX_CRITERIA",
    "MAX_ID",
    "ColumnOptions",
    "Fact",
    "FactKind",
    "InterviewNames",
    "Progress",
    "ReadOptions",
    "Reading",
]

MAX_CRITERIA = MOST_CRITERIA
"""Most criteria in a season."""

MAX_CATEGORIES = 100
"""Most whole numbers from a criterion's lowest to its highest rating."""

MAX_ID = 200
"""Most characters of an id or of a criterion's name."""

Progress = Callable[[str, float], None]
"""Called with the stage's name and the fraction done, 0 to 1."""


class FactKind(Enum):
    """What stands in a column of facts."""

    DAY = "a day or a quarter"
    MARK = "a day, yes or no"
    NAME = "a name"
    NUMBER = "a number"


@dataclass(frozen=True)
class Fact:
    """A column to be read beside the ratings, and the option that names it. `latest` is the last day that may stand in
    it, `needed` whether every rating must have it.
    """

    column: str
    option: str
    kind: FactKind
    needed: bool = False
    latest: date | None = None


@dataclass(frozen=True)
class ReadOptions:
    """How to read scorecards: the names of the columns, the format, the scale, what to keep.

    `criteria` names the columns of a wide file, one criterion each; without it a file is long, one row a
    rating. `scale` is `(low, high)` for every criterion; without it a criterion spans the ratings that occur
    in it. `requisitions` keeps the ratings of these requisitions only. `name_interviews` keeps the interviews'
    ids and stages, which takes memory. `facts` are columns to read beside. `interview`, `stage` and `requisition`
    are read where a file has them and they are not rated themselves.

    Raises InputError where the options contradict each other.
    """

    candidate: str = "candidate_id"
    interviewer: str = "interviewer_id"
    criterion: str = "criterion"
    rating: str = "rating"
    interview: str = "interview_id"
    stage: str = "stage"
    requisition: str = "requisition_id"
    criteria: tuple[str, ...] | None = None
    scale: tuple[int, int] | None = None
    requisitions: tuple[str, ...] | None = None
    name_interviews: bool = False
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        needed = [self.candidate, self.interviewer, *(self.criteria or (self.criterion, self.rating))]
        optional = [self.interview, self.stage, self.requisition]
        if self.requisitions is not None:
            needed.append(self.requisition)
            optional.remove(self.requisition)
        needed += [fact.column for fact in self.facts]
        for names in (needed, optional):
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                sentence = f"the column {twice[0]} is named for two things; name each column once"
                raise InputError(sentence, column=twice[0])
        if self.criteria is not None and not self.criteria:
            raise InputError("a wide file needs at least one criterion; name its columns")
        if self.criteria is not None and len(self.criteria) > MAX_CRITERIA:
            raise InputError(
                f"{len(self.criteria):,} criteria are named, and the most is {MAX_CRITERIA:,}; name fewer",
                criteria=len(self.criteria),
            )
        if self.scale is not None and not 0 < self.scale[1] - self.scale[0] < MAX_CATEGORIES:
            raise InputError(
                f"the scale {self.scale[0]}:{self.scale[1]} must rise, with at most {MAX_CATEGORIES} categories",
                scale=self.scale,
            )


@dataclass(frozen=True)
class ColumnOptions:
    """How to read a file that holds no scorecards: the columns that it must have, each with the option that names it.

    `values` are those of the columns that hold numbers or yes and no; the others hold names.
    """

    columns: Mapping[str, str]
    values: tuple[str, ...] = ()
    criteria: None = field(default=None, init=False)
    facts: tuple[Fact, ...] = field(default=(), init=False)


@dataclass(frozen=True, eq=False)
class InterviewNames:
    """The id and the stage of each interview, by the codes in `Scorecards.interview`; None where not known."""

    interview_id: NDArray[Any]
    stage: NDArray[Any]


@dataclass(frozen=True)
class Reading:
    """What was read: the scorecards, the files as named, and what a reader of results should know.

    `rows` counts the records of the files (for a wide file one row is one scorecard), `missing` the empty
    ratings left out. `notes` are sentences on what was left out or assumed. `interviews` are the interviews'
    names, where they were to be kept and interviews are told apart. `facts` has the values of each column of facts,
    one a rating, in the order of the scorecards' rows: days (NaT where there is none), names (None), numbers (NaN),
    and marks (`facts.YES`, `facts.NO`, a day as its text, or None).
    """

    scorecards: Scorecards
    files: tuple[str, ...]
    rows: int
    missing: int
    notes: tuple[str, ...]
    interviews: InterviewNames | None = None
    facts: Mapping[str, NDArray[Any]] = field(default_factory=dict)
