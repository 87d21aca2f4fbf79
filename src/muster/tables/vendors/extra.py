"""What Muster writes beside a vendor's keys, under one of its own, so that nothing is lost on the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET

from muster.tables.problems import shown
from muster.tables.vendors import shapes
from muster.tables.vendors.values import FaultError, mapping, text

__all__ = ["KEY", "extra_of", "with_extra"]

KEY = "muster"
EXTRA: Mapping[type[msgspec.Struct], tuple[str, ...]] = {
    shapes.Office: ("country", "time_zone", "currency"),
    shapes.Job: (
        *("family", "level", "level_title", "public", "hide_schools", "hide_employers"),
        *("close_reason", "reason"),
    ),
    shapes.JobStage: ("kind", "days", "blind"),
    shapes.Candidate: ("country", "language", "pronouns"),
    shapes.Application: (
        *("applied_at", "moved_at", "reason", "campaign", "years", "school", "employers", "letter", "moves"),
    ),
    shapes.Interview: ("time_zone", "reason"),
    shapes.Seat: ("shadow", "due_at", "released_at"),
    shapes.Scorecard: ("submitted_at", "interview", "summary", "ratings"),
    shapes.Offer: ("status", "system", "external"),
}
"""The fields of each record for which Greenhouse has no place, or none that is exact enough."""

One = TypeVar("One", bound=msgspec.Struct)


def extra_of(record: msgspec.Struct) -> dict[str, Any]:
    """Return what stands under Muster's own key of a record: of its fields those that are told."""
    told = {name: getattr(record, name) for name in EXTRA[type(record)]}
    return {name: msgspec.to_builtins(value) for name, value in told.items() if value is not UNSET}


def with_extra(record: One, told: object) -> One:
    """Return a record with what stands under Muster's own key. Raises FaultError where that is of another shape."""
    found = mapping(told)
    names = [name for name in EXTRA[type(record)] if name in found]
    if not names:
        return record
    fields = {name: _clean(found[name]) for name in names}
    try:
        return msgspec.convert(msgspec.to_builtins(record) | fields, type(record))
    except msgspec.ValidationError as error:
        sentence = (
            f"what stands here has not the shape that Muster writes ({shown(error, 100)}); export it again"
        )
        raise FaultError("shape", sentence, KEY) from error


def _clean(value: Any) -> Any:
    """Return a value without what no database keeps."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _clean(one) for name, one in value.items()}
    return value
