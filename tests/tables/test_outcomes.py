"""Ratings on the job from a file: every problem at once, each with its row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from muster.tables.days import DAY_FIRST
from muster.tables.outcomes import OutcomeTable, read_outcomes
from muster.tables.problems import Problems

HEADER = "Application,Months,Rating,Lowest,Highest,Rated by,Rated on,Team\n"


def read(
    folder: Path, *rows: str, days: str = ""
) -> tuple[OutcomeTable, list[tuple[str, int | None, str | None]]]:
    path = folder / "ratings.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    problems = Problems()
    table = read_outcomes(path, file="ratings.csv", problems=problems, days=days)
    return table, [(one.code, one.row, one.column) for one in problems.all()]


def test_rows_are_read(tmp_path: Path) -> None:
    table, problems = read(tmp_path, 'A-000001,6,"3,5",1,5,mo@example.com,31/01/2026,Models', days=DAY_FIRST)
    [row] = table.rows
    assert (row.row, row.application, row.months, row.rated_by) == (2, "A-000001", 6, "mo@example.com")
    assert (row.rating, row.lowest, row.highest) == (Decimal("3.5"), 1, 5)
    assert row.rated_on == date(2026, 1, 31)
    assert (table.left_out, problems) == (("Team",), [])


def test_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    table, problems = read(
        tmp_path,
        "A-1,6,3,1,5,mo@example.com,2026-01-31,",
        "a-1,6,4,1,5,mo@example.com,2026-02-28,",
        "A-2,9,three,1,5,mo@example.com,31/01/2026,",
        "A-3,12,6,1,5,mo@example.com,2026-01-31,",
        "A-4,12,3,5,5,mo@example.com,2026-01-31,",
        "A-5,12,3.123,1,5,mo@example.com,2026-01-31,",
        "A-6,12,,1,5,mo@example.com,2026-01-31,",
    )
    assert [one.application for one in table.rows] == ["A-1"]
    assert sorted(problems, key=lambda one: (one[1] or 0, one[0])) == [
        ("outcome-twice", 3, "Application"),
        ("day", 4, "Rated on"),
        ("months", 4, "Months"),
        ("number", 4, "Rating"),
        ("off-scale", 5, "Rating"),
        ("scale", 6, "Highest"),
        ("number", 7, "Rating"),
        ("blank", 8, "Rating"),
    ]
