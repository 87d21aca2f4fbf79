"""Simulation-based calibration: is the truth's rank among posterior draws uniform, whatever the SDs are.

Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788: draw SDs and thresholds from the prior, a
season from them, fit it; the truth must be as likely in one place of its posterior as in any other.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from tempfile import NamedTemporaryFile

import altair as alt
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import binom, chisquare, norm

from benchmarks.common import DOCUMENT, Options, Section, Table, parallel_map
from muster.engine.errors import EstimationError
from muster.engine.hire.draws import draw_merit
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import DEFAULT_PRIOR, estimate_merit
from muster.engine.hire.simulate import SimulatedSeason, simulate_season
from muster.engine.hire.skewed import Skewed

__all__ = ["measure"]

Floats = NDArray[np.float64]

BINS = 20
CATEGORIES = 5
DRAWS = 199  # 200 places for the truth, so that 20 bins hold 10 each
LEVEL = 0.9
PICTURE = DOCUMENT.parent / "images" / "calibration.svg"
QUANTITIES = {
    "merit": "merit of a candidate",
    "difference": "difference of two candidates",
    "severity": "severity of an interviewer",
    "sd_merit": "SD of merit",
    "sd_severity": "SD of severity",
    "sd_halo": "SD of halo",
}


@dataclass(frozen=True)
class Plan:
    """Sizes of a season."""

    candidates: int
    interviewers: int
    interviews: int
    criteria: int


PLAN = Plan(60, 15, 3, 3)
QUICK = Plan(20, 8, 2, 2)


def place_truth(task: tuple[Plan, int]) -> dict[str, float] | None:
    """Return where the truth lies in its posterior, 0 to 1, by quantity; None for a season without a fit."""
    plan, seed = task
    rng = np.random.default_rng([seed, 2])
    sds = np.exp(np.log(DEFAULT_PRIOR.medians) + DEFAULT_PRIOR.spread * rng.standard_normal(3))
    shares = rng.dirichlet(np.ones(CATEGORIES), plan.criteria)
    stretch = np.sqrt(1 + 3 / np.pi**2 * (sds**2).sum())
    season = simulate_season(
        candidates=plan.candidates,
        interviewers=plan.interviewers,
        interviews=plan.interviews,
        criteria=plan.criteria,
        sd_merit=float(sds[0]),
        sd_severity=float(sds[1]),
        sd_halo=float(sds[2]),
        categories=CATEGORIES,
        thresholds=stretch * logit(shares.cumsum(axis=1)[:, :-1]),
        seed=seed,
    )
    try:
        fit = estimate_merit(season.scorecards, level=LEVEL, integrate=True, seed=seed, threads=1)
    except EstimationError:
        return None
    return {**_place_merit(fit, season, rng, seed), **_place_others(fit, season, sds)}


def _place_merit(
    fit: MeritEstimate, season: SimulatedSeason, rng: np.random.Generator, seed: int
) -> dict[str, float]:
    """Return the ranks of one candidate's merit, and of the difference of two others, in joint draws."""
    draws = draw_merit(fit, DRAWS, seed=seed, candidates=np.arange(3))
    merit = season.merit[:3]
    drawn = {"merit": (draws[:, 0], merit[0]), "difference": (draws[:, 1] - draws[:, 2], merit[1] - merit[2])}
    # A place within the truth's own step of 1 / (DRAWS + 1), so that ranks and probabilities compare.
    return {
        name: float((np.sum(values < truth) + rng.random()) / (DRAWS + 1))
        for name, (values, truth) in drawn.items()
    }


def _place_others(fit: MeritEstimate, season: SimulatedSeason, sds: Floats) -> dict[str, float]:
    """Return the probability that severity and SDs lie below their truth, by the reported posterior."""
    parts = fit.posterior.components
    first = [(one.weight, one.severity[0], one.total_severity_variance[0]) for one in parts]
    weight, mean, variance = (np.array(column) for column in zip(*first, strict=True))
    places = {"severity": float(weight @ norm.cdf((season.severity[0] - mean) / np.sqrt(variance)))}
    logs = np.log([one.parameters.sds for one in parts])
    for at, name in enumerate(("sd_merit", "sd_severity", "sd_halo")):
        places[name] = Skewed.of(logs[:, at], weight).below(float(np.log(sds[at])))
    return places


