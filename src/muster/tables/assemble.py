"""Opened files -> one `Scorecards`, with everything that is wrong with their contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.shapes import Scorecards
from muster.tables.columns import Codes, Part
from muster.tables.contents import (
    PartRows,
    find_spans,
    note_empty_ids,
    note_long_spans,
    note_many_criteria,
    note_off_scale,
    note_repeats,
)
from muster.tables.facts import read_fact
from muster.tables.fields import FieldReader
from muster.tables.ids import Coded
from muster.tables.interviews import combine_interviews, name_interviews
from muster.tables.layout import optional_names
from muster.tables.options import MAX_CRITERIA, InterviewNames, ReadOptions
from muster.tables.problems import Problems, shown
from muster.tables.ratings import Ratings
from muster.tables.scales import odd_scales

__all__ = ["Assembled", "assemble"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Assembled:
    """The scorecards, the number of empty ratings left out, sentences on what else was, interviews' names, facts."""

    scorecards: Scorecards
    missing: int
    notes: tuple[str, ...]
    interviews: InterviewNames | None
    facts: dict[str, NDArray[Any]]


def assemble(
    parts: Sequence[Part], options: ReadOptions, problems: Problems, step: Callable[[], None]
) -> Assembled:
    """Join the parts' ratings. `step` is called after each column that was read.

    Raises DataError with all problems, those noted before included.
    """
    with FieldReader(parts, options, problems, step) as reader:
        return _assemble(reader)


def _assemble(reader: FieldReader) -> Assembled:
    parts, options, problems = reader.parts, reader.options, reader.problems
    candidate = reader.ids("candidate id", options.candidate)
    interviewer = reader.ids("interviewer id", options.interviewer)
    criterion = reader.criteria()
    told = {fact: reader.told(fact.column) for fact in options.facts}
    interview, requisition, names = _interviews(reader, interviewer)
    if not any(options.requisition in part.unread for part in parts):
        _check_requisitions(requisition, options, problems)
    rows = []
    missing = 0
    for at, part in enumerate(parts):
        ratings = reader.ratings(part)
        mine = PartRows(
            part,
            candidate=_each_criterion(candidate.codes[at], part),
            interviewer=_each_criterion(interviewer.codes[at], part),
            criterion=criterion.codes[at]
            if part.criteria is None
            else np.repeat(criterion.codes[at], part.records),
            rating=_joined([found.values for found in ratings]),
            interview=None if interview is None else _each_criterion(interview[at], part),
        )
        missing += _set_usable(mine, ratings, _picked(requisition, at, options), options, problems)
        note_off_scale(mine, options, problems)
        rows.append(mine)
    note_many_criteria(rows, criterion.ids.size, options, problems)
    if criterion.ids.size > MAX_CRITERIA:
        problems.stop()
    scorecards = _scorecards(rows, candidate.ids, interviewer.ids, criterion.ids)
    note_long_spans(rows, scorecards, options, problems)
    if not any(part.unread & {*optional_names(options)} for part in parts):
        note_repeats(rows, scorecards, options, problems)
    if not scorecards.ratings and not problems:
        for part in parts:
            column = None if part.criteria else options.rating
            sentence = "there is no rating to use; fill in the ratings"
            problems.add("no-ratings", sentence, file=part.file, column=column)
    facts = {fact.column: read_fact(fact, coded, rows, problems) for fact, coded in told.items()}
    problems.stop()
    scorecards, notes = _without_unused(scorecards, rows)
    if missing:
        notes = (f"Empty ratings left out: {missing:,}.", *notes)
    known = _known_scales(scorecards, rows, options)
    notes += odd_scales(rows, scorecards, known)
    return Assembled(_scaled(scorecards, known), missing, (*reader.notes, *notes), names, facts)


