"""Groups of people, counted and decided on, for the tests of the audit."""

from __future__ import annotations

import numpy as np

from muster.engine.hire.audit.counting import AttributeCounts


def counted(n: list[int], selected: list[int], *, unknown: int = 0, name: str = "group") -> AttributeCounts:
    """Return counts of categories a, b, c and so on."""
    category = tuple("abcdefgh"[: len(n)])
    whole = np.array(n, np.int64), np.array(selected, np.int64)
    return AttributeCounts(name, category, *whole, unknown, 0)


def people(*groups: tuple[str | None, int, int]) -> tuple[list[str | None], list[bool]]:
    """Return the categories and the decisions of (category, n, selected)."""
    category = [name for name, n, _ in groups for _ in range(n)]
    return category, [place < chosen for _, n, chosen in groups for place in range(n)]
