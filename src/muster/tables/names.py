"""Names of people as files write them: split, whole, or with the last name first."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["turned_name", "whole_name"]


def whole_name(cells: Mapping[str, str], *, split: tuple[str, str], plain: str, turned: str) -> str:
    """Return a name as it is written, from whichever of these columns a row has."""
    if plain in cells:
        return cells[plain]
    if turned in cells:
        return turned_name(cells[turned])
    return " ".join(filter(None, (cells.get(key, "") for key in split)))


def turned_name(name: str) -> str:
    """Return `Last, First` as `First Last`; a name without a comma stays as it is."""
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip()
