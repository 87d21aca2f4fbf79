"""The kinds of values that parameters of all APIs share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from ninja import Header, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

__all__ = ["Cursor", "Day", "IdempotencyKey", "IfMatch", "Key", "Limit", "Moment", "Out", "Text"]

LARGEST = 2**63 - 1  # of a key in any database
MOST = 100
USUAL = 50
FIRST_YEAR, LAST_YEAR = 1900, 2200


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("no text of a database")
    return text


def _near(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a day between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _in_utc(moment: datetime) -> datetime:
    _near(moment.date())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _written(value: object) -> object:
    """Refuse a bare number, which the parser would take for seconds."""
    if isinstance(value, str) and "-" not in value[1:]:
        raise ValueError("a time is written as 2026-01-31T09:00:00Z")
    return value


def _shaped(value: object) -> object:
    """Refuse what is a number to the parser and no day to anybody."""
    if isinstance(value, str) and len(value) != len("2026-01-31"):
        raise ValueError("a day is written as 2026-01-31")
    return value


IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read, or `*`.")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Repeated with the same key, the request is answered and not done again.",
    ),
]
Key = Annotated[int, Field(ge=1, le=LARGEST)]
Text = Annotated[str, Field(max_length=200), AfterValidator(_storable)]
Day = Annotated[date, BeforeValidator(_shaped), AfterValidator(_near)]
Moment = Annotated[datetime, BeforeValidator(_written), AfterValidator(_in_utc)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many rows at most.")]
Cursor = Annotated[
    str,
    Field(max_length=2_000, description="`next` of the page before; without it, the first page."),
    AfterValidator(_storable),
]


class Out(Schema):
    """What is answered: every field is always there."""

    model_config = ConfigDict(frozen=True, from_attributes=True)
