"""How long does it take from file to ranking, and how much memory."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import Options, Section, Table
from benchmarks.data import Size, bench_folder, find_insteval, season_file, shuffled_file
from benchmarks.process import Measured, median_run, muster, run_measured

__all__ = ["measure"]

START = Size("start", 20, 8)
SIZES = (
    Size("1e5", 5_000, 200),
    Size("1e6", 50_000, 1_000),
    Size("1e7", 500_000, 5_000),
    Size("1e8", 5_000_000, 20_000),
)
QUICK_SIZES = (Size("2e3", 100, 20),)
SHUFFLED = ("1e6", "1e7")
TARGETS = {"InstEval": "2 s", "1e6": "4 s", "1e7": "20 s", "1e8": "180 s, 10 GB", "first": "30 s"}
ONCE_FROM = 50_000_000  # ratings from which one timed run is enough unless more are asked for


def measure(options: Options) -> Section:
    """Time the command on every file, and its first run."""
    with bench_folder() as folder:
        tables = [_size_table(folder, options)]
        if not options.quick:  # compiling takes longer than a quick run may
            tables.append(_first_run_table(folder))
    return Section(
        title="Speed",
        text=(
            "The whole process, `muster rank FILE --out ranking.parquet`: start, reading, fit, joint draws, "
            "writing. Kernels were compiled by a run before. Median of the runs."
        ),
        tables=tuple(tables),
        notes=NOTES,
    )


NOTES = (
    "Seasons are written by `muster simulate`: 4 interviews a candidate, 5 criteria an interview, rows in "
    "candidate order; shuffled: the same rows in random order.",
    "ns a rating: seconds beyond those of the row `start` (a season of 400 ratings), by rating.",
    "Peak memory is the process's largest resident size.",
)


def _size_table(folder: Path, options: Options) -> Table:
    sizes = QUICK_SIZES if options.quick else SIZES
    start, _ = _time_rank(season_file(folder, START), [], 1 if options.quick else options.runs or 3)
    rows = [_row("start", START.ratings, start, [start.seconds], None)]
    insteval = None if options.quick else find_insteval(folder)
    if insteval is not None:
        ratings = sum(1 for _ in insteval.open()) - 1
        words = ["--candidate", "d", "--interviewer", "s", "--criteria", "y"]
        measured, seconds = _time_rank(insteval, words, options.runs or 3)
        rows.append(_row("InstEval", ratings, measured, seconds, start))
    for size in sizes:
        once = options.quick or size.ratings >= ONCE_FROM
        runs = options.runs or (1 if once else 3)
        file = season_file(folder, size)
        measured, seconds = _time_rank(file, [], runs)
        rows.append(_row(size.name, size.ratings, measured, seconds, start))
        if size.name in SHUFFLED:
            measured, seconds = _time_rank(shuffled_file(file), [], runs)
            rows.append(_row(f"{size.name}, shuffled", size.ratings, measured, seconds, start))
    columns = ("file", "ratings", "seconds", "runs", "ns a rating", "processor s", "peak GB", "target")
    return Table("From file to ranking", columns, tuple(rows))


def _time_rank(file: Path, words: list[str], runs: int) -> tuple[Measured, list[float]]:
    with TemporaryDirectory() as temporary:
        command = muster("rank", file, *words, "--out", Path(temporary) / "ranking.parquet")
        if runs > 1:
            run_measured(command)  # warms the kernels' cache and the file's
        return median_run(command, runs=runs)


def _row(
    name: str, ratings: int, measured: Measured, seconds: list[float], start: Measured | None
) -> tuple[str, ...]:
    beyond = "-" if start is None else f"{(measured.seconds - start.seconds) / ratings * 1e9:.0f}"
    return (
        name,
        f"{ratings:,}",
        f"{measured.seconds:.2f}",
        f"{len(seconds)} ({min(seconds):.2f}-{max(seconds):.2f})",
        beyond,
        f"{measured.processor:.2f}",
        f"{measured.gigabytes:.2f}",
        TARGETS.get(name.split(",")[0], "-"),
    )


def _first_run_table(folder: Path) -> Table:
    """Time a run that has no compiled kernels, and the next."""
    size = SIZES[0]
    file = season_file(folder, size)
    with TemporaryDirectory() as temporary:
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(temporary) / "cache")}
        command = muster("rank", file, "--out", Path(temporary) / "ranking.parquet")
        runs = [run_measured(command, environment=environment) for _ in range(2)]
    rows = [
        (name, f"{size.ratings:,}", f"{run.seconds:.2f}", target)
        for name, run, target in zip(("first", "second"), runs, (TARGETS["first"], "-"), strict=True)
    ]
    return Table("With no kernels compiled", ("run", "ratings", "seconds", "target"), tuple(rows))
