"""Does the bar hold: cohorts compared, drift recovered, and slipping bars seen, with and without the drift model."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from tempfile import NamedTemporaryFile
from typing import Any

import altair as alt
import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.common import DOCUMENT, Options, Section, Table, parallel_map
from muster.engine.hire.bar import estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.draws import draw_merit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate_quarters import SimulatedQuarters, simulate_quarters

__all__ = ["measure"]

Floats = NDArray[np.float64]

LEVEL = 0.9
SEEDS = 20
DRAWS = 400
SURE = 0.95  # probability from which a fall of the hires' level is announced
PICTURE = DOCUMENT.parent / "images" / "bar.svg"
WAYS = ("drift and levels", "levels, no drift", "ordinary fit")


@dataclass(frozen=True)
class Plan:
    """One kind of company."""

    name: str
    options: dict[str, Any] = field(hash=False)


PLANS = (
    Plan("as usual", {}),
    Plan("no drift", {"sd_drift": 0.0}),
    Plan("strong drift", {"sd_drift": 0.4}),
    Plan("high turnover", {"turnover": 0.4}),
    Plan("few interviewers", {"interviewers": 6, "candidates": 40}),
    Plan("slipping bar, .1", {"slip": 0.1, "sd_level": 0.0}),
    Plan("slipping bar, .2", {"slip": 0.2, "sd_level": 0.0}),
)
QUICK = {
    "quarters": 3,
    "candidates": 12,
    "interviewers": 5,
    "interviews": 2,
    "criteria": 2,
    "share_hired": 0.5,
}


@dataclass(frozen=True)
class Score:
    """Of one fit: hits of differences between all and neighbouring cohorts, their error and width, and of the slope of
    the hires' level: whether its interval holds it, and whether a fall is announced.
    """

    every: float
    neighbours: float
    rmse: float
    width: float
    slope: float
    falls: float


@dataclass(frozen=True)
class Drift:
    """Of the fit with drift: the SD found, hits of changes of severity and their correlation with the truth."""

    sd: float
    held: bool
    changes: float
    correlation: float


def score(task: tuple[Plan, int, bool]) -> tuple[tuple[Score, ...], Drift, float]:
    """Fit one company in three ways; return also the true slope of the hires' level, a year."""
    plan, seed, quick = task
    company = simulate_quarters(**{**(QUICK if quick else {}), **plan.options}, seed=seed)
    with_drift = estimate_bar(company.dated, level=LEVEL, threads=1)
    without = estimate_bar(company.dated, level=LEVEL, drift=False, threads=1)
    slope = _slope(company)
    scores = (
        _score_levels(company, with_drift, slope),
        _score_levels(company, without, slope),
        _score_ordinary(company, seed, slope),
    )
    return scores, _score_drift(company, with_drift, plan), slope


def _truth(company: SimulatedQuarters) -> Floats:
    """Return the mean merit of each quarter's applicants."""
    cohort = company.dated.cohorts[0]
    means: Floats = np.bincount(cohort, company.merit) / np.bincount(cohort)
    return means


def _slope_weights(company: SimulatedQuarters) -> Floats:
    """Return the weights of candidates whose sum is the slope of the hires' level over years."""
    hired = company.dated.hired
    assert hired is not None  # noqa: S101 -- simulated companies hire
    years = company.dated.cohorts[0] / 4
    off = hired * (years - years[hired].mean())
    weights: Floats = off / (off @ years)
    return weights


def _slope(company: SimulatedQuarters) -> float:
    return float(_slope_weights(company) @ company.merit)


def _score_levels(company: SimulatedQuarters, found: BarEstimate, slope: float) -> Score:
    links, truth = found.links, _truth(company)
    place = {str(name): at for at, name in enumerate(found.cohort_ids)}
    first = np.array([place[str(name)] for name in links.first])
    second = np.array([place[str(name)] for name in links.second])
    gaps = truth[second] - truth[first]
    row = found.trends.group.tolist().index("hires")
    return Score(
        **_hits(gaps, links.difference, links.low, links.high, second - first == 1),
        slope=float(found.trends.low[row] <= slope <= found.trends.high[row]),
        falls=float(found.trends.p_rises[row] < 1 - SURE),
    )


