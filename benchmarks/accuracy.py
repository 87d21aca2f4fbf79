"""Does the fit find the truth of simulated seasons: SDs, merit, and intervals that cover what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks import scoring
from benchmarks.common import Options, Section, Table, parallel_map
from benchmarks.oracle import KnownTruth, fit_oracle
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import Design, SimulatedSeason, simulate_season

__all__ = ["measure"]

KNOWN = KnownTruth(sd_merit=1.0, sd_severity=0.7, sd_halo=0.6)
LEVEL = 0.9


@dataclass(frozen=True)
class Plan:
    """A design of seasons."""

    name: str
    what: str
    candidates: int
    interviewers: int
    interviews: int
    criteria: int
    design: Design = "balanced"

    def season(self, seed: int) -> SimulatedSeason:
        """Draw the season of a seed."""
        return simulate_season(
            candidates=self.candidates,
            interviewers=self.interviewers,
            interviews=self.interviews,
            criteria=self.criteria,
            sd_merit=KNOWN.sd_merit,
            sd_severity=KNOWN.sd_severity,
            sd_halo=KNOWN.sd_halo,
            design=self.design,
            seed=seed,
        )


PLANS = (
    Plan("balanced", "5 interviews of 4 criteria", 5000, 250, 5, 4),
    Plan("thin", "2 interviews of 2 criteria, 4 interviews an interviewer", 5000, 2500, 2, 2),
    Plan("unbalanced", "1 to 8 interviews of 4 criteria", 5000, 250, 4, 4, "unbalanced"),
    Plan("teams", "1 to 8 interviews of 5 criteria, teams linked weakly", 5000, 200, 4, 5, "teams"),
)
QUICK = tuple(replace(plan, candidates=60, interviewers=max(30, 2 * plan.interviews)) for plan in PLANS)


@dataclass(frozen=True)
class Score:
    """What one season said."""

    ratings: int
    converged: bool
    sds: tuple[float, float, float]
    drawn: tuple[float, float, float]
    rmse: float
    rmse_oracle: float
    correlations: tuple[float, float, float, float, float]
    cover: tuple[float, float]
    cover_oracle: tuple[float, float]


def score_season(task: tuple[Plan, int]) -> Score:
    """Simulate, fit and score one season."""
    plan, seed = task
    season = plan.season(seed)
    cards, merit = season.scorecards, season.merit
    fit = estimate_merit(cards, level=LEVEL, seed=seed, threads=1)
    oracle = fit_oracle(season, KNOWN, level=LEVEL)
    rivals = (
        scoring.raw_means(cards),
        scoring.adjusted_means(cards),
        scoring.additive_means(cards),
        fit.merit,
        oracle.merit,
    )
    raw, adjusted, additive, ours, ceiling = (scoring.correlation(merit, rival) for rival in rivals)
    return Score(
        ratings=cards.ratings,
        converged=fit.model.converged,
        sds=(fit.model.sd_merit, fit.model.sd_severity, fit.model.sd_halo),
        drawn=(float(merit.std()), float(season.severity.std()), KNOWN.sd_halo),
        rmse=scoring.rmse(merit, fit.merit),
        rmse_oracle=scoring.rmse(merit, oracle.merit),
        correlations=(raw, adjusted, additive, ours, ceiling),
        cover=scoring.coverage(merit, fit.merit, fit.low, fit.high),
        cover_oracle=scoring.coverage(merit, oracle.merit, oracle.low, oracle.high),
    )


def measure(options: Options) -> Section:
    """Score every design over its seeds."""
    plans, seeds = (QUICK, 1) if options.quick else (PLANS, 50)
    tasks = [(plan, seed) for plan in plans for seed in range(seeds)]
    scores = parallel_map(score_season, tasks, options=options, what="accuracy")
    results = [(plan, scores[at * seeds : (at + 1) * seeds]) for at, plan in enumerate(plans)]
    unconverged = sum(not score.converged for score in scores)
    return Section(
        title="Accuracy on simulated truth",
        text=(
            f"Seasons of {plans[0].candidates:,} candidates drawn from the model (SDs of merit "
            f"{KNOWN.sd_merit}, severity {KNOWN.sd_severity}, halo {KNOWN.sd_halo}), {seeds} seeds a design. "
            "The oracle is the same model told the SDs and thresholds (posterior mode, Laplace intervals); "
            "only a posterior mean, as Muster's merit is, can be a hair better on average."
        ),
        tables=(_design_table(results), _sd_table(results), _merit_table(results), _coverage_table(results)),
        notes=(
            "Ratio to drawn: to the SD of the values that the season drew, which is what a fit can see; the "
            "halo's drawn values are not kept, its ratio is to the SD they were drawn with.",
            "In the teams design half of the severity's variance is shared by a team of 20, which the model "
            "does not know.",
            "Interviewer means subtracted: the candidate's mean after each interviewer's and criterion's own "
            "mean is taken out. Additive least squares: candidate + interviewer + criterion, all fixed.",
            "Centred: estimates and truth have their means taken out first, so that the level of the whole "
            "season, which nobody can know better than 1/sqrt(candidates), does not count.",
            f"Fits that did not converge: {unconverged} of {len(scores)}.",
        ),
    )


Results = list[tuple[Plan, list[Score]]]


def _design_table(results: Results) -> Table:
    rows = [
        (
            plan.name,
            plan.what,
            f"{plan.candidates:,}",
            f"{plan.interviewers:,}",
            f"{np.mean([score.ratings for score in scores]):,.0f}",
        )
        for plan, scores in results
    ]
    columns = ("design", "of each candidate", "candidates", "interviewers", "mean ratings")
    return Table("Designs", columns, tuple(rows))


def _sd_table(results: Results) -> Table:
    rows = []
    for plan, scores in results:
        truth = (KNOWN.sd_merit, KNOWN.sd_severity, KNOWN.sd_halo)
        for at, name in enumerate(("merit", "severity", "halo")):
            estimates = np.array([score.sds[at] for score in scores])
            ratio = estimates / np.array([score.drawn[at] for score in scores])
            mean, least, low, middle, high = scoring.spread(ratio)
            rows.append(
                (plan.name, name, f"{np.mean(estimates / truth[at]):.3f}", mean, least, low, middle, high)
            )
    columns = ("design", "SD of", "to truth", "to drawn: mean", "min", "5 %", "median", "95 %")
    return Table("Estimated SDs as ratios", columns, tuple(rows))


def _merit_table(results: Results) -> Table:
    rows = []
    for plan, scores in results:
        ours = np.array([score.rmse for score in scores])
        oracle = np.array([score.rmse_oracle for score in scores])
        ratio = ours / oracle
        means = np.mean([score.correlations for score in scores], axis=0)
        rows.append(
            (
                plan.name,
                *(f"{value:.4f}" for value in (ours.mean(), oracle.mean(), ratio.mean(), ratio.max())),
                *(f"{value:.3f}" for value in means),
            )
        )
    columns = (
        "design",
        "RMSE",
        "oracle's",
        "ratio: mean",
        "worst",
        "r of raw means",
        "interviewer means subtracted",
        "additive least squares",
        "Muster",
        "oracle",
    )
    return Table("Merit: error against the oracle, and correlations (r) with the truth", columns, tuple(rows))


def _coverage_table(results: Results) -> Table:
    rows = []
    for plan, scores in results:
        for at, name in enumerate(("as it is", "centred")):
            ours = scoring.spread([score.cover[at] for score in scores])
            oracle = scoring.spread([score.cover_oracle[at] for score in scores])
            rows.append((plan.name, name, *ours, oracle[0]))
    columns = ("design", "merit", "mean", "min", "5 %", "median", "95 %", "oracle's mean")
    return Table("Share of 90 % intervals that hold the true merit, over seeds", columns, tuple(rows))