def _interviews(
    reader: FieldReader, interviewer: Coded
) -> tuple[list[Codes] | None, Coded | None, InterviewNames | None]:
    """Return interview codes and, where they were needed, the requisitions; and names where they are wanted."""
    options = reader.options
    named = reader.interviews()
    complete = named is not None and named.complete
    requisition = None
    if options.requisitions is not None or not complete:
        requisition = reader.optional("requisition id", options.requisition)
    stage = reader.optional("stage", options.stage) if options.name_interviews or not complete else None
    splits = [coded for coded in (stage, requisition) if coded is not None]
    interview = combine_interviews(named, interviewer, splits)
    if interview is None or not options.name_interviews:
        return interview, requisition, None
    return interview, requisition, name_interviews(interview, named, stage)


def _check_requisitions(requisition: Coded | None, options: ReadOptions, problems: Problems) -> None:
    known = [] if requisition is None else [str(known) for known in requisition.ids.tolist()]
    for wanted in options.requisitions or ():
        if wanted not in known:
            listed = ", ".join(shown(name) for name in known[:12]) + (", ..." if len(known) > 12 else "")
            there = f"there are {listed}" if known else f"the column {shown(options.requisition)} is empty"
            problems.add("no-requisition", f"no rating belongs to requisition {shown(wanted)}; {there}")


def _picked(requisition: Coded | None, at: int, options: ReadOptions) -> Flags | None:
    """Return which records of a part belong to the requisitions asked for; None where all do."""
    if options.requisitions is None or requisition is None:
        return None
    wanted = np.array([str(known) in options.requisitions for known in requisition.ids.tolist()] + [False])
    return wanted[requisition.codes[at]]


def _each_criterion(codes: Codes, part: Part) -> Codes:
    """Repeat a wide file's record codes for each of its criteria."""
    return codes if part.criteria is None else np.tile(codes, len(part.criteria))


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _joined_flags(flags: Sequence[Flags | None], records: int) -> Flags | None:
    if all(flag is None for flag in flags):
        return None
    return _joined([np.zeros(records, bool) if flag is None else flag for flag in flags])


