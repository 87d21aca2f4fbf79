"""Where Muster and clmm differ, who is nearer the truth: seasons drawn on a real design with known SDs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import expit

from benchmarks.common import Table
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.prior import FLAT_PRIOR
from muster.engine.shapes import Scorecards

__all__ = ["truth_table"]

SD_MERIT, SD_SEVERITY = 0.8, 0.5
THRESHOLDS = (-2.3, -1.1, 0.1, 1.4)

Fit = Callable[[Path], tuple[float, float]]


def truth_table(design: pl.DataFrame, folder: Path, fit_reference: Fit, *, seeds: int) -> Table:
    """Draw ratings for the pairs of `design`, fit them by both, and compare the SDs with those drawn.

    `fit_reference` fits a CSV and returns the SDs of merit and severity.
    """
    ratios: dict[str, list[tuple[float, float]]] = {"Muster": [], "clmm": []}
    for seed in range(seeds):
        ratings, drawn = _draw(design, seed)
        file = folder / f"drawn-{seed}.csv"
        ratings.write_csv(file)
        for name, found in (("Muster", _fit_muster(ratings)), ("clmm", fit_reference(file))):
            ratios[name].append((found[0] / drawn[0], found[1] / drawn[1]))
    rows = []
    for name, pairs in ratios.items():
        values = np.array(pairs)
        error = values.std(axis=0, ddof=1) / np.sqrt(seeds)
        cells = (f"{mean:.4f} ± {one:.4f}" for mean, one in zip(values.mean(axis=0), error, strict=True))
        rows.append((name, *cells))
    caption = (
        f"Estimated SD over the SD drawn, mean of {seeds} seasons ± its standard error: the pairs of the "
        f"first {design.height:,} ratings, SDs {SD_MERIT} and {SD_SEVERITY}"
    )
    return Table(caption, ("fit", "SD of merit", "of severity"), tuple(rows))


def _draw(design: pl.DataFrame, seed: int) -> tuple[pl.DataFrame, tuple[float, float]]:
    """Return the design with drawn ratings, and the SDs of the merits and severities that were drawn."""
    rng = np.random.default_rng(seed)
    candidates, at = np.unique(design["candidate_id"].to_numpy(), return_inverse=True)
    interviewers, by = np.unique(design["interviewer_id"].to_numpy(), return_inverse=True)
    merit = rng.normal(0.0, SD_MERIT, candidates.size)
    severity = rng.normal(0.0, SD_SEVERITY, interviewers.size)
    below = expit(np.array(THRESHOLDS) - (merit[at] - severity[by])[:, None])
    rating = 1 + (rng.random(design.height)[:, None] > below).sum(axis=1)
    drawn = float(np.sqrt(np.mean(merit**2))), float(np.sqrt(np.mean(severity**2)))
    return design.with_columns(rating=pl.Series(rating)), drawn


def _fit_muster(ratings: pl.DataFrame) -> tuple[float, float]:
    columns = {name.removesuffix("_id"): ratings[name].to_numpy() for name in ratings.columns}
    cards = Scorecards.from_columns(**columns, scale=(1, 5))
    model = estimate_merit(cards, halo=False, integrate=False, prior=FLAT_PRIOR).model
    return model.sd_merit, model.sd_severity
