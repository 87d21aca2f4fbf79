"""Who may be asked to interview, from a table: id, and where they are given, capacity and cost."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np

from muster.engine.shapes import Interviewers
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Shape, read_sheet

__all__ = ["read_interviewers"]

ID, CAPACITY, COST = "interviewer_id", "capacity", "cost"
SHAPE = Shape(
    columns=(
        ColumnName(ID, (ID,)),
        ColumnName(CAPACITY, (CAPACITY,), required=False),
        ColumnName(COST, (COST,), required=False),
    )
)


def read_interviewers(path: Path) -> Interviewers:
    """Read a CSV or TSV file. An empty capacity is no limit, an empty cost 1.

    Raises DataError with everything that is wrong.
    """
    problems = Problems()
    file = os.fsencode(path).decode("utf-8", "replace")
    if not path.is_file():
        problems.add("no-file", "there is no such file; check the name", file=file)
        problems.stop()
    try:
        sheet = read_sheet(path, file, SHAPE, problems)
    except PermissionError:
        problems.add("permission", "the file may not be read; change its permissions", file=file)
        sheet = None
    rows = () if sheet is None else sheet.rows
    ids, capacity, cost = [], [], []
    first: dict[str, int] = {}
    for row in rows:
        name = row.cells[ID]
        if not name:
            sentence = "the interviewer id is empty; fill it in"
            problems.add("blank", sentence, file=file, row=row.line, column=ID)
        elif name in first:
            sentence = f"{shown(name)} is in row {first[name]:,} already; keep one of them"
            problems.add("duplicate", sentence, file=file, row=row.line, column=ID)
        first.setdefault(name, row.line)
        ids.append(name)
        capacity.append(_number(row, CAPACITY, math.inf, "0 or more", file, problems))
        cost.append(_number(row, COST, 1.0, "above 0", file, problems))
    problems.stop()
    return Interviewers(np.array(ids, object), np.array(capacity), np.array(cost))


def _number(row: Row, column: str, blank: float, range_: str, file: str, problems: Problems) -> float:
    """Return a cell's number, `blank` where it is empty; note one that is none or out of its range."""
    text = row.cells.get(column, "")
    if not text:
        return blank
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and (value >= 0 if column == CAPACITY else value > 0)):
        sentence = f"{shown(text)} is not a number {range_}; correct it or leave the cell empty"
        problems.add("number", sentence, file=file, row=row.line, column=column)
    return value