def _score_ordinary(company: SimulatedQuarters, seed: int, slope: float) -> Score:
    """Read cohorts off the fit that knows none: everybody of one population, severity one number."""
    fit = estimate_merit(company.dated.scorecards, level=LEVEL, integrate=False, seed=seed, threads=1)
    draws = draw_merit(fit, DRAWS, seed=seed)
    cohort = company.dated.cohorts[0]
    means = np.stack(
        [draws[:, cohort == group].mean(axis=1) for group in range(int(cohort.max()) + 1)], axis=1
    )
    first, second = np.triu_indices(means.shape[1], 1)
    gaps = means[:, second] - means[:, first]
    truth = _truth(company)
    tails = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    low, high = np.quantile(gaps, tails, axis=0)
    slopes = draws @ _slope_weights(company)
    ends = np.quantile(slopes, tails)
    return Score(
        **_hits(truth[second] - truth[first], gaps.mean(axis=0), low, high, second - first == 1),
        slope=float(ends[0] <= slope <= ends[1]),
        falls=float((slopes > 0).mean() < 1 - SURE),
    )


def _hits(
    truth: Floats, mean: Floats, low: Floats, high: Floats, neighbours: NDArray[np.bool_]
) -> dict[str, float]:
    held = (low <= truth) & (truth <= high)
    return {
        "every": float(held.mean()),
        "neighbours": float(held[neighbours].mean()),
        "rmse": float(np.sqrt(np.mean((mean - truth) ** 2))),
        "width": float(np.mean(high - low)),
    }


def _score_drift(company: SimulatedQuarters, found: BarEstimate, plan: Plan) -> Drift:
    """Compare the changes of severity, less their mean, which no fit can see."""
    changes = found.changes
    names = company.dated.scorecards.interviewer_ids.tolist()
    quarters = [str(name) for name in company.dated.cohorts[1]]
    rows = [names.index(name) for name in changes.interviewer_id.tolist()]
    first = [quarters.index(str(name)) for name in changes.first]
    last = [quarters.index(str(name)) for name in changes.last]
    truth = company.severity[rows, last] - company.severity[rows, first]
    sd = plan.options.get("sd_drift", 0.2)
    return Drift(
        sd=found.model.sd_drift,
        held=found.model.sd_drift_low <= sd <= found.model.sd_drift_high,
        changes=float(np.mean((changes.low <= truth) & (truth <= changes.high))),
        correlation=float(np.corrcoef(truth, changes.change)[0, 1]) if np.ptp(truth) > 0 else np.nan,
    )


def measure(options: Options) -> Section:
    """Score every plan over its seeds."""
    seeds = 3 if options.quick else SEEDS
    plans = PLANS[:2] if options.quick else PLANS
    tasks = [(plan, seed, options.quick) for plan in plans for seed in range(seeds)]
    found = list(zip(tasks, parallel_map(score, tasks, options=options, what="bar"), strict=True))
    by_plan = [(plan, [result for (one, *_), result in found if one is plan]) for plan in plans]
    if not options.quick:
        _draw_picture(by_plan)
    picture = "" if options.quick else f"\n\n![Share of intervals that hold](images/{PICTURE.name})"
    return Section(
        title="Does the bar hold",
        text=(
            f"Companies of eight quarters with 60 applicants each, 16 interviewers of whom 10 % are replaced each "
            "quarter, three interviews of four criteria, SDs of merit 1.0, severity 0.7, halo 0.6, drift 0.2 a "
            f"quarter, applicants' level 0.3; {seeds} seeds a row. Of the slipping bars the mark above which people "
            "are hired falls by 0.1 or 0.2 logits a quarter. Compared are the fit with drift and levels "
            "(`estimate_bar`), the same without drift (`drift=False`), and the ordinary fit (`estimate_merit`), "
            f"in which everybody is of one population.{picture}"
        ),
        tables=(_cohorts_table(by_plan), _slopes_table(by_plan), _drift_table(by_plan)),
        notes=(
            "One company has few intervals, and they share interviewers: their share differs a lot from company to "
            "company. ± is the standard error of the mean over seeds.",
            "True slopes differ from company to company, since who is hired is chance too; those of the slipping bars "
            "are below 0 nearly always.",
        ),
    )


