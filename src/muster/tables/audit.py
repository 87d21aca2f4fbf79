"""An audit as plain data, and the published tables as files."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from muster.engine.hire.audit.local_law import LocalLawTable, Publication
from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit
from muster.tables.writing import write_table

__all__ = ["audit_as_json", "file_names", "write_local_law_table"]

UNKNOWN = "Unknown"
DIGITS = 4  # of a published rate or ratio


def audit_as_json(
    audit: SelectionAudit, publication: Publication, *, reading_notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what `muster audit --json` prints: lists, dicts, texts, numbers and None for what is not known.

    `attributes` holds every count, for the auditor; `local_law_144` what may be published of them.
    """
    return {
        "attributes": [_attribute(one) for one in audit.attributes],
        "fair_process": [
            {"name": one.name, "p_below_four_fifths": _plain(one.fair_fails)} for one in audit.attributes
        ],
        "median": audit.median,
        "local_law_144": {
            "smallest": publication.smallest,
            "least_share": publication.least_share,
            "tables": [_published(one) for one in publication.tables],
        },
        "notes": [*reading_notes, *audit.notes],
    }


def _attribute(audit: AttributeAudit) -> dict[str, Any]:
    frame = audit.categories.to_frame()
    return {"name": audit.name, "unknown": audit.unknown, "categories": _rows(frame)}


def _published(table: LocalLawTable) -> dict[str, Any]:
    frame = table.to_frame()
    named = {"category": table.category} | {name: frame[name] for name in frame if name not in table.parts}
    return {"name": table.name, "unknown": table.unknown, "rows": _rows(_rounded(named))}


def write_local_law_table(table: LocalLawTable, path: Path) -> None:
    """Write one published table in the format of the path's ending; who is in no category is its last row.

    Raises InputError where the file cannot be written.
    """
    frame = {name: list(column) for name, column in _rounded(table.to_frame()).items()}
    last: dict[str, Any] = dict.fromkeys(frame)
    last |= dict.fromkeys(table.parts, UNKNOWN) | {"applicants": table.unknown, "note": "not in any rate"}
    columns = {name: [*column, last[name]] for name, column in frame.items()}
    columns["note"] = [one or None for one in columns["note"]]
    write_table(columns, path)


def file_names(attributes: Iterable[str], ending: str = ".csv") -> list[str]:
    """Return a file name for each attribute's table: its letters and digits, told apart where they are the same."""
    names: list[str] = []
    for attribute in attributes:
        plain = re.sub(r"[^\w]+", "-", attribute.casefold()).strip("-_")[:80] or "attribute"
        numbered = itertools.chain([plain], (f"{plain}-{number}" for number in itertools.count(2)))
        names.append(next(one for one in numbered if f"{one}{ending}" not in names) + ending)
    return names


def _rounded(frame: dict[str, Any]) -> dict[str, list[Any]]:
    """Return columns with whole numbers as such, rates rounded, and None for what is not published."""
    found: dict[str, list[Any]] = {}
    for name, column in frame.items():
        cells = [_plain(value) for value in column]
        if name in ("applicants", "selected"):
            cells = [None if cell is None else int(cell) for cell in cells]
        elif name in ("selection_rate", "scoring_rate", "impact_ratio"):
            cells = [None if cell is None else round(cell, DIGITS) for cell in cells]
        found[name] = cells
    return found


def _rows(frame: dict[str, Any]) -> list[dict[str, Any]]:
    columns = [[_plain(value) for value in column] for column in frame.values()]
    return [dict(zip(frame, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    plain = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(plain, float) and not np.isfinite(plain) else plain
