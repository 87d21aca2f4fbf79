"""The report as PDF: typeset by Typst, tagged, checked against PDF/UA-1."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from muster.engine.errors import MusterError
from muster.reports.charts import Frame, draw
from muster.reports.printing import Words, map_strings, print_template
from muster.reports.shapes import Cell, Script, SeasonFacts, Section, Table
from muster.reports.typesetting import UntypesettableError

__all__ = ["as_pdf"]

PIXEL = 0.22  # millimetres that the template gives a chart's pixel
ROW, LINE, HEAD = 20, 12, 36  # pixels of a row, of each line after its first, of a head
WIDEST, NARROWEST = 400, 200  # charts, in pixels
ROOM = 174.0  # millimetres for a table and its chart
CHARACTER, INSET = 1.5, 3.6  # millimetres of a table's character and of the space between columns
NUMBER, REASON = 17.0, 66.0  # millimetres of the columns of a table with tall rows


def as_pdf(facts: SeasonFacts, dated: datetime.date) -> bytes:
    """Return the document, the same bytes for the same facts and date.

    Characters that no font at hand can draw are shown as their code, since PDF/UA forbids missing glyphs.
    Raises MusterError if Typst refuses the document all the same.
    """
    told = dataclasses.asdict(facts)

    def data(words: Words) -> object:
        pictures = {section.key: _picture(section, words, facts.script) for section in facts.sections}
        return {"facts": map_strings(told, words), "charts": pictures}

    try:
        return print_template("season.typ", told, data, dated)
    except UntypesettableError as error:
        sentence = "The PDF cannot be made from this season; write the report as .html instead"
        raise MusterError(f"{sentence} ({error.message}).", code="report") from error


def _picture(section: Section, words: Words, script: Script) -> dict[str, Any] | None:
    if section.chart is None or section.table is None:
        return None
    tall = section.lines > 1
    taken = _tall_width(section.table, words) if tall else _width(section.table, words)
    width = int(min(max((ROOM - taken) / PIXEL, NARROWEST), WIDEST))
    frame = Frame(step=ROW + LINE * (section.lines - 1), head=HEAD, width=width)
    return {
        "svg": draw(section.chart, frame, script),
        "step": frame.step,
        "width": width,
        "alt": words(section.chart.alt),
    }


def _width(table: Table, words: Words) -> float:
    """Return about how wide the table will be, in millimetres."""
    columns = zip(*table.rows, strict=True)
    longest = [
        max(len(column.heading), *(len(words(_shown(cell))) for cell in cells))
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    return sum(CHARACTER * length + INSET for length in longest)


def _tall_width(table: Table, words: Words) -> float:
    names = max(len(words(_shown(row[table.header]))) for row in table.rows)
    numbers = sum(column.kind == "number" and not column.wide for column in table.columns)
    return CHARACTER * names + INSET + NUMBER * numbers + REASON


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.short
