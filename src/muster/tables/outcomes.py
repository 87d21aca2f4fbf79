"""Ratings on the job in a table -> one row each, with everything wrong reported together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from muster.tables.days import YEAR_FIRST, day_of
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Shape, read_sheet

__all__ = ["MONTHS", "MOST_ROWS", "SHAPE", "OutcomeRow", "OutcomeTable", "read_outcomes"]

MONTHS = (6, 12)
MOST_ROWS = 5_000
LARGEST = Decimal("99999.99")
PLACES = 2  # decimals of a rating
SHAPE = Shape(
    columns=(
        ColumnName(
            "Application",
            ("Application", "Application code"),
            also=("Lamaran", "Sollicitatie", "Candidature"),
        ),
        ColumnName("Months", ("Months", "After months"), also=("Bulan", "Maanden", "Mois", "Meses")),
        ColumnName("Rating", ("Rating",), also=("Penilaian", "Beoordeling", "Note", "Avaliação")),
        ColumnName("Lowest", ("Lowest", "Lowest rating", "Minimum", "Min")),
        ColumnName("Highest", ("Highest", "Highest rating", "Maximum", "Max")),
        ColumnName("Rated by", ("Rated by", "Rater"), kind="email"),
        ColumnName("Rated on", ("Rated on", "Date"), kind="day"),
    )
)
"""An application by its code, A-000123; the scale of the rating; who judged, by e-mail, and when."""


@dataclass(frozen=True)
class OutcomeRow:
    """One rating. `row` is the line of the file; `application` is a code and `rated_by` an e-mail, as written."""

    row: int
    application: str
    months: int
    rating: Decimal
    lowest: Decimal
    highest: Decimal
    rated_by: str
    rated_on: date


@dataclass(frozen=True)
class OutcomeTable:
    """The rows of a file, its columns that are not kept, and what it calls the others."""

    rows: tuple[OutcomeRow, ...]
    left_out: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


def read_outcomes(
    path: Path,
    *,
    file: str,
    problems: Problems,
    chosen: Mapping[str, str] | None = None,
    days: str = YEAR_FIRST,
) -> OutcomeTable:
    """Read a CSV file, which is called `file`. What is wrong goes into `problems`; rows with a problem are left out.

    `chosen` says which column each heading is, and `days` the order in which days are written, where a person did.
    """
    sheet = read_sheet(path, file, SHAPE, problems, chosen)
    if sheet is None:
        return OutcomeTable((), ())
    if len(sheet.rows) > MOST_ROWS:
        sentence = f"the file has more than {MOST_ROWS:,} rows; split it"
        problems.add("too-many-rows", sentence, file=file, row=sheet.rows[MOST_ROWS].line, most=MOST_ROWS)
    rows, seen = [], dict[tuple[str, int], int]()
    for row in sheet.rows[:MOST_ROWS]:
        one = _outcome(row, file, problems, days or YEAR_FIRST)
        if one is None:
            continue
        first = seen.setdefault((one.application.casefold(), one.months), one.row)
        if first == one.row:
            rows.append(one)
            continue
        sentence = (
            f"{shown(one.application)} is in row {first:,} already, after as many months; keep one of them"
        )
        problems.add(
            "outcome-twice", sentence, file=file, row=one.row, column="Application", value=one.application[:60],
            first=first,
        )  # fmt: skip
    return OutcomeTable(tuple(rows), sheet.unknown, sheet.headers)


def _outcome(row: Row, file: str, problems: Problems, days: str) -> OutcomeRow | None:
    cells = row.cells
    fine = True

    def complain(code: str, column: str, sentence: str) -> None:
        nonlocal fine
        fine = False
        value = cells[column][:60]
        problems.add(code, sentence, file=file, row=row.line, column=column, value=value)

    for column in SHAPE.columns:
        if not cells[column.key]:
            complain("blank", column.key, "the cell is empty; fill it in")
    if not fine:
        return None
    if cells["Months"] not in map(str, MONTHS):
        complain("months", "Months", f"{shown(cells['Months'])} is neither 6 nor 12; write one of them")
    numbers = {name: _number(cells[name]) for name in ("Rating", "Lowest", "Highest")}
    for name, number in numbers.items():
        if number is None:
            complain("number", name, f"{shown(cells[name])} is not a number such as 3.5; correct it")
    day = None
    try:
        day = day_of(cells["Rated on"], days)
    except ValueError:
        complain("day", "Rated on", f"{shown(cells['Rated on'])} is not a date; write it as 2026-01-31")
    rating, lowest, highest = numbers["Rating"], numbers["Lowest"], numbers["Highest"]
    if rating is not None and lowest is not None and highest is not None:
        if lowest >= highest:
            complain("scale", "Highest", "the highest rating is not above the lowest; correct the scale")
        elif not lowest <= rating <= highest:
            complain("off-scale", "Rating", f"{shown(cells['Rating'])} is not on its scale; correct it")
    if not fine or day is None or rating is None or lowest is None or highest is None:
        return None
    return OutcomeRow(
        row.line, cells["Application"], int(cells["Months"]), rating, lowest, highest, cells["Rated by"], day
    )


def _number(text: str) -> Decimal | None:
    """Return a number with a point or a comma; None for what is none, or has more digits than are kept."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > LARGEST or number != round(number, PLACES):
        return None
    return number
