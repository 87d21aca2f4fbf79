"""Scorecards as Greenhouse's Harvest API exports them -> one rating a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from muster.tables.options import ReadOptions
from muster.tables.problems import Problems, shown

__all__ = ["OVERALL", "WORDS", "GreenhouseRows", "is_greenhouse", "read_greenhouse"]

WORDS = {"definitely_not": 1, "no": 2, "mixed": 3, "yes": 4, "strong_yes": 5}
"""Greenhouse's rating words, worst to best."""

OVERALL = "overall_recommendation"
"""The criterion that stands for a scorecard on which no attribute is rated."""


@dataclass
class GreenhouseRows:
    """One rating a row: the cells by the names of the options' columns.

    `places` and `cards` are the row and the number of the scorecard that each came from; `unread` the columns
    that are needed and not there.
    """

    cells: dict[str, list[Any]]
    places: list[int] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    span: tuple[int, int] = (1, 5)
    notes: tuple[str, ...] = ()


def is_greenhouse(records: Sequence[dict[str, Any]], options: ReadOptions) -> bool:
    """Whether records look like Greenhouse scorecards and not like rows of the user's own columns."""
    own = {options.rating, options.criterion} if options.criteria is None else set(options.criteria)
    return any(_nested(record) for record in records) and not any(own <= record.keys() for record in records)


def _nested(record: dict[str, Any]) -> bool:
    return isinstance(record.get("attributes"), list) or (OVERALL in record and "submitted_by" in record)


def read_greenhouse(
    records: Sequence[dict[str, Any]],
    places: Sequence[int],
    file: str,
    options: ReadOptions,
    problems: Problems,
) -> GreenhouseRows:
    """Return the ratings of submitted scorecards.

    A criterion is an attribute's name, or `name (type)` where one scorecard has the name under two types. A
    scorecard without any rated attribute counts with its overall recommendation. Scorecards that were never
    submitted are left out.
    """
    doubled = _doubled_names(records)
    requisitions = any(options.requisition in record for record in records)
    names = [
        options.candidate,
        options.interviewer,
        options.criterion,
        options.rating,
        options.interview,
        options.stage,
    ]
    facts = [fact.column for fact in options.facts if any(fact.column in record for record in records)]
    cells: dict[str, list[Any]] = {name: [] for name in names + [options.requisition] * requisitions + facts}
    rows = GreenhouseRows(cells)
    if options.requisitions is not None and not requisitions:
        sentence = (
            f"Greenhouse scorecards have no {shown(options.requisition)}, so no requisition can be picked out"
        )
        problems.add("no-column", sentence, file=file, column=options.requisition)
        rows.unread.add(options.requisition)
    seen: dict[int | str, int] = {}
    drafts = overall = 0
    for card, (record, place) in enumerate(zip(records, places, strict=True)):
        if "submitted_at" in record and record["submitted_at"] is None:
            drafts += 1
            continue
        number = _id_of(record.get("id"))
        if isinstance(number, int | str) and seen.setdefault(number, place) != place:
            sentence = f"the scorecard {number} was in row {seen[number]:,} already; keep one of them"
            problems.add("duplicate", sentence, file=file, row=place, column="id")
            continue
        ratings = _attributes(record, doubled, place, file, problems)
        if not any(rating is not None for _, rating in ratings):
            rating = _rating(record.get(OVERALL), OVERALL, place, file, problems)
            overall += rating is not None
            if rating is not None or not ratings:
                ratings.append((OVERALL, rating))
        shared = {
            options.candidate: _id_of(record.get(options.candidate)),
            options.interviewer: _interviewer(record, options),
            options.interview: number,
            options.stage: _stage(record),
            options.requisition: _id_of(record.get(options.requisition)),
        }
        shared |= {name: record.get(name) for name in facts if name not in shared}
        for criterion, rating in ratings:
            rows.places.append(place)
            rows.cards.append(card)
            for name in cells:
                cells[name].append(shared.get(name, criterion if name == options.criterion else rating))
    rows.notes = _notes(file, drafts, overall)
    return rows


