"""From the posterior to the tables that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire import _kernels
from muster.engine.hire.draws import rank_intervals
from muster.engine.hire.estimate import (
    CriterionTable,
    InterviewerTable,
    MeritEstimate,
    Model,
    Ranking,
    WorstFitting,
)
from muster.engine.hire.fitting import FitStatistics
from muster.engine.hire.graph import find_components
from muster.engine.hire.layout import Layout
from muster.engine.hire.notes import constant_note, link_note
from muster.engine.hire.parameters import Free
from muster.engine.hire.posterior import Posterior, mixture_interval
from muster.engine.hire.repetition import Repetition
from muster.engine.hire.runs import Runs
from muster.engine.hire.search import Found
from muster.engine.hire.skewed import Skewed
from muster.engine.shapes import IntArray, Scorecards

__all__ = ["summarise"]

Floats = NDArray[np.float64]


def summarise(
    scorecards: Scorecards,
    posterior: Posterior,
    runs: Runs,
    found: Found,
    covariance: Floats,
    free: Free,
    fit: FitStatistics,
    *,
    level: float,
    seed: int,
    weights: Mapping[str, float] | None,
    integrated: bool,
    repetition: Repetition,
    notes: Sequence[str],
) -> MeritEstimate:
    """Return the estimate; `covariance` is that of the search vector at the mode. To `notes` is added what the
    tables themselves give reason for.
    """
    merits = np.stack([component.merit for component in posterior.components])
    variances = np.stack([component.total_merit_variance for component in posterior.components])
    merit, sd, low, high = _moments(merits, variances, posterior.weights, level)
    ranking = _ranking(scorecards, posterior, runs, merit, sd, low, high, level, seed)
    components = find_components(posterior.layout)
    constant = constant_note(repetition, scorecards.interviewer_ids)
    told = tuple(filter(None, [*notes, link_note(components), constant]))
    model = _model(posterior, found, covariance, free, level, weights, integrated, told)
    return MeritEstimate(
        model=model,
        candidate_ids=scorecards.candidate_ids,
        merit=merit,
        sd=sd,
        low=low,
        high=high,
        ranking=ranking,
        interviewers=_interviewers(scorecards, posterior, fit, level),
        criteria=_criteria(scorecards, posterior, fit),
        components=components,
        worst_fitting=_worst(scorecards, posterior.layout, fit),
        posterior=posterior,
    )


def _moments(
    means: Floats, variances: Floats, weights: Floats, level: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return mean, SD and interval of a mixture."""
    mean = weights @ means
    sd = np.sqrt(weights @ (variances + (means - mean) ** 2))
    return mean, sd, *mixture_interval(means, variances, weights, level)


def _ranking(
    scorecards: Scorecards, posterior: Posterior, runs: Runs, merit: Floats, sd: Floats, low: Floats, high: Floats,
    level: float, seed: int,
) -> Ranking:  # fmt: skip
    layout = posterior.layout
    best, worst = rank_intervals(posterior, low, high, level, seed)
    order = np.argsort(-merit, kind="stable")
    ordered = merit[order]
    rank = np.arange(1, merit.size + 1)
    tied = np.concatenate([[False], ordered[1:] == ordered[:-1]])
    rank = np.maximum.accumulate(np.where(tied, 0, rank))
    counts = np.diff(layout.ratings_before)
    sums = np.empty(layout.candidates)
    values = layout.cells.value.astype(np.float64)
    before = layout.ratings_before
    runs.each(lambda _, first, last: _kernels.add_values(first, last, before, layout.cell, values, sums))
    raw = np.divide(sums, counts, out=np.full(merit.size, np.nan), where=counts > 0)
    return Ranking(
        candidate_id=scorecards.candidate_ids[order],
        merit=ordered,
        sd=sd[order],
        low=low[order],
        high=high[order],
        rank=rank,
        rank_low=np.minimum(best[order], rank),
        rank_high=np.maximum(worst[order], rank),
        interviews=layout.interviews[order],
        ratings=counts[order],
        raw_mean=raw[order],
    )


def _interviewers(
    scorecards: Scorecards, posterior: Posterior, fit: FitStatistics, level: float
) -> InterviewerTable:
    layout = posterior.layout
    severities = np.stack([component.severity for component in posterior.components])
    variances = np.stack([component.total_severity_variance for component in posterior.components])
    severity, sd, low, high = _moments(severities, variances, posterior.weights, level)
    lengths = np.diff(layout.ratings_of)
    return InterviewerTable(
        interviewer_id=scorecards.interviewer_ids,
        severity=severity,
        sd=sd,
        low=low,
        high=high,
        interviews=np.bincount(layout.interviewer, minlength=layout.interviewers),
        ratings=np.bincount(layout.interviewer, lengths, layout.interviewers).astype(np.int64),
        infit=fit.interviewer_infit,
        outfit=fit.interviewer_outfit,
    )


