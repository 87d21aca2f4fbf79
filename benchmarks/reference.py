"""Does the fit agree with R's ordinal::clmm on real ratings, and how do the times compare."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import polars as pl

from benchmarks import scoring
from benchmarks.common import ROOT, Options, Section, Table
from benchmarks.data import bench_folder, find_insteval, has_r_package
from benchmarks.process import median_run, muster, run_measured
from benchmarks.reference_truth import truth_table
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.prior import FLAT_PRIOR
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards

__all__ = ["measure"]

SCRIPT = ROOT / "benchmarks" / "reference.R"
ROWS = (5_000, 20_000)
SEEDS = 20


@dataclass(frozen=True, eq=False)
class Reference:
    """What clmm found: named numbers, candidates' effects, and the seconds of the whole process."""

    facts: dict[str, float]
    effects: dict[str, float]
    seconds: float

    @property
    def thresholds(self) -> list[float]:
        """Return the thresholds in order."""
        return [value for name, value in self.facts.items() if name.startswith("threshold_")]


@dataclass(frozen=True, eq=False)
class Ours:
    """The same model by Muster: most probable SDs under a flat prior, and with the default prior."""

    flat: MeritEstimate
    default: MeritEstimate
    fit_seconds: float
    seconds: float
    gigabytes: float


def measure(options: Options) -> Section:
    """Fit the first rows with both, and all rows with Muster."""
    with bench_folder() as folder, TemporaryDirectory() as temporary:
        ratings = _simulated(1000) if options.quick else _insteval(folder)
        if ratings is None:
            return Section(TITLE, "Skipped: neither ../shared/data/insteval.csv nor R's lme4 is here.", ())
        here = has_r_package("ordinal")
        asked = [rows for rows in ROWS if rows < ratings.height]
        results: list[tuple[int, Ours, Reference | None]] = []
        for rows in [*asked, ratings.height]:
            file = Path(temporary) / f"ratings-{rows}.csv"
            part = ratings.head(rows)
            part.write_csv(file)
            ours = _fit_ours(part, file, options)
            fitted = here and (rows in ROWS or options.quick)
            results.append((rows, ours, _fit_reference(file) if fitted else None))
        tables = [_agreement_table(results), _estimate_table(results), _time_table(results)]
        if here:
            design = ratings.head(min(ROWS[0], ratings.height))
            seeds = 2 if options.quick else SEEDS
            tables.insert(1, truth_table(design, Path(temporary), _reference_sds, seeds=seeds))
    text = (
        "Students rate lecturers from 1 to 5 (InstEval, 73,421 ratings): lecturer as candidate, student as "
        "interviewer, one criterion, no halo. Both fit `y ~ 1 + (1|d) + (1|s)` with a logit link."
    )
    return Section(
        title=TITLE,
        text=text if here else text + " Skipped for want of R with the package ordinal: clmm's side.",
        tables=tuple(tables),
        notes=(
            "Agreement is at Muster's most probable SDs under a flat prior (`integrate=False, "
            "prior=FLAT_PRIOR`): clmm's maximum likelihood (Laplace). The estimates under the default prior "
            "stand beside them.",
            "Times are of whole processes that read the same CSV, Muster's median of 3 with warm kernels; "
            "`clmm alone` and `fit alone` leave out start and reading.",
            "No log-likelihood: the search ended on the gradient and had no need of it.",
        ),
    )


TITLE = "Against ordinal::clmm on InstEval"


def _insteval(folder: Path) -> pl.DataFrame | None:
    path = find_insteval(folder)
    if path is None:
        return None
    return pl.read_csv(path).select(
        candidate_id="d", interviewer_id="s", criterion=pl.lit("overall"), rating="y"
    )


def _simulated(ratings: int) -> pl.DataFrame:
    season = simulate_season(
        candidates=ratings // 10, interviewers=30, interviews=10, criteria=1, sd_halo=0.0, seed=1
    )
    cards = season.scorecards
    columns = {"candidate_id": cards.candidate, "interviewer_id": cards.interviewer, "rating": cards.rating}
    frame = pl.DataFrame(columns).with_columns(criterion=pl.lit("overall"))
    return frame.select("candidate_id", "interviewer_id", "criterion", "rating")