def _set_usable(
    rows: PartRows, ratings: Sequence[Ratings], picked: Flags | None, options: ReadOptions, problems: Problems
) -> int:
    """Mark the rows that can be estimated from, note empty ids, and return the number of empty ratings."""
    part = rows.part
    missing = _joined_flags([found.missing for found in ratings], part.records)
    bad = _joined_flags([found.bad for found in ratings], part.records)
    fields: list[tuple[str, str, NDArray[np.integer[Any]]]] = [
        ("candidate id", options.candidate, rows.candidate),
        ("interviewer id", options.interviewer, rows.interviewer),
    ]
    if part.criteria is None:
        fields.append(("criterion", options.criterion, rows.criterion))
    lacking = [(field, name, codes < 0) for field, name, codes in fields if codes.min() < 0]
    blank = None
    if len(lacking) == len(fields) and missing is not None:
        blank = np.logical_and.reduce([flags for _, _, flags in lacking]) & missing
        blank = np.tile(blank.reshape(-1, part.records).all(axis=0), rows.rating.size // part.records)
    for field, name, flags in lacking:
        note_empty_ids(field, part, name, flags[: part.records], blank, problems)
        rows.use_only(~flags)
    if picked is not None:
        rows.use_only(np.tile(picked, rows.rating.size // part.records))
    rows.bad = bad
    if missing is None:
        return 0
    counted = missing if picked is None else missing & np.tile(picked, rows.rating.size // part.records)
    rows.use_only(~missing)
    return int(np.count_nonzero(counted if blank is None else counted & ~blank))


def _scorecards(
    rows: Sequence[PartRows],
    candidate_ids: NDArray[Any],
    interviewer_ids: NDArray[Any],
    names: NDArray[Any],
) -> Scorecards:
    """Put the usable rows of all parts one after the other."""

    def join(arrays: Sequence[NDArray[Any]], width: type[np.int16] | None = None) -> NDArray[Any]:
        used = [a if r.usable is None else a[r.usable] for a, r in zip(arrays, rows, strict=True)]
        return _joined(used if width is None else [values.astype(width, copy=False) for values in used])

    rating = _narrowed(join([r.rating for r in rows]))
    criterion = join([r.criterion for r in rows], np.int16)
    interviews = [r.interview for r in rows if r.interview is not None]
    return Scorecards(
        candidate=join([r.candidate for r in rows]),
        interviewer=join([r.interviewer for r in rows]),
        criterion=criterion,
        rating=rating,
        candidate_ids=candidate_ids,
        interviewer_ids=interviewer_ids,
        criteria=find_spans(names, criterion, rating),
        interview=join(interviews) if interviews else None,
    )


def _narrowed(values: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
    for width in (np.int8, np.int16, np.int32):
        if np.iinfo(width).min <= low and high <= np.iinfo(width).max:
            return values.astype(width, copy=False)
    return values


def _without_unused(scorecards: Scorecards, rows: Sequence[PartRows]) -> tuple[Scorecards, tuple[str, ...]]:
    """Leave out candidates, interviewers and criteria of whom no row is used."""
    if all(part.usable is None for part in rows):
        return scorecards, ()
    candidate, candidates = _renumbered(scorecards.candidate, scorecards.candidate_ids.size)
    interviewer, interviewers = _renumbered(scorecards.interviewer, scorecards.interviewer_ids.size)
    criterion, criteria = _renumbered(scorecards.criterion, len(scorecards.criteria))
    left_out = scorecards.candidate_ids.size - candidates.size
    notes = (f"Candidates left out because they have no rating: {left_out:,}.",) if left_out else ()
    used = replace(
        scorecards,
        candidate=candidate,
        interviewer=interviewer,
        criterion=criterion,
        candidate_ids=scorecards.candidate_ids[candidates],
        interviewer_ids=scorecards.interviewer_ids[interviewers],
        criteria=tuple(scorecards.criteria[code] for code in criteria.tolist()),
    )
    return used, notes


def _renumbered(codes: NDArray[Any], count: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return codes without gaps, and the old codes that occur."""
    occurs = np.zeros(count, bool)
    occurs[codes] = True
    if occurs.all():
        return codes, np.arange(count)
    return (np.cumsum(occurs, dtype=codes.dtype) - codes.dtype.type(1))[codes], np.flatnonzero(occurs)


def _known_scales(
    scorecards: Scorecards, rows: Sequence[PartRows], options: ReadOptions
) -> dict[int, tuple[int, int]]:
    """Return the scales that were named or that a file's format fixes, `(low, high)` by criterion."""
    if options.scale is not None:
        return dict.fromkeys(range(len(scorecards.criteria)), options.scale)
    known = {}
    start = 0
    for part in rows:
        stop = start + (part.rating.size if part.usable is None else int(np.count_nonzero(part.usable)))
        if part.part.span is not None:
            low, high = part.part.span
            for code in np.unique(scorecards.criterion[start:stop]).tolist():
                found = scorecards.criteria[code]
                known[code] = min(low, found.low), max(high, found.high)
        start = stop
    return known


def _scaled(scorecards: Scorecards, known: Mapping[int, tuple[int, int]]) -> Scorecards:
    """Give the criteria the scales that are known; freeze the arrays."""
    criteria = list(scorecards.criteria)
    for code, (low, high) in known.items():
        criteria[code] = replace(criteria[code], low=low, high=high)
    arrays = [scorecards.candidate, scorecards.interviewer, scorecards.criterion, scorecards.rating]
    arrays += [scorecards.candidate_ids, scorecards.interviewer_ids]
    for array in arrays if scorecards.interview is None else [*arrays, scorecards.interview]:
        array.flags.writeable = False
    return replace(scorecards, criteria=tuple(criteria))
