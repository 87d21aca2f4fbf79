"""A picture says what its table says, in the words of today."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.apps.hire.models import AuditPart
from muster.apps.hire.selectors.audit_pictures import boundary_picture, picture_of
from muster.apps.hire.selectors.audit_results import BarRow, BarsTable
from muster.reports.shapes import IntervalChart, IntervalRow

pytestmark = pytest.mark.any_database

SIDE = {"mean": 0.1, "low": 0.0, "high": 0.2, "curve": [0.2, 0.5, 0.3]}


def part() -> AuditPart:
    return AuditPart(pk=8_140, seal="5" * 64, content={"grid": [-1.0, 0.0, 1.0]})


def ratios(label: str) -> str:
    rows = (IntervalRow(label, 0.5, 0.7, 0.9, False), IntervalRow("Zuid", 1.0, 1.0, 1.0, True))
    return picture_of(part(), "ratio", IntervalChart(rows, "Ratio", "Dots"))


def boundary(label: str) -> str:
    numbers = {"bar": 0.2, "low": 0.1, "high": 0.3, "selected": SIDE, "turned_away": SIDE}
    return boundary_picture(BarsTable(part(), "Where", "", (), (BarRow(label, numbers),), (), ()))


@pytest.mark.parametrize("draw", [ratios, boundary])
def test_a_kept_picture_has_the_words_of_today(draw: Callable[[str], str]) -> None:
    """A result never changes, but what its answers are called does, as when they are translated."""
    assert "noord" in draw("noord")
    assert "Noord" in draw("Noord")
