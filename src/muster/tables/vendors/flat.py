"""The flat tables in which Muster hands out a hiring history, column by column: what writes and what reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

import msgspec
from msgspec import UNSET

from muster.tables.vendors.shapes import (
    Application,
    Candidate,
    Decision,
    Department,
    History,
    Interview,
    Job,
    JobStage,
    Offer,
    Office,
    Person,
    Record,
    Scorecard,
)

__all__ = ["TABLES", "Column", "Kind", "Written", "rows_of"]

Kind: TypeAlias = Literal["id", "text", "time", "day", "number", "flag", "list"]
Written: TypeAlias = Record | Decision
"""What is written; decisions are not read back."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what kind of value it has, the field of the record (its own name where none is told)."""

    name: str
    kind: Kind
    field: str = ""
    needed: bool = False

    @property
    def source(self) -> str:
        """Return the name of the field."""
        return self.field or self.name


def _table(kinds: Mapping[str, str]) -> tuple[Column, ...]:
    """Return columns from `name` to `kind`, `kind field`, each with `!` at its end where a row needs it."""
    columns = []
    for name, told in kinds.items():
        kind, _, field = told.rstrip("!").partition(" ")
        columns.append(Column(name, cast("Kind", kind), field, told.endswith("!")))
    return tuple(columns)


TABLES: Mapping[str, tuple[Column, ...]] = {
    "people": _table({"id": "id!", "name": "text", "email": "text!", "active": "flag"}),
    "departments": _table({"id": "id!", "name": "text!", "parent_id": "id parent"}),
    "offices": _table(
        {
            **{"id": "id!", "name": "text!", "city": "text"},
            **{"country": "text", "time_zone": "text", "currency": "text"},
        }
    ),
    "openings": _table(
        {
            **{"id": "id!", "code": "text", "title": "text!", "status": "text!"},
            **{"department_id": "id department", "office_id": "id office"},
            **{"managers": "list", "recruiters": "list", "openings": "number"},
            **{"family": "text", "level": "text", "level_title": "text"},
            **{"opened_at": "time", "closed_at": "time", "close_reason": "text", "reason": "text"},
            **{"public": "flag", "hide_schools": "flag", "hide_employers": "flag", "description": "text"},
        }
    ),
    "stages": _table(
        {
            **{"id": "id!", "requisition_id": "id job!", "name": "text!", "position": "number!"},
            **{"kind": "text", "days": "number", "blind": "flag"},
        }
    ),
    "candidates": _table(
        {
            **{"id": "id!", "name": "text!", "email": "text", "phone": "text", "country": "text"},
            **{"language": "text", "pronouns": "text", "links": "list"},
        }
    ),
    "applications": _table(
        {
            **{"id": "id!", "candidate_id": "id -!", "requisition_id": "id job!", "stage_id": "id stage"},
            **{"stage": "text stage_name", "outcome": "text!", "applied_at": "time!", "moved_at": "time!"},
            **{"reason": "text", "source": "text", "campaign": "text", "years": "number"},
            **{"school": "text", "employers": "list", "letter": "text"},
        }
    ),
    "moves": _table(
        {
            **{"id": "id!", "application_id": "id -!", "from_stage_id": "id from_stage"},
            **{"to_stage_id": "id to_stage!", "outcome": "text!", "at": "time!", "by_id": "id by"},
            "reason": "text",
        }
    ),
    "interviews": _table(
        {
            **{"id": "id!", "application_id": "id application!", "stage_id": "id step", "kit": "text name"},
            **{"starts_at": "time!", "ends_at": "time!", "time_zone": "text", "place": "text"},
            **{"cancelled": "flag", "reason": "text"},
        }
    ),
    "seats": _table(
        {
            **{"interview_id": "id -!", "person_id": "id person", "email": "text"},
            **{"scorecard_id": "id scorecard", "shadow": "flag", "due_at": "time", "released_at": "time"},
        }
    ),
    "scorecards": _table(
        {
            **{"id": "id!", "application_id": "id application!", "candidate_id": "id candidate"},
            **{"requisition_id": "id job", "interview_id": "id interview", "interviewer_id": "id person!"},
            **{"kit": "text name", "held_at": "time", "submitted_at": "time", "recommendation": "text!"},
            "summary": "text",
        }
    ),
    "ratings": _table(
        {
            **{"scorecard_id": "id -!", "candidate_id": "id -", "interviewer_id": "id -"},
            **{"requisition_id": "id -", "interview_id": "id -"},
            **{"criterion": "text!", "rating": "number value!", "words": "list!", "note": "text"},
        }
    ),
    "offers": _table(
        {
            **{"id": "id!", "application_id": "id application!", "candidate_id": "id candidate"},
            **{"requisition_id": "id job", "number": "number", "status": "text!"},
            **{"sent_on": "day", "resolved_on": "day", "starts_on": "day"},
            **{"system": "text", "external": "text"},
        }
    ),
    "terms": _table({"offer_id": "id -!", "term": "text!", "value": "text"}),
    "decisions": _table(
        {
            **{"id": "id!", "application_id": "id application!", "number": "number", "state": "text"},
            **{"outcome": "text", "chair_id": "id chair", "quorum": "number", "due_at": "time"},
            **{"opened_at": "time", "signed_by_id": "id signed_by", "signed_at": "time", "rationale": "text"},
            **{"overrules": "text", "reason": "text", "wanted": "text", "void_reason": "text"},
            **{"packet": "text", "signature": "text"},
        }
    ),
    "ballots": _table(
        {
            **{"decision_id": "id -!", "person_id": "id person!", "chair": "flag", "recused": "flag"},
            **{"vote": "text", "reasons": "text", "dissent": "text", "counted": "flag"},
        }
    ),
}
"""The columns of each table. The field `-` is not the record's own: it says to whose row this one belongs."""