def measure(options: Options) -> Section:
    """Place the truth in every season's posterior, and test that the places are uniform."""
    plan, seasons, bins = (QUICK, 4, 4) if options.quick else (PLAN, 1000, BINS)
    tasks = [(plan, seed) for seed in range(seasons)]
    found = parallel_map(place_truth, tasks, options=options, what="calibration")
    fitted = [places for places in found if places is not None]
    counts = {name: np.histogram([places[name] for places in fitted], bins, (0, 1))[0] for name in QUANTITIES}
    notes = [
        "Ranks of merit and of the difference are among joint draws (`draw_merit`); severity and SDs are "
        "placed by their reported posterior distribution. One candidate, pair and interviewer a season, so "
        "that the places are independent and the test is exact.",
        "The thresholds' prior makes all shares of the categories equally likely, so some categories are rare.",
        f"Seasons that could not be fitted (all ratings equal): {len(found) - len(fitted)}.",
    ]
    if not options.quick:
        _draw_picture(counts)
        notes.append("The grey band holds 98 of 100 bins of a calibrated posterior.")
    picture = "" if options.quick else f"\n\n![Histograms of the truth's place](images/{PICTURE.name})"
    return Section(
        title="Simulation-based calibration",
        text=(
            f"{seasons:,} seasons of {plan.candidates} candidates and {plan.interviewers} interviewers "
            f"({plan.interviews} interviews of {plan.criteria} criteria), the SDs and thresholds drawn from "
            f"the default prior. Where the truth lies in its posterior must be uniform.{picture}"
        ),
        tables=(_table(counts),),
        notes=tuple(notes),
    )


def _table(counts: dict[str, NDArray[np.int64]]) -> Table:
    rows = []
    for name, count in counts.items():
        test = chisquare(count)
        share = count / count.sum()
        tails = (share[0] + share[-1]) / (2 / count.size)
        middle = (np.arange(count.size) + 0.5) / count.size
        numbers = (f"{test.statistic:.1f}", f"{test.pvalue:.3f}", f"{share @ middle:.3f}", f"{tails:.2f}")
        rows.append((QUANTITIES[name], f"{count.sum():,}", *numbers))
    bins = next(iter(counts.values())).size
    columns = (
        "quantity",
        "places",
        f"chi-square ({bins - 1} degrees)",
        "p",
        "mean place (.5)",
        "outer bins / expected (1)",
    )
    return Table(f"Flatness of the places over {bins} bins", columns, tuple(rows))


def _draw_picture(counts: dict[str, NDArray[np.int64]]) -> None:
    """Write one histogram a quantity, with the band of chance, as SVG."""
    panels = [_panel(QUANTITIES[name], count) for name, count in counts.items()]
    rows = [alt.hconcat(*panels[at : at + 3]) for at in range(0, len(panels), 3)]
    chart = alt.vconcat(*rows).configure_view(stroke=None).configure_axis(grid=False)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=PICTURE.parent, suffix=".svg", delete=False) as file:
        chart.save(file.name, format="svg")
    os.chmod(file.name, 0o644)
    os.replace(file.name, PICTURE)


def _panel(title: str, count: NDArray[np.int64]) -> alt.LayerChart | alt.FacetChart:
    total, bins = int(count.sum()), count.size
    low, high = (float(binom.ppf(probability, total, 1 / bins)) for probability in (0.01, 0.99))
    edges = np.arange(bins + 1) / bins
    bars = pl.DataFrame({"from": edges[:-1], "to": edges[1:], "none": 0, "seasons": count})
    place = alt.X("from:Q", title="place of the truth", scale=alt.Scale(domain=[0, 1]))
    band = alt.Chart(pl.DataFrame({"low": [low], "high": [high]})).mark_rect(color="#dddddd")
    histogram = alt.Chart(bars).mark_rect(color="#3b6ea8", stroke="white", opacity=0.85)
    return alt.layer(
        band.encode(y=alt.Y("low:Q", title="seasons"), y2="high:Q"),
        histogram.encode(x=place, x2="to:Q", y="none:Q", y2="seasons:Q"),
    ).properties(title=title, width=220, height=130)
