"""Do the intervals hold in small seasons, where the SDs themselves are uncertain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks import scoring
from benchmarks.common import Options, Section, Table, parallel_map
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season

__all__ = ["measure"]

LEVEL = 0.9
LEAST_SEEDS = 120  # of a row,
INTERVALS = {(4, 4): 12_000, (2, 2): 24_000}  # and this many intervals, or more


@dataclass(frozen=True)
class Plan:
    """Sizes of a season."""

    candidates: int
    interviewers: int
    interviews: int
    criteria: int

    @property
    def name(self) -> str:
        """Return the row's label."""
        return f"{self.candidates} candidates, {self.interviewers} interviewers, {self.design}"

    @property
    def seeds(self) -> int:
        """Return how many seasons are drawn: the fewer candidates, the more, so that the mean is known as well."""
        intervals = INTERVALS[(self.interviews, self.criteria)]
        return max(LEAST_SEEDS, intervals // self.candidates)

    @property
    def design(self) -> str:
        """Return interviews by criteria."""
        return f"{self.interviews} x {self.criteria}"


SIZES = ((30, 8), (60, 16), (100, 25), (200, 40))
DESIGNS = ((4, 4), (2, 2))
PLANS = tuple(Plan(*size, *design) for design in DESIGNS for size in SIZES)


@dataclass(frozen=True)
class Score:
    """Coverage (as it is, centred), mean width of the intervals and error, of one fit."""

    cover: tuple[float, float]
    width: float
    rmse: float
    converged: bool


def score_season(task: tuple[Plan, int]) -> tuple[Score, Score]:
    """Fit one season with the SDs integrated over, and with their estimate plugged in."""
    plan, seed = task
    season = simulate_season(
        candidates=plan.candidates,
        interviewers=plan.interviewers,
        interviews=plan.interviews,
        criteria=plan.criteria,
        sd_merit=1.0,
        sd_severity=0.7,
        sd_halo=0.6,
        seed=seed,
    )
    scores = []
    for integrate in (True, False):
        fit = estimate_merit(season.scorecards, level=LEVEL, integrate=integrate, seed=seed, threads=1)
        scores.append(
            Score(
                cover=scoring.coverage(season.merit, fit.merit, fit.low, fit.high),
                width=float(np.mean(fit.high - fit.low)),
                rmse=scoring.rmse(season.merit, fit.merit),
                converged=fit.model.converged,
            )
        )
    return scores[0], scores[1]


def measure(options: Options) -> Section:
    """Score every size over its seeds."""
    plans = (PLANS[0], PLANS[4]) if options.quick else PLANS
    tasks = [(plan, seed) for plan in plans for seed in range(2 if options.quick else plan.seeds)]
    scores = parallel_map(score_season, tasks, options=options, what="small seasons")
    found = list(zip(tasks, scores, strict=True))
    results = [(plan, [pair for (one, _), pair in found if one is plan]) for plan in plans]
    unconverged = sum(not score.converged for pair in scores for score in pair)
    return Section(
        title="Coverage in small seasons",
        text=(
            "Balanced seasons drawn from the model (SDs of merit 1.0, severity 0.7, halo 0.6), the more of them the "
            "fewer candidates they have; interviews by criteria are 4 x 4 or, thin, 2 x 2. Plugged in: the SDs' most "
            "probable values are taken as known (`integrate=False`). Integrated: their uncertainty and that of "
            "the season's level are in the intervals (`integrate=True`)."
        ),
        tables=(
            _coverage_table(results, 0, "as it is"),
            _coverage_table(results, 1, "centred"),
            _width_table(results),
        ),
        notes=(
            "One season has few intervals, so coverage differs from season to season even when every "
            "interval is right: at 30 candidates by about .055 (one SD), at 200 by .021, and more where "
            "candidates share interviewers. ± is the standard error of the mean.",
            f"Fits that did not converge: {unconverged} of {2 * len(scores)}.",
        ),
    )


Results = list[tuple[Plan, list[tuple[Score, Score]]]]
WAYS = ("integrated", "plugged in")


def _coverage_table(results: Results, centring: int, merit: str) -> Table:
    rows = []
    for plan, scores in results:
        for at, way in enumerate(WAYS):
            covered = np.array([pair[at].cover[centring] for pair in scores])
            error = covered.std(ddof=1) / np.sqrt(covered.size)
            mean, *rest = scoring.spread(covered)
            rows.append((plan.name, way, f"{covered.size:,}", mean, f"{error:.3f}", *rest))
    columns = ("season", "SDs", "seasons", "mean", "±", "min", "5 %", "median", "95 %")
    return Table(
        f"Share of 90 % intervals that hold the true merit, {merit}, over seeds", columns, tuple(rows)
    )


def _width_table(results: Results) -> Table:
    rows = []
    for plan, scores in results:
        widths = [np.mean([pair[at].width for pair in scores]) for at in range(2)]
        errors = [np.mean([pair[at].rmse for pair in scores]) for at in range(2)]
        rows.append((plan.name, *(f"{value:.3f}" for value in (*widths, *errors))))
    columns = ("season", "width: integrated", "plugged in", "RMSE: integrated", "plugged in")
    return Table("Mean width of the intervals and error of merit, logits", columns, tuple(rows))
