"""What the prior on the SDs does to the intervals of small seasons, over a range of true SDs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import scoring
from benchmarks.common import Options, Section, Table, parallel_map
from benchmarks.small_seasons import LEVEL, SIZES, Plan
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.prior import DEFAULT_PRIOR, Prior
from muster.engine.hire.simulate import simulate_season

__all__ = ["measure"]

Floats = NDArray[np.float64]

LOW, HIGH = (0.6, 0.3, 0.3), (1.6, 1.0, 0.9)  # of the SDs of merit, severity and halo
PRIORS = (DEFAULT_PRIOR, Prior((1.0, 0.6, 0.6)), Prior(spread=1.0))
PLANS = tuple(Plan(*size, 2, 2) for size in SIZES)
INTERVALS = 4_500  # of a size, at least,
LEAST_SEEDS = 40  # from this many seasons
THIRDS = ("smallest", "middle", "largest")


@dataclass(frozen=True)
class Score:
    """By prior: coverage as it is, width and error, (priors, 3); and the third its true SD of merit is in."""

    values: Floats
    third: int


def score_season(task: tuple[Plan, int]) -> Score:
    """Draw SDs, each evenly on the log scale, and a season with them; fit it under every prior."""
    plan, seed = task
    place = np.random.default_rng([seed, 4]).random(3)
    sds = np.exp(np.log(LOW) + (np.log(HIGH) - np.log(LOW)) * place)
    season = simulate_season(
        candidates=plan.candidates,
        interviewers=plan.interviewers,
        interviews=plan.interviews,
        criteria=plan.criteria,
        sd_merit=float(sds[0]),
        sd_severity=float(sds[1]),
        sd_halo=float(sds[2]),
        seed=seed,
    )
    values = []
    for prior in PRIORS:
        fit = estimate_merit(
            season.scorecards, level=LEVEL, prior=prior, integrate=True, seed=seed, threads=1
        )
        cover, _ = scoring.coverage(season.merit, fit.merit, fit.low, fit.high)
        values.append((cover, float(np.mean(fit.high - fit.low)), scoring.rmse(season.merit, fit.merit)))
    return Score(np.array(values), int(3 * place[0]))


def measure(options: Options) -> Section:
    """Fit every season under every prior."""
    plans = PLANS[:1] if options.quick else PLANS
    tasks = [(plan, seed) for plan in plans for seed in range(6 if options.quick else _seeds(plan))]
    scores = parallel_map(score_season, tasks, options=options, what="priors")
    rows = []
    for plan in plans:
        mine = [score for (one, _), score in zip(tasks, scores, strict=True) if one is plan]
        values = np.array([score.values for score in mine])
        thirds = np.array([score.third for score in mine])
        for number, prior in enumerate(PRIORS):
            covered = values[:, number, 0]
            parts = [covered[thirds == third] for third in range(len(THIRDS))]
            rows.append(
                (
                    f"{plan.candidates} candidates, {plan.interviewers} interviewers",
                    " / ".join(f"{median:g}" for median in prior.medians),
                    f"{prior.spread:g}",
                    f"{covered.mean():.3f}",
                    f"{covered.std(ddof=1) / np.sqrt(covered.size):.3f}",
                    *(f"{part.mean():.3f}" if part.size else "-" for part in parts),
                    f"{values[:, number, 1].mean():.3f}",
                    f"{values[:, number, 2].mean():.3f}",
                )
            )
    columns = (
        "season",
        "medians",
        "spread",
        "coverage",
        "±",
        *(f"SD of merit {third}" for third in THIRDS),
        "width",
        "RMSE",
    )
    ranges = ", ".join(
        f"{name} {low} to {high}"
        for name, low, high in zip(("merit", "severity", "halo"), LOW, HIGH, strict=True)
    )
    return Section(
        title="The prior on the SDs",
        text=(
            f"Thin seasons (2 interviews of 2 criteria), {INTERVALS:,} intervals or more a size, whose SDs are drawn "
            f"from a range, evenly on the log scale: {ranges}. Each season is fitted under several priors; the first "
            "is the default."
        ),
        tables=(Table("Share of 90 % intervals that hold the true merit, by prior", columns, tuple(rows)),),
        notes=(
            "Medians are of the SDs of merit, severity and halo; the spread is that of their logs. ± is the standard "
            "error of the mean; all priors have the same seasons, so differences between them are known better.",
        ),
    )


def _seeds(plan: Plan) -> int:
    return max(LEAST_SEEDS, INTERVALS // plan.candidates)