def _fit_ours(ratings: pl.DataFrame, file: Path, options: Options) -> Ours:
    columns = {name.removesuffix("_id"): ratings[name].to_numpy() for name in ratings.columns}
    cards = Scorecards.from_columns(**columns, scale=(1, 5))
    estimate_merit(cards, halo=False)  # compile, so that the next one is timed warm
    begin = perf_counter()
    default = estimate_merit(cards, halo=False)
    fit_seconds = perf_counter() - begin
    flat = estimate_merit(cards, halo=False, integrate=False, prior=FLAT_PRIOR)
    command = muster("rank", file, "--out", file.with_name("ranking.parquet"))
    if not options.quick:
        run_measured(command)
    measured, _ = median_run(command, runs=options.runs or (1 if options.quick else 3))
    return Ours(flat, default, fit_seconds, measured.seconds, measured.gigabytes)


def _fit_reference(file: Path) -> Reference:
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ}  # threads make these small solves slower
    command = ["Rscript", "--vanilla", str(SCRIPT), str(file), str(file.parent)]
    measured = run_measured(command, environment=environment)
    facts = pl.read_csv(file.with_name("fit.csv"))
    effects = pl.read_csv(file.with_name("candidates.csv"), schema_overrides={"candidate_id": pl.String})
    return Reference(
        dict(zip(facts["name"], facts["value"], strict=True)),
        dict(zip(effects["candidate_id"], effects["effect"], strict=True)),
        measured.seconds,
    )


def _reference_sds(file: Path) -> tuple[float, float]:
    facts = _fit_reference(file).facts
    return facts["sd_merit"], facts["sd_severity"]


Results = list[tuple[int, Ours, Reference | None]]


def _agreement_table(results: Results) -> Table:
    rows = []
    for count, ours, reference in results:
        if reference is None:
            rows.append((f"{count:,}", *["-"] * 5))
            continue
        model = ours.flat.model
        mine, theirs = ours.flat.criteria.thresholds[0], np.array(reference.thresholds)
        effects = np.array([reference.effects[str(one)] for one in ours.flat.candidate_ids])
        rows.append(
            (
                f"{count:,}",
                f"{model.sd_merit / reference.facts['sd_merit']:.4f}",
                f"{model.sd_severity / reference.facts['sd_severity']:.4f}",
                f"{np.polyfit(theirs, mine, 1)[0]:.4f}",
                f"{np.abs(mine - theirs).max():.4f}",
                f"{scoring.correlation(effects, ours.flat.merit):.6f}",
            )
        )
    columns = (
        "ratings",
        "ratio of SD of merit",
        "of severity",
        "of thresholds (slope)",
        "largest difference of thresholds",
        "correlation of candidates' effects",
    )
    return Table("Muster over clmm", columns, tuple(rows))


def _estimate_table(results: Results) -> Table:
    rows = []
    for count, ours, reference in results:
        fits = [("Muster, flat prior", ours.flat), ("Muster, default prior", ours.default)]
        for name, fit in fits:
            values = (fit.model.sd_merit, fit.model.sd_severity, *fit.criteria.thresholds[0])
            known = np.isfinite(fit.model.log_likelihood)
            likelihood = f"{fit.model.log_likelihood:.1f}" if known else "-"
            rows.append((f"{count:,}", name, *(f"{value:.4f}" for value in values), likelihood))
        if reference is not None:
            facts = reference.facts
            values = (facts["sd_merit"], facts["sd_severity"], *reference.thresholds)
            likelihood = f"{facts['log_likelihood']:.1f}"
            rows.append((f"{count:,}", "clmm", *(f"{value:.4f}" for value in values), likelihood))
    thresholds = (f"threshold {step}" for step in range(1, len(rows[0]) - 4))
    columns = ("ratings", "fit", "SD of merit", "of severity", *thresholds, "log-likelihood")
    return Table("Estimates", columns, tuple(rows))


def _time_table(results: Results) -> Table:
    rows = []
    for count, ours, reference in results:
        theirs = ("-", "-", "-", "-")
        if reference is not None:
            seconds = reference.seconds
            theirs = (
                f"{seconds:.1f}",
                f"{reference.facts['seconds']:.1f}",
                f"{seconds / ours.seconds:.0f}",
                f"{reference.facts['seconds'] / ours.fit_seconds:.0f}",
            )
        mine = (f"{ours.seconds:.2f}", f"{ours.fit_seconds:.2f}", f"{ours.gigabytes:.2f}")
        rows.append((f"{count:,}", *mine, *theirs))
    columns = (
        "ratings",
        "Muster, s",
        "fit alone, s",
        "peak GB",
        "clmm, s",
        "clmm alone, s",
        "clmm / Muster",
        "of the fits alone",
    )
    return Table("Times", columns, tuple(rows))
