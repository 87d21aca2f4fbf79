"""Which ratings belong to one interview."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.tables.columns import Codes
from muster.tables.ids import Coded, CodedInterviews
from muster.tables.options import InterviewNames

__all__ = ["combine_interviews", "name_interviews"]

_MOST = np.iinfo(np.int32).max


def name_interviews(
    interview: Sequence[Codes], named: CodedInterviews | None, stage: Coded | None
) -> InterviewNames:
    """Return what each part's interview codes stand for, from the codes of their records' ids and stages.

    Where the records of an interview differ in their stage, it has none.
    """
    size = max((int(codes.max()) + 1 for codes in interview if codes.size), default=0)
    names = InterviewNames(np.full(size, None, object), np.full(size, None, object))
    if named is not None:
        for codes, ids in zip(interview, named.codes, strict=True):
            known = ids >= 0
            names.interview_id[codes[known]] = named.names(ids[known])
    if stage is not None:
        stages = np.full(size, -1, np.int64)
        for codes, mine in zip(interview, stage.codes, strict=True):
            stages[codes] = mine
        for codes, mine in zip(interview, stage.codes, strict=True):
            stages[codes[stages[codes] != mine]] = -1
        known = stages >= 0
        names.stage[known] = stage.ids[stages[known]]
    return names


def combine_interviews(
    named: CodedInterviews | None, interviewer: Coded, splits: Sequence[Coded]
) -> list[Codes] | None:
    """Return each part's interview codes, or None where a candidate meets an interviewer only once.

    `named` are the codes of interview ids (-1: none). A record without an interview id
    belongs to the interview of its candidate, interviewer and whatever else `splits` a season: stage,
    requisition (-1 counts as one more of them). Codes tell a candidate's interviews apart, no more.
    """
    if named is not None and named.complete:
        return list(named.codes)
    if named is None and not splits:
        return None
    others, bound = _products([interviewer, *splits])
    if named is not None:
        others = [
            np.where(ids >= 0, ids, named.bound + other)
            for ids, other in zip(named.codes, others, strict=True)
        ]
        bound += named.bound
    if bound > _MOST:
        others, _ = _renumbered(others)
    return [codes.astype(np.int32) for codes in others]


def _products(fields: Sequence[Coded]) -> tuple[list[NDArray[np.int64]], int]:
    """Return numbers for the combinations of several fields' codes, part by part, and a bound above them."""
    bound = 1
    numbers = [np.zeros(codes.size, np.int64) for codes in fields[0].codes]
    for field in fields:
        size = field.ids.size + 1
        if bound * size > np.iinfo(np.int64).max // 2:
            numbers, bound = _renumbered(numbers)
        numbers = [number * size + (codes + 1) for number, codes in zip(numbers, field.codes, strict=True)]
        bound *= size
    return numbers, bound


def _renumbered(numbers: Sequence[NDArray[np.int64]]) -> tuple[list[NDArray[np.int64]], int]:
    """Replace numbers with gaps by numbers without."""
    different, places = np.unique(np.concatenate(numbers), return_inverse=True)
    return np.split(places, np.cumsum([part.size for part in numbers])[:-1]), different.size
