"""Digests: of a row's content, and of an entry. Plain SHA-256 over JSON that has one spelling for every content."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
from django.db import models

from muster.apps.core.models import Record

__all__ = ["canonical", "digest_of", "read_states", "row_digest"]

PLAIN = frozenset({str, int, bool, type(None)})
BATCH = 500  # rows asked for at once; SQLite allows some thousand parameters
RANGE = 2_000  # where their keys follow one another


def canonical(value: object) -> bytes:
    """Return the one spelling of `value`: sorted keys, no spaces, times in UTC to the microsecond.

    It is what `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` writes, so that anybody
    can work a digest out again; msgspec writes it several times as fast.
    """
    return ENCODER.encode(_plain(value))


def _plain(value: object) -> object:
    """Return a value in what JSON has, all of it spelled here that the two libraries spell differently."""
    if type(value) in PLAIN:
        return value
    if type(value) is float:  # before what takes longer to ask: results are full of them
        return _float(value)
    if isinstance(value, Mapping):  # most of what there is in one is plain: it is not asked twice
        return {key: one if type(one) in PLAIN else _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [one if type(one) in PLAIN else _plain(one) for one in value]
    if isinstance(value, str):
        return str.__str__(value)  # of a choice or a text marked safe, the plain text
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


def _float(value: float) -> msgspec.Raw:
    text = float.__repr__(value) if math.isfinite(value) else json.dumps(value)
    return msgspec.Raw(text.encode())


def _decimal(value: Decimal) -> str:
    """Return every digit of an amount, and no zero that says nothing: 1.50 and 1.5 are the same."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


ENCODER = msgspec.json.Encoder(order="deterministic")


def digest_of(*parts: object) -> str:
    """Return the SHA-256 of parts, in hexadecimal."""
    return hashlib.sha256(canonical(parts)).hexdigest()


def row_digest(kind: str, row: int, shape: int, values: Mapping[str, Any]) -> str:
    """Return the digest of a row: what it is, which one, and its columns."""
    return digest_of(kind, row, shape, values)


def read_states(
    model: type[Record], rows: Sequence[int], *, shape: int | None = None, lock: bool = False
) -> dict[int, str]:
    """Return the digests of rows as the database holds them now; rows that are not there are left out."""
    version = model.current_shape() if shape is None else shape
    columns = model.ledger_shapes[version]
    found: dict[int, str] = {}
    batch = RANGE if rows and _is_range(rows) else BATCH
    for start in range(0, len(rows), batch):
        query: models.QuerySet[Record] = model._base_manager.filter(_among(rows[start : start + batch]))
        if lock:
            query = query.select_for_update()
        found.update(_digests(model, version, query.order_by("pk").values("pk", *columns)))
    return found


def _among(rows: Sequence[int]) -> models.Q:
    """Return the filter of some keys; of those that follow one another it needs the first and the last alone."""
    return models.Q(pk__range=(rows[0], rows[-1])) if _is_range(rows) else models.Q(pk__in=rows)


def _is_range(rows: Sequence[int]) -> bool:
    return rows[-1] - rows[0] == len(rows) - 1 and all(after - one == 1 for one, after in pairwise(rows))


def _digests(model: type[Record], shape: int, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, str]]:
    kind, columns = model.ledger_kind(), model.ledger_shapes[shape]
    for values in rows:
        content = {column: values[column] for column in columns}
        yield values["pk"], row_digest(kind, values["pk"], shape, content)
