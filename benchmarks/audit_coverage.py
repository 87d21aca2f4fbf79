"""Coverage of the intervals for impact ratios in small samples, by enumerating every outcome; and fair processes.

Nothing is simulated: for two groups of n and k people there are (n + 1)(k + 1) outcomes, each with its probability.
"""

from __future__ import annotations

import os
from itertools import product
from tempfile import NamedTemporaryFile

import altair as alt
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import binom

from benchmarks.audit_bound import most_within
from benchmarks.common import DOCUMENT, Options, Section, Table, parallel_map
from muster.engine.hire.audit.fair import fair_lowest
from muster.engine.hire.audit.ratio import koopman_interval, wald_log_interval

__all__ = ["measure"]

Floats = NDArray[np.float64]

LEVEL = 0.95
POINT = 0.01
SIZES = (5, 10, 20, 35, 50, 75, 100)
BOUNDED = 20  # people in a group at most, for which the best that any interval can do is worked out
RATES = tuple(round(0.05 * step, 2) for step in range(1, 20))  # of the reference group
RATIOS = (0.5, 0.8, 1.0)
BINS = ((0, 1), (1, 2), (2, 3), (3, 5), (5, 10), (10, 1000))
FAIR_SIZES = (20, 50, 100, 200, 500, 1000)
FAIR_RATES = (0.05, 0.1, 0.2, 0.3, 0.5)
PICTURE = DOCUMENT.parent / "images" / "audit_coverage.svg"
METHODS = {"score": "score (Koopman)", "wald": "Wald on the logarithm (Katz)"}


def cover(sizes: tuple[int, int]) -> list[dict[str, float]]:
    """Return the exact coverage of both intervals at every rate and ratio, for groups of n and k people."""
    n, k = sizes
    x, y = np.arange(n + 1)[:, None], np.arange(k + 1)[None, :]
    score = koopman_interval(x, n, y, k, level=LEVEL)
    wald = wald_log_interval(x, n, y, k, level=LEVEL)
    missing = ~np.isfinite(wald[0])
    found = []
    for rate, ratio in product(RATES, RATIOS):
        chance = np.outer(_mass(n, rate * ratio), _mass(k, rate))
        found.append(
            {
                "n": n,
                "k": k,
                "rate": rate,
                "ratio": ratio,
                "least": min(n * rate * ratio, n * (1 - rate * ratio), k * rate, k * (1 - rate)),
                "score": float(chance[_covers(score, ratio)].sum()),
                # Where there is no Wald interval it is counted as one that holds everything.
                "wald": float(chance[_covers(wald, ratio) | missing].sum()),
                "missing": float(chance[missing].sum()),
            }
        )
    return found


def _mass(n: int, rate: float) -> Floats:
    return np.asarray(binom.pmf(np.arange(n + 1), n, rate))


def _covers(interval: tuple[Floats, Floats], ratio: float) -> NDArray[np.bool_]:
    return np.asarray((interval[0] <= ratio) & (ratio <= interval[1]))


def bound(sizes: tuple[int, int]) -> int:
    """Return at how many rates and ratios, at most, any interval covers within a point, for n and k people."""
    return sum(most_within(sizes, RATES, ratio, level=LEVEL, point=POINT) for ratio in RATIOS)


def measure(options: Options) -> Section:
    """Enumerate all pairs of sizes, rates and ratios."""
    sizes = SIZES[:2] if options.quick else SIZES
    tasks = [(n, k) for n in sizes for k in sizes]
    parts = parallel_map(cover, tasks, options=options, what="audit_coverage")
    found = pl.DataFrame([row for part in parts for row in part])
    small = [pair for pair in tasks if max(pair) <= BOUNDED]
    most = parallel_map(bound, small, options=options, what="audit_coverage, any interval")
    picture = ""
    if not options.quick:
        _draw_picture(found.filter(pl.col("n") == pl.col("k")))
        picture = f"\n\n![Coverage against the smallest expected count](images/{PICTURE.name})"
    return Section(
        title="Intervals of impact ratios in small samples",
        text=(
            f"Exact coverage of {LEVEL:.0%} intervals for the ratio of two selection rates, by enumeration of every "
            f"outcome: groups of {sizes[0]} to {sizes[-1]} people each ({len(tasks)} pairs of sizes), the reference's "
            f"rate {RATES[0]} to {RATES[-1]}, true ratios {', '.join(map(str, RATIOS))}; {found.height:,} points. The "
            "count that matters is the smallest number expected, of selected or of rejected, in either group."
            f"{picture}"
        ),
        tables=(
            _by_count(found),
            _by_size(found, sizes),
            _beside_the_best(found, small, most),
            _fair(FAIR_SIZES[:2] if options.quick else FAIR_SIZES),
        ),
        notes=(
            "The score interval is what `muster audit` reports. From three people expected on each side on, nearly all "
            "points lie within a point of nominal; below, it covers more than it says far more often than less.",
            "So few people have so few outcomes that no interval is within a point everywhere. The best that any could "
            "do is an integer program: for each ratio alone, the set of outcomes whose intervals hold it, such that "
            "more selected here or fewer there never makes a ratio that is too low acceptable again. One interval "
            "must serve all ratios, so it can do less.",
            "The Wald interval does not exist where a group has nobody selected; it is counted as covering there, and "
            "the share of such outcomes is told.",
            "A fair process gives everybody the same chance. The last table is exact, too, and is why a ratio below "
            "0.8 says little of few people.",
        ),
    )


