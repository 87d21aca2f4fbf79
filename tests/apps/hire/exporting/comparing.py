"""Two histories that are the same up to their ids."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from muster.tables.vendors import DUMPS, KINDS
from muster.tables.vendors.shapes import Row

__all__ = ["Ids", "read_history", "translated"]

Ids = Mapping[str, Mapping[str, str]]
"""For each kind of record: from an id here to that elsewhere."""

REFERENCES = {
    **{"department": {"id": "department", "parent": "department"}, "office": {"id": "office"}},
    "person": {"id": "person", "manager": "person"},
    "job": {
        **{"id": "job", "department": "department", "office": "office"},
        **{"managers": "person", "recruiters": "person"},
    },
    "stage": {"id": "stage", "job": "job", "steps": "stage"},
    "candidate": {"id": "candidate"},
    "application": {"id": "application", "job": "job", "stage": "stage"},
    "move": {"from_stage": "stage", "to_stage": "stage", "by": "person"},
    "interview": {"id": "interview", "application": "application", "step": "stage"},
    "seat": {"person": "person", "scorecard": "scorecard"},
    "scorecard": {
        **{"id": "scorecard", "application": "application", "person": "person", "interview": "interview"},
        **{"candidate": "candidate", "job": "job"},
    },
    "offer": {"id": "offer", "application": "application", "candidate": "candidate", "job": "job"},
}
"""Which fields of a kind are ids, and of what."""

PARTS = {"applications": "application", "moves": "move", "seats": "seat"}
LOST = {"person": ("active",), "job": ("code",), "move": ("id",)}
"""What is not given back: nobody who comes with an import can sign in, and codes are given anew."""


def read_history(folder: Path, vendor: str) -> dict[str, list[Any]]:
    """Return the records of a dump by their kinds; none of it may be wrong."""
    dump = DUMPS[vendor](folder)
    found: dict[str, list[Any]] = {}
    for kind in KINDS:
        rows = list(dump.read(kind))
        assert [one for one in rows if not isinstance(one, Row)] == []
        found[kind] = [one.record for one in rows if isinstance(one, Row)]
    return found


def translated(kind: str, record: Any, ids: Ids) -> dict[str, Any]:
    """Return a record as plain values, with its ids as they are elsewhere."""
    value = msgspec.to_builtins(record)
    if kind == "candidate":
        value = {**value["candidate"], "applications": value["applications"]}
    return _translated(kind, value, ids)


def _translated(kind: str, value: dict[str, Any], ids: Ids) -> dict[str, Any]:
    found = {}
    for name, told in value.items():
        if name in LOST.get(kind, ()):
            continue
        if name in PARTS:
            found[name] = [_translated(PARTS[name], one, ids) for one in told]
        elif name in REFERENCES.get(kind, {}):
            found[name] = _key(told, ids.get(REFERENCES[kind][name], {}))
        else:
            found[name] = told
    if "applications" in found:
        found["applications"].sort(key=lambda one: one["id"])
    return found


def _key(told: Any, ids: Mapping[str, str]) -> Any:
    return [ids.get(one, one) for one in told] if isinstance(told, list | tuple) else ids.get(told, told)
