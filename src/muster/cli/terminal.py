"""What the terminal shows: safe text, tables, progress."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = [
    "WIDEST_CELL",
    "Progress",
    "as_plain",
    "number",
    "output",
    "plural",
    "print_json",
    "print_table",
    "progress_bar",
    "safe",
    "signed",
    "tell_written",
    "waiting",
]

Progress = Callable[[str, float], None]

WIDEST_CELL = 40
FOLDED = 8  # to which a column of texts is folded at the most
PIPE_WIDTH = 160  # a pipe has no width of its own; wide enough that no table is cut


def output(*, error: bool = False) -> Console:
    """Return a console on standard output, or on standard error."""
    from rich.console import Console

    width = None if (sys.stderr if error else sys.stdout).isatty() else PIPE_WIDTH
    return Console(stderr=error, width=width, highlight=False, markup=False, emoji=False)


def safe(text: object, widest: int = WIDEST_CELL) -> str:
    """Return one line of printable text, cut to `widest`; a file's ids must not steer the terminal."""
    start = str(text)[: widest + 1]
    printable = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in start)
    return printable if len(printable) <= widest else f"{printable[: widest - 1]}\N{HORIZONTAL ELLIPSIS}"


def number(value: float, digits: int = 2) -> str:
    """Return a fixed number of digits, or a dash where there is no number."""
    return f"{value:.{digits}f}" if math.isfinite(value) else "-"


def signed(value: float) -> str:
    """Return two digits with the sign, or a dash where there is no number."""
    return f"{value:+.2f}" if math.isfinite(value) else "-"


def plural(count: int, one: str) -> str:
    """Return the number with its noun: `1 hire`, `1,200 hires`."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def print_table(
    console: Console,
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    *,
    spare: Sequence[str] = (),
) -> None:
    """Print a table after an empty line; `columns` are (heading, side).

    Where the terminal is too narrow, the columns headed `spare` are left out one after the other, which is said
    below; then texts on the left side are folded. Numbers are never cut: rather is the table too wide.
    """
    cells = [*rows]
    shown, left_out = [*range(len(columns))], []
    table = _table(title, columns, cells, shown)
    for heading in spare:
        if _width(console, table) <= console.width:
            break
        shown.remove(next(place for place in shown if columns[place][0] == heading))
        left_out.append(heading)
        table = _table(title, columns, cells, shown)
    if _width(console, _table(title, columns, cells, shown, widest=FOLDED)) > console.width:
        table.width = _width(console, table)
    console.print()
    console.print(table, crop=False)
    if left_out:
        named = ", ".join(" ".join(heading.split()) for heading in left_out)
        console.print(f"Left out, for a terminal this narrow: {named}", soft_wrap=True)


def _table(
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[str]],
    shown: Sequence[int],
    *,
    widest: int | None = None,
) -> Table:
    """Return the table of the columns shown; `widest` bounds those of text."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    table.show_edge, table.pad_edge, table.padding = False, False, (0, 1, 0, 0)
    for place in shown:
        heading, side = columns[place]
        if side == "right":
            table.add_column(Text(heading), justify="right", no_wrap=True, vertical="bottom")
        else:
            table.add_column(
                Text(heading), overflow="fold", min_width=FOLDED, max_width=widest, vertical="bottom"
            )
    for row in rows:
        table.add_row(*(Text(row[place]) for place in shown))
    return table


def _width(console: Console, table: Table) -> int:
    """Return the width at which nothing is folded or cut."""
    from rich.measure import Measurement

    return Measurement.get(console, console.options.update(max_width=10_000), table).maximum


def tell_written(console: Console, written: Sequence[tuple[str, Path | None]]) -> None:
    """Say where each file that was asked for went, (what, path)."""
    for what, path in written:
        if path is not None:
            console.print(f"Wrote the {what} to {path}", soft_wrap=True)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Yield a callback (stage, fraction done) that moves a bar on standard error, or None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=output(error=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def show(stage: str, fraction: float) -> None:
            bar.update(task, description=stage, completed=fraction)

        yield show


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show that work goes on, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with output(error=True).status(what):
        yield


def print_json(value: Mapping[str, object]) -> None:
    """Print a JSON object on standard output, a line a key, in ASCII, so that every pipe carries it."""
    lines = (f"{json.dumps(key)}: {json.dumps(item, allow_nan=False)}" for key, item in value.items())
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


def as_plain(value: object) -> Any:
    """Turn results into what JSON holds: dataclasses to objects, arrays to lists, NaN to null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "tolist"):
        return as_plain(value.tolist())
    if isinstance(value, dict):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
