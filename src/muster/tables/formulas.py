"""Cells that a spreadsheet would run as a formula: harmless where written, as they were where read."""

from __future__ import annotations

import re

__all__ = ["FORMULA", "NEUTRALISED", "neutralised", "restored"]

FORMULA = r"^('*[=+\-@\t\r])"
"""What begins a cell that is run, with the apostrophes before it, so that what was harmless before comes back too."""

NEUTRALISED = r"^'('*[=+\-@\t\r])"
_FORMULA, _NEUTRALISED = re.compile(FORMULA), re.compile(NEUTRALISED)


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet runs: with an apostrophe before what would be."""
    return _FORMULA.sub(r"'\1", cell)


def restored(cell: str) -> str:
    """Return a cell as it was before it was made harmless."""
    return _NEUTRALISED.sub(r"\1", cell)
