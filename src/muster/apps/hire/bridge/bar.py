"""Runs of the bar: what goes in to the engine, and what it says to rows.

The engine is imported where it is needed: numba takes a second to come up, for which pages need not wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.bridge.bar_input import BarInput, SetBar, merits_of
from muster.apps.hire.bridge.merit import DECIMALS
from muster.apps.hire.models import BarRun, BarStanding

if TYPE_CHECKING:
    from muster.engine.hire.bar import Bar
    from muster.engine.hire.bar_estimate import BarEstimate, MeritTable
    from muster.engine.hire.notices import Notice

__all__ = [
    "CHANGE_COLUMNS",
    "FAMILY_COLUMNS",
    "LEAST_COMMON",
    "LEVEL_COLUMNS",
    "LINK_COLUMNS",
    "TREND_COLUMNS",
    "BarResult",
    "Fit",
    "estimate_bar_run",
    "result_of_bar",
]

LEAST_COMMON = 5  # applications by which the scale of one run is placed on another's
LEVEL_COLUMNS = ("period", "part", "group", "count", "mean", "sd", "low", "high")
TREND_COLUMNS = ("part", "group", "first", "last", "count", "slope", "sd", "low", "high", "p_rises")
FAMILY_COLUMNS = ("family", "count", "slope", "sd", "low", "high", "p_rises")
LINK_COLUMNS = (
    "first",
    "second",
    "linked",
    "interviewers",
    "criteria",
    "difference",
    "low",
    "high",
    "strength",
)
CHANGE_COLUMNS = ("interviewer_id", "first", "last", "change", "sd", "low", "high", "p_more_severe")

Tell = Callable[[str, float], None]
Table = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Fit:
    """What the engine says, and where it placed the bars: each with its value on the scale of this run."""

    estimate: BarEstimate
    placed: tuple[tuple[SetBar, float], ...]
    lost: tuple[SetBar, ...]


@dataclass(frozen=True)
class BarResult:
    """What a run says: of the company as a whole, then a row for each application."""

    model: dict[str, Any]
    standings: list[BarStanding]


def estimate_bar_run(
    run: BarRun, given: BarInput, *, threads: int | None = None, tell: Tell | None = None
) -> Fit:
    """Fit what goes into a run; any number of threads gives the same.

    A bar is placed on the scale of this run by the mean difference of the merits of the applications that both this run
    and the run on whose scale it was set know (mean-mean linking, Kolen & Brennan 2014). Where these are fewer than
    `LEAST_COMMON`, it is lost.

    Raises EstimationError or InputError where there is too little, or too much, to fit.
    """
    from muster.engine.hire.bar import Bar, estimate_bar

    families = frozenset(given.family.tolist())
    wanted = [one for one in given.bars if one.family in families]
    placed: list[tuple[SetBar, float]] = []
    lost: list[SetBar] = []

    def place(merit: MeritTable) -> list[Bar]:
        shifts = {key: _shift(merit, key) for key in {one.run for one in wanted}}
        for one in wanted:
            shift = shifts[one.run]
            if shift is None:
                lost.append(one)
            else:
                placed.append((one, float(_round(one.value + shift))))
        return [Bar(value, np.datetime64(one.since, "D"), str(one.family)) for one, value in placed]

    estimate = estimate_bar(given.dated(), bars=place, level=run.level, threads=threads, progress=tell)
    return Fit(estimate, tuple(placed), tuple(lost))


def _shift(merit: MeritTable, run: int) -> float | None:
    """Return how much higher merit is in this fit than in a run; None where too few applications are in both."""
    here = merit.part == 0
    known, merits = merits_of(run)
    _both, then, now = np.intersect1d(
        known, merit.candidate_id[here], assume_unique=True, return_indices=True
    )
    if then.size < LEAST_COMMON:
        return None
    return float(np.mean(merit.merit[here][now] - merits[then]))


def result_of_bar(run: BarRun, given: BarInput, fit: Fit) -> BarResult:
    """Return the rows of a run, not yet written."""
    estimate = fit.estimate
    near = _neighbours(estimate)
    model = {
        "fit": {name: _plain(value) for name, value in asdict(estimate.model).items()},
        "levels": _listed(estimate.quarters, LEVEL_COLUMNS),
        "trends": _listed(estimate.trends, TREND_COLUMNS),
        "families": _listed(estimate.families, FAMILY_COLUMNS),
        "links": [row for row, kept in zip(_listed(estimate.links, LINK_COLUMNS), near, strict=True) if kept],
        "changes": _listed(estimate.changes, CHANGE_COLUMNS),
        "notices": _notices(estimate.notices),
        "bars": [
            {"bar": one.key, "family": one.family, "since": one.since.isoformat(), "value": value}
            for one, value in fit.placed
        ],
        "lost": [one.key for one in fit.lost],
        "outcomes": list(_outcomes(estimate, given)),
    }
    return BarResult(model, _standings(run, estimate))


def _neighbours(estimate: BarEstimate) -> list[bool]:
    """Return which pairs of quarters follow one another."""
    place = {str(name): number for number, name in enumerate(estimate.cohort_ids)}
    pairs = zip(estimate.links.first.tolist(), estimate.links.second.tolist(), strict=True)
    return [place[str(second)] - place[str(first)] == 1 for first, second in pairs]


def _outcomes(estimate: BarEstimate, given: BarInput) -> Iterable[dict[str, Any]]:
    from muster.engine.hire.outcomes import relate_outcome

    for months, values in sorted(given.outcomes.items()):
        if np.isnan(values).all():
            continue
        told = asdict(relate_outcome(estimate, values, name=f"rating after {months} months"))
        notices = told.pop("notices")
        del told["outcome"]
        yield {
            "months": months,
            **{name: _plain(value) for name, value in told.items()},
            "notices": [[one["code"], one["params"]] for one in notices],
        }


def _notices(notices: Sequence[Notice]) -> list[list[Any]]:
    return [[one.code, one.params] for one in notices]


def _standings(run: BarRun, estimate: BarEstimate) -> list[BarStanding]:
    table, hires = estimate.merit, estimate.hires
    columns = zip(
        table.candidate_id.tolist(),
        table.cohort.tolist(),
        table.part.tolist(),
        *(_round(values).tolist() for values in (table.merit, table.sd, table.low, table.high)),
        table.offered.tolist(),
        table.hired.tolist(),
        strict=True,
    )
    decided = zip(hires.decided.tolist(), hires.bar.tolist(), hires.p_below.tolist(), strict=True)
    hired = dict(zip(hires.candidate_id.tolist(), decided, strict=True))
    return [
        BarStanding(
            run=run,
            application_id=key,
            quarter=str(quarter),
            part=part,
            merit=merit,
            sd=sd,
            low=low,
            high=high,
            offered=offered,
            hired=is_hired,
            **_decision(hired.get(key)),
        )
        for key, quarter, part, merit, sd, low, high, offered, is_hired in columns
    ]


def _decision(told: tuple[Any, float, float] | None) -> dict[str, Any]:
    if told is None:
        return {"decided_on": None, "bar": None, "p_below": None}
    return {"decided_on": told[0], "bar": _plain(told[1]), "p_below": _plain(told[2])}


def _listed(table: Any, names: Sequence[str]) -> list[list[Any]]:
    """Return the rows of one of the engine's tables as JSON has them."""
    columns = ([_plain(value) for value in getattr(table, name).tolist()] for name in names)
    return [list(row) for row in zip(*columns, strict=True)]


def _round(values: Any) -> Table:
    """Return numbers as they are kept; a nought has no sign, which some databases forget."""
    return np.round(np.asarray(values, np.float64), DECIMALS) + np.float64(0)


def _plain(value: Any) -> Any:
    """Return a value as JSON and both databases keep it; what is no finite number is None."""
    if isinstance(value, np.generic):
        value = value.item()
    if not isinstance(value, float):
        return value
    return float(_round(value)) if np.isfinite(value) else None