def _summary(found: pl.DataFrame) -> tuple[str, ...]:
    cells = [f"{found.height:,}"]
    for method in METHODS:
        cover = found[method].to_numpy()
        within = float((np.abs(cover - LEVEL) <= POINT).mean())
        cells += [f"{100 * cover.mean():.1f} %", f"{100 * cover.min():.1f} %", f"{100 * within:.0f} %"]
    return (*cells, f"{100 * float(found['missing'].to_numpy().mean()):.1f} %")


COLUMNS = (
    "points",
    "score: mean",
    "lowest",
    "within a point",
    "Wald: mean",
    "lowest",
    "within a point",
    "no Wald interval",
)


def _by_count(found: pl.DataFrame) -> Table:
    rows = []
    for low, high in BINS:
        part = found.filter((pl.col("least") >= low) & (pl.col("least") < high))
        if part.height:
            label = f"{low} to {high}" if high < BINS[-1][1] else f"{low} and more"
            rows.append((label, *_summary(part)))
    rows.append(("all", *_summary(found)))
    return Table("Coverage by the smallest expected count", ("expected", *COLUMNS), tuple(rows))


def _by_size(found: pl.DataFrame, sizes: tuple[int, ...]) -> Table:
    rows = [
        (f"{size} and {size}", *_summary(found.filter((pl.col("n") == size) & (pl.col("k") == size))))
        for size in sizes
    ]
    return Table("Coverage of two groups of one size", ("people", *COLUMNS), tuple(rows))


def _beside_the_best(found: pl.DataFrame, pairs: list[tuple[int, int]], most: list[int]) -> Table:
    rows = []
    for (n, k), best in zip(pairs, most, strict=True):
        cover = found.filter((pl.col("n") == n) & (pl.col("k") == k))["score"].to_numpy()
        within = int((np.abs(cover - LEVEL) <= POINT).sum())
        rows.append((f"{n} and {k}", f"{cover.size}", f"{within}", f"{best}"))
    columns = ("people", "points", "score: within a point", "any interval: within a point, at most")
    return Table("The best that any interval can do", columns, tuple(rows))


def _fair(sizes: tuple[int, ...]) -> Table:
    rows = [
        (
            f"{size} and {size}",
            *(f"{100 * fair_lowest([size, size], rate):.1f} %" for rate in FAIR_RATES),
        )
        for size in sizes
    ]
    columns = ("people", *(f"{rate:.0%} selected" for rate in FAIR_RATES))
    return Table("How often a perfectly fair process has an impact ratio below 0.8", columns, tuple(rows))


def _draw_picture(found: pl.DataFrame) -> None:
    """Write coverage against the smallest expected count, both intervals, as SVG."""
    long = found.select("least", *METHODS).unpivot(
        on=list(METHODS), index="least", variable_name="method", value_name="coverage"
    )
    long = long.with_columns(pl.col("method").replace(METHODS), pl.col("coverage") * 100)
    band = alt.Chart(pl.DataFrame({"low": [94.0], "high": [96.0]})).mark_rect(color="#dddddd")
    points = alt.Chart(long).mark_point(filled=True, size=16, opacity=0.6)
    colours = alt.Scale(domain=list(METHODS.values()), range=["#3b6ea8", "#c8641e"])
    scale = alt.Scale(domain=[60, 100], zero=False, clamp=True)
    place = alt.X(
        "least:Q",
        title="smallest expected count",
        scale=alt.Scale(type="symlog", domain=[0, 50]),
        axis=alt.Axis(values=[0, 1, 2, 3, 5, 10, 20, 50]),
    )
    chart = alt.layer(
        band.encode(y=alt.Y("low:Q", title="coverage, %", scale=scale), y2="high:Q"),
        points.encode(
            x=place,
            y=alt.Y("coverage:Q", title="coverage, %", scale=scale),
            color=alt.Color("method:N", title=None, scale=colours, legend=alt.Legend(orient="bottom")),
        ),
    ).properties(width=640, height=260)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=PICTURE.parent, suffix=".svg", delete=False) as file:
        chart.configure_view(stroke=None).save(file.name, format="svg")
    os.chmod(file.name, 0o644)
    os.replace(file.name, PICTURE)
