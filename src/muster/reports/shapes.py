"""What a report says, apart from how it looks: sections of words, tables and charts.

HTML and PDF are made from the same `SeasonFacts`, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Cell",
    "Chart",
    "Column",
    "Figure",
    "IntervalChart",
    "IntervalRow",
    "Labels",
    "MoveChart",
    "MoveRow",
    "Name",
    "Script",
    "SeasonFacts",
    "Section",
    "StepChart",
    "StepRow",
    "Table",
]


@dataclass(frozen=True)
class Script:
    """How a language is written: its code, its direction, and the signs of its numbers. English unless told."""

    code: str = "en"
    right_to_left: bool = False
    point: str = "."
    thousands: str = ","
    minus: str = "−"
    plus: str = "+"
    percent: str = "{}%"


@dataclass(frozen=True)
class Name:
    """A name from the data: `short` fits a table, `full` is all of it (bounded, see `text.name`)."""

    short: str
    full: str


Cell = str | Name


@dataclass(frozen=True)
class Column:
    """A column of a table. `kind` is "text", "number" or "range" (a quiet note on the column before it).

    `wide` columns are dropped where the page is as narrow as a phone.
    """

    heading: str
    kind: str = "number"
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under a caption; `header` is the column that names the row.

    Raises ValueError for a row with too few or too many cells.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0

    def __post_init__(self) -> None:
        """Refuse rows of another length than the columns."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table {self.caption!r} has not {len(self.columns)} cells")


@dataclass(frozen=True)
class IntervalRow:
    """A dot and its interval; `strong` fills the dot. None leaves the row empty."""

    label: str
    low: float | None
    middle: float | None
    high: float | None
    strong: bool


@dataclass(frozen=True)
class IntervalChart:
    """Dots with intervals, one a row, first row on top, and a dashed line at each of `marks`.

    `alt` says in words what the picture shows.
    """

    rows: tuple[IntervalRow, ...]
    axis: str
    alt: str
    marks: tuple[float, ...] = (0.0,)


@dataclass(frozen=True)
class MoveRow:
    """A place before and after; 1 is the best place."""

    label: str
    before: int
    after: int


@dataclass(frozen=True)
class MoveChart:
    """Moves from one place to another, one a row."""

    rows: tuple[MoveRow, ...]
    axis: str
    alt: str


@dataclass(frozen=True)
class StepRow:
    """The steps of one scale, in logits.

    `first` is the lowest rating, `steps` pairs each next one with where it begins.
    """

    label: str
    first: str
    steps: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class StepChart:
    """Steps of scales, one scale a row; `low`..`high` is shaded."""

    rows: tuple[StepRow, ...]
    low: float
    high: float
    axis: str
    alt: str


Chart = IntervalChart | MoveChart | StepChart


@dataclass(frozen=True)
class Figure:
    """One headline number with a short remark."""

    name: str
    value: str
    remark: str


@dataclass(frozen=True)
class Section:
    """A part of the page. `chart` shows the rows of `table`, in its order; `data` is the chart's full table.

    `lines` is the height of the table's rows, in lines of text: 1 to 3. Raises ValueError for a chart with
    other rows than the table.
    """

    key: str
    heading: str
    sentences: tuple[str, ...]
    table: Table | None = None
    chart: Chart | None = None
    data: Table | None = None
    lines: int = 1

    def __post_init__(self) -> None:
        """Refuse a chart that does not show the rows of the table it stands beside."""
        if self.chart and (self.table is None or len(self.table.rows) != len(self.chart.rows)):
            raise ValueError(f"the chart of {self.key} has other rows than its table")


@dataclass(frozen=True)
class Labels:
    """The headings and fixed words of the page, in its language."""

    description: str
    in_short: str
    trust: str
    warnings: str
    nothing: str
    notes: str
    method: str
    appendix: str


@dataclass(frozen=True)
class SeasonFacts:
    """Everything a report says, in the order of the page. `lead` stands below the title."""

    script: Script
    labels: Labels
    title: str
    generated: str
    source: str
    lead: str
    figures: tuple[Figure, ...]
    findings: tuple[str, ...]
    measured: Section
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    checked: str
    method: tuple[str, ...]
