"""Do slopes by criterion help on data that has them, and do no harm on data that has none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import scoring
from benchmarks.common import Options, Section, Table, parallel_map
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season

__all__ = ["measure"]

LEVEL = 0.9
SLOPE_SD = 0.5  # of log slopes
CRITERIA = 8


@dataclass(frozen=True)
class Score:
    """One fit: error and coverage of merit, log-likelihood, and error of the log slopes."""

    rmse: float
    correlation: float
    cover: tuple[float, float]
    log_likelihood: float
    slope_error: float


def draw_slopes(seed: int) -> NDArray[np.float64]:
    """Return one slope a criterion, geometric mean 1."""
    logs = SLOPE_SD * np.random.default_rng([seed, 1]).standard_normal(CRITERIA)
    slopes: NDArray[np.float64] = np.exp(logs - logs.mean())
    return slopes


def score_season(task: tuple[bool, int, int]) -> tuple[Score, Score]:
    """Fit one season, drawn with or without slopes, without and with slopes."""
    sloped, candidates, seed = task
    slopes = draw_slopes(seed) if sloped else np.ones(CRITERIA)
    season = simulate_season(
        candidates=candidates, interviewers=50, interviews=4, criteria=CRITERIA, slopes=slopes, seed=seed
    )
    scores = []
    for fitted in (False, True):
        fit = estimate_merit(season.scorecards, level=LEVEL, slopes=fitted, seed=seed, threads=1)
        error = np.log(fit.criteria.slope) - np.log(slopes)
        scores.append(
            Score(
                rmse=scoring.rmse(season.merit, fit.merit),
                correlation=scoring.correlation(season.merit, fit.merit),
                cover=scoring.coverage(season.merit, fit.merit, fit.low, fit.high),
                log_likelihood=fit.model.log_likelihood,
                slope_error=float(np.sqrt(np.mean(error**2))),
            )
        )
    return scores[0], scores[1]


def measure(options: Options) -> Section:
    """Score seasons with and without slopes, each fitted both ways."""
    candidates, seeds = (100, 1) if options.quick else (1000, 20)
    tasks = [(sloped, candidates, seed) for sloped in (True, False) for seed in range(seeds)]
    scores = parallel_map(score_season, tasks, options=options, what="slopes")
    results = {"have slopes": scores[:seeds], "have none": scores[seeds:]}
    return Section(
        title="Slopes by criterion",
        text=(
            f"Seasons of {candidates:,} candidates with 4 interviews of {CRITERIA} criteria by 50 "
            f"interviewers, {seeds} seeds; SDs 1.0, 0.7, 0.6. Where the data have slopes, their logs have "
            f"SD {SLOPE_SD} (geometric mean 1). Each season is fitted without and with `slopes=True`."
        ),
        tables=(_score_table(results), _gain_table(results)),
    )


def _score_table(results: dict[str, list[tuple[Score, Score]]]) -> Table:
    rows = []
    for data, pairs in results.items():
        for at, fit in enumerate(("without slopes", "with slopes")):
            mine = [pair[at] for pair in pairs]
            cover = np.mean([score.cover for score in mine], axis=0)
            values = (
                np.mean([score.rmse for score in mine]),
                np.mean([score.correlation for score in mine]),
                *cover,
                np.mean([score.slope_error for score in mine]),
            )
            rows.append((data, fit, *(f"{value:.4f}" for value in values)))
    columns = (
        "data",
        "fit",
        "RMSE",
        "correlation",
        "coverage as it is",
        "centred",
        "RMS error of log slopes",
    )
    return Table("Merit by fit, means over seeds", columns, tuple(rows))


def _gain_table(results: dict[str, list[tuple[Score, Score]]]) -> Table:
    rows = []
    for data, pairs in results.items():
        gains = np.array([sloped.log_likelihood - plain.log_likelihood for plain, sloped in pairs])
        ratios = np.array([sloped.rmse / plain.rmse for plain, sloped in pairs])
        texts = (
            *(f"{value:.1f}" for value in (gains.mean(), gains.min(), gains.max())),
            *(f"{value:.4f}" for value in (ratios.mean(), ratios.min(), ratios.max())),
        )
        rows.append((data, *texts))
    columns = ("data", "gain in log-likelihood: mean", "min", "max", "ratio of RMSE: mean", "min", "max")
    caption = f"With slopes against without ({CRITERIA - 1} more parameters)"
    return Table(caption, columns, tuple(rows))