def _criteria(scorecards: Scorecards, posterior: Posterior, fit: FitStatistics) -> CriterionTable:
    cells = posterior.layout.cells
    flat = posterior.average([component.parameters.thresholds for component in posterior.components])
    slopes = posterior.average([component.parameters.slopes for component in posterior.components])
    count = len(scorecards.criteria)
    spans, at = [], 0
    for number, criterion in enumerate(scorecards.criteria):
        values = cells.value[cells.bounds[number] : cells.bounds[number + 1]]
        spans.append(
            _spread_thresholds(flat[at : at + max(values.size - 1, 0)], values, criterion.low, criterion.high)
        )
        at += max(values.size - 1, 0)
    ratings = np.bincount(cells.criterion, cells.count, count)
    weights = posterior.main.parameters.weights
    difficulty = [float(np.nanmean(span)) if np.isfinite(span).any() else np.nan for span in spans]
    return CriterionTable(
        criterion=tuple(criterion.name for criterion in scorecards.criteria),
        low=np.array([criterion.low for criterion in scorecards.criteria], np.int64),
        thresholds=tuple(spans),
        difficulty=np.array(difficulty),
        slope=slopes,
        weight=weights * (ratings.sum() / (weights * ratings).sum()),
        ratings=ratings.astype(np.int64),
        infit=fit.criterion_infit,
        outfit=fit.criterion_outfit,
    )


def _spread_thresholds(fitted: Floats, values: IntArray, low: int, high: int) -> Floats:
    """Return thresholds for all categories: an inner one that never occurs has two equal ones, an outer NaN."""
    spread = np.full(high - low, np.nan)
    for threshold, below, above in zip(fitted, values[:-1], values[1:], strict=True):
        spread[below - low : above - low] = threshold
    return spread


def _worst(scorecards: Scorecards, layout: Layout, fit: FitStatistics) -> WorstFitting:
    criterion = layout.cells.criterion[fit.cell]
    return WorstFitting(
        candidate_id=scorecards.candidate_ids[fit.candidate],
        interviewer_id=scorecards.interviewer_ids[fit.interviewer],
        criterion=tuple(scorecards.criteria[code].name for code in criterion),
        rating=layout.cells.value[fit.cell].astype(np.int64),
        expected=fit.expected,
        residual=fit.residual,
        probability=fit.probability,
    )


def _model(
    posterior: Posterior, found: Found, covariance: Floats, free: Free, level: float,
    weights: Mapping[str, float] | None, integrated: bool, notes: tuple[str, ...],
) -> Model:  # fmt: skip
    layout = posterior.layout
    sds, lows, highs = np.exp(_log_sds(posterior, covariance, free, level))
    # Without the level's variance: it moves everybody alike, and so no comparison.
    unknown = np.array(
        [one.merit_variance.mean() / one.parameters.sds[0] ** 2 for one in posterior.components]
    )
    reliability = float(np.clip(posterior.weights @ (1 - unknown), 0, 1 - 1e-12))
    return Model(
        sd_merit=float(sds[0]),
        sd_merit_low=float(lows[0]),
        sd_merit_high=float(highs[0]),
        sd_severity=float(sds[1]),
        sd_severity_low=float(lows[1]),
        sd_severity_high=float(highs[1]),
        sd_halo=float(sds[2]),
        sd_halo_low=float(lows[2]),
        sd_halo_high=float(highs[2]),
        reliability=reliability,
        separation=float(np.sqrt(reliability / (1 - reliability))),
        log_likelihood=found.at.log_evidence,
        level=level,
        iterations=found.steps,
        converged=found.converged,
        integrated=integrated,
        ratings=layout.ratings,
        scorecards=layout.scorecards,
        candidates=layout.candidates,
        interviewers=layout.interviewers,
        weights=None if weights is None else dict(weights),
        notes=notes,
    )


def _log_sds(posterior: Posterior, covariance: Floats, free: Free, level: float) -> Floats:
    """Return the log SDs' means and interval ends, (3, 3): by the points' moments, or of one point, by the
    curvature.
    """
    with np.errstate(divide="ignore"):
        logs = np.log([component.parameters.sds for component in posterior.components])
    rows = np.full((3, 3), -np.inf)
    for number in range(free.sds):
        spread = Skewed.of(logs[:, number], posterior.weights)
        if logs.shape[0] == 1:
            spread = Skewed(spread.mean, float(np.sqrt(covariance[number, number])), 0.0)
        rows[:, number] = spread.mean, spread.quantile((1 - level) / 2), spread.quantile((1 + level) / 2)
    return rows