def _notes(file: str, drafts: int, overall: int) -> tuple[str, ...]:
    notes = []
    if drafts:
        notes.append(f"{file}: scorecards left out because they were never submitted: {drafts:,}.")
    if overall:
        notes.append(
            f"{file}: scorecards that rate no attribute and count with the criterion {OVERALL}: {overall:,}."
        )
    return tuple(notes)


def _doubled_names(records: Sequence[dict[str, Any]]) -> set[str]:
    """Return attribute names that one scorecard has under more than one type."""
    doubled: set[str] = set()
    for record in records:
        attributes = record.get("attributes")
        items = attributes if isinstance(attributes, list) else ()
        pairs = {(str(item.get("name")), str(item.get("type"))) for item in items if isinstance(item, dict)}
        names = [name for name, _ in pairs]
        if len(names) > len(set(names)):
            doubled |= {name for name in names if names.count(name) > 1}
    return doubled


def _attributes(
    record: dict[str, Any], doubled: set[str], place: int, file: str, problems: Problems
) -> list[tuple[Any, int | None]]:
    attributes = record.get("attributes")
    if attributes is None:
        return _by_word(record, place, file, problems)
    if not isinstance(attributes, list):
        _note_shape("attributes", attributes, "a list", place, file, problems)
        return []
    found: list[tuple[Any, int | None]] = []
    for item in attributes:
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            sentence = "an attribute of the scorecard has no name; export the scorecards again"
            problems.add("greenhouse", sentence, file=file, row=place, column="attributes")
            continue
        name = item["name"]
        rating = _rating(item.get("rating"), name, place, file, problems)
        found.append((f"{name} ({item.get('type')})" if name in doubled else name, rating))
    return found


def _by_word(
    record: dict[str, Any], place: int, file: str, problems: Problems
) -> list[tuple[Any, int | None]]:
    """Read `ratings`, which lists names under each word, where a scorecard has no attributes."""
    ratings = record.get("ratings")
    found: list[tuple[Any, int | None]] = []
    if ratings is not None and not isinstance(ratings, dict):
        _note_shape("ratings", ratings, "an object", place, file, problems)
        return found
    for word, names in (ratings or {}).items():
        if names is not None and not isinstance(names, list):
            _note_shape("ratings", names, "a list of names for each word", place, file, problems)
            continue
        found += [(name, _rating(word, str(name), place, file, problems)) for name in names or ()]
    return found


def _note_shape(key: str, value: object, needed: str, place: int, file: str, problems: Problems) -> None:
    sentence = f"{shown(value)} stands where Greenhouse has {needed}; export the scorecards again"
    problems.add("greenhouse", sentence, file=file, row=place, column=key)


def _rating(word: object, name: str, place: int, file: str, problems: Problems) -> int | None:
    plain = word.strip().lower().replace(" ", "_") if isinstance(word, str) else word
    if plain is None or plain in ("", "no_decision"):
        return None
    if isinstance(plain, str) and plain in WORDS:
        return WORDS[plain]
    sentence = (
        f"the rating {shown(word)} of {shown(name)} is none of Greenhouse's words"
        f" ({', '.join(WORDS)}, no_decision); correct it"
    )
    problems.add("rating-word", sentence, file=file, row=place, column="rating")
    return None


def _interviewer(record: dict[str, Any], options: ReadOptions) -> object:
    """Return who interviewed, else who submitted."""
    found = (_id_of(record.get(name)) for name in (options.interviewer, "interviewer", "submitted_by"))
    return next((value for value in found if value is not None), None)


def _id_of(value: object) -> object:
    """Return an id as it stands, or that of an object with an id or, failing that, a name."""
    if isinstance(value, dict):
        value = value.get("id") if value.get("id") is not None else value.get("name")
    return value


def _stage(record: dict[str, Any]) -> str | None:
    """Return what tells apart a candidate's interviews by one interviewer where scorecards have no id."""
    step = _id_of(record.get("interview_step"))
    step = record.get("interview") if step is None else step
    application = record.get("application_id")
    return None if step is None and application is None else f"{application}/{step}"