Row: TypeAlias = tuple[str, dict[str, Any]]

OF_KIND: Mapping[type[msgspec.Struct], str] = {
    Person: "people",
    Department: "departments",
    Office: "offices",
    Job: "openings",
    JobStage: "stages",
}


def rows_of(record: Written) -> Iterator[Row]:
    """Yield the rows of a record, each with the name of its table."""
    if isinstance(record, History):
        yield from _history(record)
    elif isinstance(record, Interview):
        yield _row("interviews", record)
        for seat in record.seats:
            yield _row("seats", seat, interview_id=record.id)
    elif isinstance(record, Scorecard):
        yield from _scorecard(record)
    elif isinstance(record, Offer):
        yield _row("offers", record)
        for label, value in sorted(record.terms.items()):
            yield _row("terms", record, offer_id=record.id, term=label, value=value)
    elif isinstance(record, Decision):
        yield _row("decisions", record)
        for ballot in record.ballots:
            yield _row("ballots", ballot, decision_id=record.id)
    else:
        yield _row(OF_KIND[type(record)], record)


def _history(record: History) -> Iterator[Row]:
    candidate: Candidate = record.candidate
    yield _row("candidates", candidate)
    for application in record.applications:
        yield _row("applications", application, candidate_id=candidate.id)
        yield from _moves(application)


def _moves(application: Application) -> Iterator[Row]:
    for move in application.moves or ():
        yield _row("moves", move, application_id=application.id)


def _scorecard(record: Scorecard) -> Iterator[Row]:
    yield _row("scorecards", record)
    whose = {
        "scorecard_id": record.id,
        "candidate_id": record.candidate or None,
        "interviewer_id": record.person,
        "requisition_id": record.job or None,
        "interview_id": record.interview or None,
    }
    for rating in record.ratings:
        yield _row("ratings", rating, **whose)


def _row(table: str, record: msgspec.Struct, **whose: Any) -> Row:
    row: dict[str, Any] = {}
    for column in TABLES[table]:
        value = whose[column.name] if column.name in whose else getattr(record, column.source)
        empty = value is UNSET or (column.kind == "id" and value == "")
        row[column.name] = None if empty else list(value) if column.kind == "list" else value
    return table, row
