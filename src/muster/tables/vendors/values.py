"""Single values of a vendor's record: ids, texts, times in the formats that occur, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from muster.tables.problems import shown

__all__ = [
    "LONGEST_ID",
    "FaultError",
    "ident",
    "items",
    "links_of",
    "mapping",
    "moment",
    "needed_moment",
    "needed_text",
    "optional_ident",
    "text",
]

MILLISECONDS = 100_000_000_000  # a number of seconds above this would be in the year 5138
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LONGEST_ID = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?:[ T](.+))?")
_DIGITS = re.compile(r"[0-9]{9,13}")  # seconds from 1973 on, or milliseconds
_ZONED = re.compile(r"^(.*\d)\s*(?:UTC|GMT)$")


class FaultError(Exception):
    """A record cannot be used. The message says why and what to do; `column` is the key that is wrong.

    `of` is the kind and id of the record where it is one that stands within another.
    """

    def __init__(
        self, code: str, sentence: str, column: str = "", *, of: tuple[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.column, self.of = code, sentence, column, of


def ident(value: object, column: str = "id") -> str:
    """Return an id as text: of a text, a whole number, or an object that has one. Raises FaultError without."""
    found = optional_ident(value)
    if not found:
        raise FaultError("id", "the record has no id here; export it again", column)
    if len(found) > LONGEST_ID:
        raise FaultError("id", f"the id {shown(found)} is longer than {LONGEST_ID} characters", column)
    return found


def optional_ident(value: object) -> str:
    """Return an id as text, or an empty text where there is none."""
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, str):
        return _CONTROL.sub("", value).strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def text(value: object) -> str:
    """Return a text without what no database keeps; an empty one for anything else."""
    if isinstance(value, str):
        return (_CONTROL.sub("", value) if not value.isprintable() else value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def needed_text(value: object, column: str) -> str:
    """Return a text. Raises FaultError for an empty one."""
    found = text(value)
    if not found:
        raise FaultError("blank", "there is nothing here; fill it in", column)
    return found


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """Return a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def moment(value: object, column: str) -> datetime | None:
    """Return a time in UTC; None where there is none. What has no zone is taken to be in UTC, a day begins at midnight.

    Read are ISO 8601, days (with hyphens or slashes, also the day or the month first where only one of them is
    possible), and seconds or milliseconds since 1970, as numbers or their digits. Raises FaultError for anything else.
    """
    if value is None or value == "":
        return None
    found = _since_1970(value) if isinstance(value, int | float) else _written(str(value))
    if found is None and _may_be_two(str(value)):
        raise FaultError(
            "time", f"{shown(value)} may be two days; write it as 2026-03-04, year first", column
        )
    if found is None:
        raise FaultError("time", f"{shown(value)} is no time; write it as 2026-03-04T10:00:00Z", column)
    if not EARLIEST <= found <= LATEST:
        raise FaultError(
            "time", f"{shown(value)} is in the year {found.year}, which cannot be; correct it", column
        )
    return found


def needed_moment(value: object, column: str) -> datetime:
    """Return a time. Raises FaultError without one."""
    found = moment(value, column)
    if found is None:
        raise FaultError("time", "there is no time here; fill it in", column)
    return found


def _since_1970(value: float) -> datetime | None:
    if isinstance(value, bool):
        return None
    seconds = value / 1_000 if abs(value) >= MILLISECONDS else value
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


def _written(value: str) -> datetime | None:
    found = _parsed(value)
    if found is None:
        zoned, slashed = _ZONED.match(value), _SLASHED.fullmatch(value.strip())
        if zoned is not None:
            found = _parsed(zoned[1])
        elif slashed is not None:
            found = _parsed(_turned(slashed))
        elif _DIGITS.fullmatch(value.strip()):
            found = _since_1970(int(value))
    if found is None:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _turned(found: re.Match[str]) -> str:
    """Return a slashed day the way ISO 8601 has it; empty where day and month cannot be told apart."""
    first, second, third, rest = found.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    elif int(first) > 12 >= int(second):
        year, month, day = third, second, first
    elif int(second) > 12 >= int(first) or first == second:
        year, month, day = third, first, second
    else:
        return ""
    return f"{year:>04}-{month:>02}-{day:>02}" + (f"T{rest}" if rest else "")


def _may_be_two(value: str) -> bool:
    """Return whether a slashed day could be read with the day or with the month first."""
    found = _SLASHED.fullmatch(value.strip())
    return found is not None and len(found[1]) < 4 and max(int(found[1]), int(found[2])) <= 12


def links_of(values: list[Any]) -> tuple[str, ...]:
    """Return the web addresses among values, each once."""
    found = (text(value) for value in values)
    return tuple(dict.fromkeys(one[:500] for one in found if one.startswith(("https://", "http://"))))[:20]
