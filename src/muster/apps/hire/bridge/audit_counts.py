"""Counts of an audit's groups, and numbers as they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from muster.engine.errors import EstimationError

if TYPE_CHECKING:
    from muster.engine.hire.audit.counting import AttributeCounts

__all__ = ["Counted", "count_groups", "plain"]

DECIMALS = 6  # of what is kept: more would differ from one processor to another


@dataclass(frozen=True)
class Counted:
    """The counts of one scope, and the median of its scores; or the code of why there are none."""

    counts: tuple[AttributeCounts, ...] = ()
    median: float | None = None
    problem: str = ""


def count_groups(groups: Mapping[str, Sequence[str | None]], selected: Any, *, crossed: bool) -> Counted:
    """Count people by attribute, and by each two where `crossed`; `selected` says who of them was."""
    from muster.engine.hire.audit.counting import count_categories

    try:
        return Counted(count_categories(groups, selected, crossed=crossed))
    except EstimationError:
        return Counted(problem="nobody-decided")


def plain(value: Any) -> float | None:
    """Return a number as JSON and both databases keep it, None for what is none."""
    return float(np.round(value, DECIMALS)) + 0.0 if np.isfinite(value) else None
