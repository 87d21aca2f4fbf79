"""Where does the time go at 1e7 ratings, and how far is a pass from what the machine can do."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.common import Options, Section, Table
from benchmarks.data import Size, bench_folder, season_file
from benchmarks.limits import Limits, measure_limits
from benchmarks.process import run_measured
from benchmarks.stopwatch import REST, Stopwatch
from muster import tables
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.quadrature import NODES

__all__ = ["measure"]

SIZE = Size("1e7", 500_000, 5_000)
QUICK = Size("2e3", 100, 20)
HIRE = "muster.engine.hire."
STAGES = {
    "reading": ("muster.tables:read_scorecards",),
    "indexing": (HIRE + "layout:lay_out",),
    "sampling for the warm start": (HIRE + "thinning:thin", HIRE + "thinning:scale_information"),
    "passes over the scorecards": (HIRE + "propagation:move_sites",),
    "solves for the severities": (HIRE + "gaussian:solve_severities",),
    "first curvature": (HIRE + "information:guess_information",),
    "variances": (HIRE + "posterior:make_component",),
    "fit statistics": (HIRE + "fitting:judge_fit",),
    "draws": (HIRE + "posterior:draw_severity", HIRE + "draws:rank_intervals"),
    "tables": (HIRE + "summary:summarise",),
    "writing": ("muster.tables:write_table",),
}
PASSES = "passes over the scorecards"
IMPORTS = "import muster.cli, muster.tables, muster.engine.hire.merit"

# Operations of a pass, counted from `_kernels.update_sites`: for each rating and node (1 + a x)(f + x) into
# the product; for each scorecard and node position, weight and moments; for each scorecard the rest.
RATING_NODE_OPERATIONS = 5
CARD_NODE_OPERATIONS = 13
CARD_OPERATIONS = 70
CARD_EXPONENTIALS = 6  # five exponentials and a logarithm
WANT_GRADIENT = 8  # the place of that argument of `propagation.move_sites`


def measure(options: Options) -> Section:
    """Time every stage of one run, in this process, and compare its passes with the machine's limits."""
    size = QUICK if options.quick else SIZE
    start = run_measured([sys.executable, "-c", IMPORTS]).seconds
    watch = Stopwatch()
    with bench_folder() as folder, TemporaryDirectory() as temporary:
        _rank(season_file(folder, QUICK), Path(temporary) / "warm.parquet")
        file = season_file(folder, size)
        begin = perf_counter()
        with watch.watch(STAGES, "muster"):
            estimate = _rank(file, Path(temporary) / "ranking.parquet")
        seconds = perf_counter() - begin
    return Section(
        title="Where the time goes",
        text=(
            f"One run at {estimate.model.ratings:,} ratings ({estimate.model.scorecards:,} scorecards, "
            f"{estimate.model.candidates:,} candidates, {estimate.model.interviewers:,} interviewers), "
            "kernels loaded before, every stage timed inside the process."
        ),
        tables=(
            _stage_table(watch, start, seconds, estimate.model.ratings),
            _limit_table(watch, estimate, measure_limits(quick=options.quick)),
        ),
        notes=(
            f"Start is a process that only imports the command. The rest, {watch.seconds[REST]:.2f} s, is "
            "what no stage is charged with: the search's own steps and bookkeeping.",
            f"The search took {estimate.model.iterations} steps over all ratings.",
            "The triad moves two arrays in and one out; a multiply-add counts as two operations; exponentials "
            f"are numba's scalar ones. A pass is counted as {RATING_NODE_OPERATIONS} operations for a rating "
            f"and node ({NODES} nodes), {CARD_NODE_OPERATIONS} for a scorecard and node, and "
            f"{CARD_OPERATIONS} operations and {CARD_EXPONENTIALS} exponentials or logarithms for a scorecard.",
            "The bounds are compared with a pass that moves sites only; the last pass of each step also sums "
            "the thresholds' gradient.",
        ),
    )


def _rank(file: Path, out: Path) -> MeritEstimate:
    """Do what `muster rank FILE --out OUT` does."""
    estimate = estimate_merit(tables.read_scorecards([file]).scorecards)
    tables.write_table(estimate.to_frame(), out)
    return estimate


def _stage_table(watch: Stopwatch, start: float, seconds: float, ratings: int) -> Table:
    total = start + seconds
    parts = [("start", start, 1)]
    parts += [(stage, watch.seconds[stage], len(watch.calls[stage])) for stage in STAGES]
    parts += [(REST, watch.seconds[REST], 1), ("together", total, 1)]
    rows = tuple(
        (name, str(calls), f"{spent:.3f}", f"{spent / total:.1%}", f"{spent / ratings * 1e9:.1f}")
        for name, spent, calls in parts
    )
    return Table("Seconds by stage", ("stage", "calls", "seconds", "share", "ns a rating"), rows)


def _limit_table(watch: Stopwatch, estimate: MeritEstimate, limits: Limits) -> Table:
    layout, sites = estimate.posterior.layout, estimate.posterior.main.sites
    passes: dict[bool, list[float]] = {False: [], True: []}
    for spent, arguments in watch.calls[PASSES]:
        if arguments[0].ratings == layout.ratings:
            passes[arguments[WANT_GRADIENT]].append(spent)
    seconds = median(passes[False] or passes[True])
    read = (layout.cell, layout.interviewer, layout.ratings_of, layout.cards_of)
    gigabytes = sum(array.nbytes for array in read) + 2 * (sites.precision.nbytes + sites.linear.nbytes)
    by_node = RATING_NODE_OPERATIONS * layout.ratings + CARD_NODE_OPERATIONS * layout.scorecards
    operations = NODES * by_node + CARD_OPERATIONS * layout.scorecards
    exponentials = CARD_EXPONENTIALS * layout.scorecards
    bounds = (
        ("memory", gigabytes / 1e9, "GB", limits.bandwidth, "GB/s (triad)"),
        ("arithmetic", operations / 1e9, "e9 operations", limits.operations, "e9/s (multiply-adds)"),
        ("exponentials", exponentials / 1e9, "e9", limits.exponentials, "e9/s (scalar)"),
    )
    rows = [
        (
            name,
            f"{amount:.3g} {unit}",
            f"{rate:.3g} {best}",
            f"{amount / rate:.4f}",
            f"{seconds * rate / amount:.1f}",
        )
        for name, amount, unit, rate, best in bounds
    ]
    for what, times in (("sites only", passes[False]), ("with gradient", passes[True])):
        if times:
            each = median(times)
            took = f"{len(times)} passes, {each / layout.ratings * 1e9:.2f} ns a rating"
            rows.append((f"measured, {what}", took, "-", f"{each:.4f}", f"{seconds / each:.1f}"))
    columns = ("bound", "a pass needs", "the machine's best", "seconds", "a pass takes, times")
    return Table("One pass over all ratings against the machine", columns, tuple(rows))
