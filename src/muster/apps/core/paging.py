"""Pages of long lists by their last row: as quick on the last page as on the first, and steady while rows come in."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, Model, Q, QuerySet

__all__ = ["KeysetPage", "is_cursor", "keyset_page"]

LONGEST_CURSOR = 2_000
MOST_APART = 50

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """Some rows, and the cursors of the pages before and after them; None where there are none."""

    rows: list[Row]
    previous: str | None
    next: str | None


def keyset_page(
    query: QuerySet[Row],
    *,
    order: Sequence[str],
    size: int,
    before: str | None,
    after: str | None,
    apart: tuple[str, Sequence[Any]] | None = None,
    rows: QuerySet[Row] | None = None,
) -> KeysetPage[Row]:
    """Return the page after (or before) a cursor; a cursor that cannot be read means the first page.

    `order` names columns of the row that are not null, the last of them unique, each with `-` for descending.
    `apart` is a column and the few values that it has in these rows, where an index begins with that column: some
    databases read such an index in order for one value alone. `rows` is what the rows of the page are read by, where
    the filters of `query` are long.
    """
    backwards = after is None and _read(before, query.model, order) is not None
    cursor = _read(before if backwards else after, query.model, order)
    directions = [_flip(name) for name in order] if backwards else list(order)
    found = query.order_by(*directions)
    if cursor is not None:
        found = found.filter(_beyond(directions, cursor))
    # Keys first, by an index alone; then the rows, with all that is joined to them, of this page alone.
    keys = _first_keys(found, directions, size + 1, apart)
    more = len(keys) > size
    keys = keys[:size]
    if backwards:
        keys.reverse()
    by_key = {row.pk: row for row in (query if rows is None else rows).filter(pk__in=keys)}
    shown = [by_key[key] for key in keys if key in by_key]
    has_previous = more if backwards else cursor is not None
    has_next = True if backwards else more
    return KeysetPage(
        shown,
        _write(shown[0], order) if shown and has_previous else None,
        _write(shown[-1], order) if shown and has_next else None,
    )


def is_cursor(text: str, model: type[Model], order: Sequence[str]) -> bool:
    """Whether a text is a cursor of a list in this order."""
    return _read(text, model, order) is not None


def _first_keys(
    found: QuerySet[Row], directions: Sequence[str], size: int, apart: tuple[str, Sequence[Any]] | None
) -> list[Any]:
    """Return the first keys: of all, or of those of each value by itself, which are then merged."""
    name, values = apart or ("", ())
    if not 1 < len(values) <= MOST_APART or not connection.features.supports_slicing_ordering_in_compound:
        return list(found.values_list("pk", flat=True)[:size])
    columns = ["pk", *(one.removeprefix("-") for one in directions if one.removeprefix("-") != "pk")]
    parts = [found.filter(**{name: value}).values_list(*columns)[:size] for value in values]
    return [row[0] for row in parts[0].union(*parts[1:], all=True).order_by(*directions)[:size]]


def _flip(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], cursor: Sequence[Any]) -> Q:
    """Return the filter of what comes after the cursor: (a, b) > (x, y) as a > x, or a = x and b > y.

    The first column is also bounded by itself, which lets a database begin in its index.
    """
    wanted, same = Q(), Q()
    for name, value in zip(order, cursor, strict=True):
        column, sign = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        wanted |= same & Q(**{f"{column}__{sign}": value})
        same &= Q(**{column: value})
    first = order[0]
    bound = "lte" if first.startswith("-") else "gte"
    return Q(**{f"{first.removeprefix('-')}__{bound}": cursor[0]}) & wanted


def _write(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, name.removeprefix("-")) for name in order]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]  # or a datetime
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


def _read(cursor: str | None, model: type[Model], order: Sequence[str]) -> list[Any] | None:
    """Return the values of a cursor, or None when it is none: it comes from the address, so from anybody."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return [_value(_field(model, name), value) for name, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None


def _value(field: Field[Any, Any], written: object) -> Any:
    """Return a value as a database can compare it. Raises ValueError where it could not."""
    if written is None:
        raise ValueError("no value of a column that is not null")
    if isinstance(written, str):
        written.encode()  # half a surrogate pair is a UnicodeError, which is a ValueError
        if "\0" in written:
            raise ValueError("no text of a database")
    value = field.to_python(written)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    column = name.removeprefix("-")
    field = model._meta.pk if column == "pk" else model._meta.get_field(column)
    if not isinstance(field, Field):
        raise TypeError(f"{model.__name__} cannot be ordered by {column}")
    return field