def _drifts(plan: Plan) -> bool:
    """Return whether there is an SD that an interval on the log scale can hold."""
    return bool(plan.options.get("sd_drift", 0.2) > 0)


Results = list[tuple[Plan, list[tuple[tuple[Score, ...], Drift, float]]]]


def _mean(values: list[float]) -> str:
    return f"{np.mean(values):.3f}"


def _error(values: list[float]) -> str:
    return f"{np.std(values, ddof=1) / np.sqrt(len(values)):.3f}"


def _cohorts_table(by_plan: Results) -> Table:
    rows = []
    for plan, results in by_plan:
        for at, way in enumerate(WAYS):
            scores = [scores[at] for scores, _, _ in results]
            every = [one.every for one in scores]
            neighbours = [one.neighbours for one in scores]
            rmse, width = _mean([one.rmse for one in scores]), _mean([one.width for one in scores])
            rows.append(
                (
                    plan.name,
                    way,
                    _mean(every),
                    _error(every),
                    _mean(neighbours),
                    _error(neighbours),
                    rmse,
                    width,
                )
            )
    columns = ("company", "fit", "all pairs", "±", "neighbours", "± ", "RMSE", "width")
    caption = "Differences of applicants' mean merit between quarters: share of 90 % intervals that hold them, logits"
    return Table(caption, columns, tuple(rows))


def _slopes_table(by_plan: Results) -> Table:
    rows = []
    for plan, results in by_plan:
        truth = _mean([slope for _, _, slope in results])
        for at, way in enumerate(WAYS):
            scores = [scores[at] for scores, _, _ in results]
            held = [one.slope for one in scores]
            rows.append(
                (plan.name, way, truth, _mean(held), _error(held), _mean([one.falls for one in scores]))
            )
    columns = ("company", "fit", "true slope", "intervals that hold it", "±", "fall announced")
    caption = f"Slope of the hires' mean merit, logits a year; a fall is announced from a probability of {SURE:.0%} on"
    return Table(caption, columns, tuple(rows))


def _drift_table(by_plan: Results) -> Table:
    rows = []
    for plan, results in by_plan:
        drifts = [drift for _, drift, _ in results]
        correlations = [drift.correlation for drift in drifts if np.isfinite(drift.correlation)]
        rows.append(
            (
                plan.name,
                f"{plan.options.get('sd_drift', 0.2):.1f}",
                _mean([drift.sd for drift in drifts]),
                _mean([float(drift.held) for drift in drifts]) if _drifts(plan) else "cannot hold 0",
                _mean([drift.changes for drift in drifts]),
                _mean(correlations) if correlations else "none to find",
            )
        )
    columns = (
        "company",
        "true SD",
        "mean found",
        "intervals that hold it",
        "changes: hold",
        "r with the truth",
    )
    return Table("Drift: its SD a quarter, and each interviewer's change of severity", columns, tuple(rows))


def _draw_picture(by_plan: Results) -> None:
    """Write the shares of intervals that hold, a row a company, as SVG."""
    points = [
        {
            "company": plan.name,
            "fit": way,
            "share": float(np.mean([scores[at].every for scores, _, _ in results])),
        }
        for plan, results in by_plan
        for at, way in enumerate(WAYS)
    ]
    order = [plan.name for plan, _ in by_plan]
    nominal = alt.Chart(pl.DataFrame({"level": [LEVEL]})).mark_rule(strokeDash=[4, 3], color="#777777")
    dots = alt.Chart(pl.DataFrame(points)).mark_point(filled=True, size=90, opacity=1)
    chart = alt.layer(
        nominal.encode(x="level:Q"),
        dots.encode(
            x=alt.X("share:Q", title="share of 90 % intervals that hold", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("company:N", title=None, sort=order),
            color=alt.Color(
                "fit:N", sort=list(WAYS), scale=alt.Scale(range=["#1b5fa8", "#b0440c", "#8a8f98"])
            ),
            shape=alt.Shape("fit:N", sort=list(WAYS)),
        ),
    ).properties(width=460, height=220)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=PICTURE.parent, suffix=".svg", delete=False) as file:
        chart.configure_view(stroke=None).save(file.name, format="svg")
    os.chmod(file.name, 0o644)
    os.replace(file.name, PICTURE)
