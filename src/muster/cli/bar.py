"""Does the bar hold: `muster bar`."""

from __future__ import annotations

import datetime
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.fit import MOST_FILES
from muster.cli.options import COMPILING, ReadChoices, parse_bar, with_options
from muster.cli.outputs import TABLE_ENDINGS, Outputs
from muster.cli.terminal import output, print_json, progress_bar, tell_written, waiting
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from muster.engine.hire.bar import Bar
    from muster.engine.hire.bar_estimate import BarEstimate
    from muster.engine.hire.outcomes import OutcomeRelation
    from muster.tables.dated import DatedColumns, DatedReading

__all__ = ["FittedBar", "bar"]

CHART_ENDINGS = (".svg",)


@dataclass(frozen=True, eq=False)
class FittedBar:
    """What was read, what it says, and the bars."""

    read: DatedReading
    estimate: BarEstimate
    outcomes: tuple[OutcomeRelation, ...]
    bars: tuple[Bar, ...]


@with_options(reading=ReadChoices)
def bar(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="Scorecards: CSV, TSV, Parquet, JSON or JSON lines.", show_default=False
        ),
    ],
    *,
    reading: ReadChoices,
    date: Annotated[
        str,
        typer.Option(metavar="COL", help="Column of the interview's day or quarter.", show_default=False),
    ],
    cohort: Annotated[
        str | None, typer.Option(metavar="COL", help="Column of the cohort (default: quarters).")
    ] = None,
    family: Annotated[
        str | None, typer.Option(metavar="COL", help="Column of the job family, for its own bar.")
    ] = None,
    offer: Annotated[
        str | None, typer.Option(metavar="COL", help="Column that says who had an offer: a day, yes or no.")
    ] = None,
    hired: Annotated[
        str | None, typer.Option(metavar="COL", help="Column that says who was hired: a day, yes or no.")
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="COL", help="Column of a rating on the job; repeat for more."),
    ] = None,
    bars: Annotated[
        list[str] | None,
        typer.Option("--bar", metavar="[FAMILY:]X[@DAY]", help="A bar in logits; repeat for more."),
    ] = None,
    no_drift: Annotated[
        bool, typer.Option("--no-drift", help="Take each interviewer's severity as constant.")
    ] = False,
    halo: Annotated[
        bool | None,
        typer.Option(
            "--halo/--no-halo",
            help="Model the halo of an interview (default: when interviews hold several ratings).",
            show_default=False,
        ),
    ] = None,
    level: Annotated[float, typer.Option(metavar="P", help="Level of the intervals, between 0 and 1.")] = 0.9,
    threads: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Threads to use (default: all).")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Write everybody's merit: .csv, .tsv, .parquet, .json or .jsonl; repeat for more.",
        ),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the picture of the quarters: .svg.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Tell whether the bar holds: merit of applicants, offers and hires on one scale over quarters."""
    started = time.perf_counter()
    if not 0 < level < 1:
        raise InputError(f"--level is {level:g}; it must lie between 0 and 1, such as 0.9.")
    if threads is not None:  # read once, when the table library is first imported
        os.environ["POLARS_MAX_THREADS"] = str(threads)
    tables = out or []
    with Outputs(files) as outputs:
        for path in tables:
            outputs.add("--out", path, TABLE_ENDINGS)
        outputs.add("--chart", chart, CHART_ENDINGS)
        outputs.check()

        from muster.tables.dated import DatedColumns

        columns = DatedColumns(
            date, datetime.date.today(), cohort, family, offer, hired, tuple(outcome or ())
        )
        fit = _fit(
            files, reading, columns, tuple(parse_bar(text) for text in bars or ()), drift=not no_drift, halo=halo,
            level=level, threads=threads,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        _draft(fit, tables, chart, outputs)
        outputs.keep()
    _tell(fit, seconds, json=json)
    tell_written(output(error=json), [*(("merit", path) for path in tables), ("chart", chart)])


def _fit(
    files: list[Path], reading: ReadChoices, columns: DatedColumns, bars: tuple[Bar, ...], *, drift: bool,
    halo: bool | None, level: float, threads: int | None,
) -> FittedBar:  # fmt: skip
    from muster.engine.hire.bar import estimate_bar
    from muster.engine.hire.merit import kernels_compiled
    from muster.engine.hire.outcomes import relate_outcome
    from muster.tables.dated import read_dated

    with progress_bar() as progress:
        read = read_dated(files, reading.to_read_options(), columns, progress=progress)
    if not kernels_compiled():
        print(COMPILING, file=sys.stderr, flush=True)  # noqa: T201
    with progress_bar() as progress:
        try:
            estimate = estimate_bar(
                read.dated, bars=bars, drift=drift, level=level, halo=halo, threads=threads, progress=progress
            )
        except EstimationError as error:
            named = ", ".join(read.reading.files[:MOST_FILES])
            raise EstimationError(f"{named}: {error.sentence}", code=error.code) from error
    outcomes = tuple(relate_outcome(estimate, values, name=name) for name, values in read.outcomes.items())
    return FittedBar(read, estimate, outcomes, bars)


def _draft(fit: FittedBar, tables: list[Path], chart: Path | None, outputs: Outputs) -> None:
    """Write the files asked for."""
    for path in tables:
        from muster.tables import write_table

        write_table(fit.estimate.merit.to_frame(), outputs.draft(path))
    if chart is not None:
        with waiting("Drawing"):
            from muster.reports.bar_chart import draw_bar

            outputs.draft(chart).write_text(draw_bar(fit.estimate, fit.bars), encoding="utf-8")


def _tell(fit: FittedBar, seconds: float, *, json: bool) -> None:
    """Print the results, as JSON or for a reader."""
    from muster.cli import show_bar

    if json:
        from muster.tables.bar_contract import bar_as_json

        print_json(
            bar_as_json(fit.estimate, outcomes=fit.outcomes, reading_notes=fit.read.notes, seconds=seconds)
        )
        show_bar.tell_notices(output(error=True), fit)
    else:
        show_bar.show_bar(output(), fit)
