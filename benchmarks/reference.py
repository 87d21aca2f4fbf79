"""Does the fit agree with R's ordinal::clmm on real ratings, and how do the times compare."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks import scoring
from benchmarks.common import ROOT, Options, Section, Table
from benchmarks.data import bench_folder, find_insteval, has_r_package
from benchmarks.laplace import LaplaceFit, Pairs, fit_laplace
from benchmarks.marginal import Exact, find_exact
from benchmarks.process import median_run, muster, run_measured
from benchmarks.reference_truth import truth_table
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.prior import FLAT_PRIOR
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards

__all__ = ["measure"]

Floats = NDArray[np.float64]

SCRIPT = ROOT / "benchmarks" / "reference.R"
ROWS = (5_000, 20_000)
SEEDS = 20
PAIRS = 600  # of draws, for the exact likelihood


@dataclass(frozen=True, eq=False)
class Reference:
    """What clmm found: named numbers, candidates' effects, and the seconds of the whole process."""

    facts: dict[str, float]
    effects: dict[str, float]
    seconds: float

    @property
    def vector(self) -> Floats:
        """Return the SDs of merit and severity, and the thresholds in order."""
        thresholds = (value for name, value in self.facts.items() if name.startswith("threshold_"))
        return np.array([self.facts["sd_merit"], self.facts["sd_severity"], *thresholds])


@dataclass(frozen=True, eq=False)
class Ours:
    """The same model by Muster: most probable SDs under a flat prior, and with the default prior."""

    flat: MeritEstimate
    default: MeritEstimate
    fit_seconds: float
    seconds: float
    gigabytes: float

    @property
    def vector(self) -> Floats:
        """Return the SDs of merit and severity under the flat prior, and the thresholds."""
        model = self.flat.model
        return np.array([model.sd_merit, model.sd_severity, *self.flat.criteria.thresholds[0]])


@dataclass(frozen=True, eq=False)
class Result:
    """All that was fitted to the first `ratings` rows; None: not fitted."""

    ratings: int
    ours: Ours
    clmm: Reference | None = None
    laplace: LaplaceFit | None = None
    exact: Exact | None = None

    def vectors(self) -> dict[str, Floats]:
        """Return the SDs of merit and severity, and the thresholds, by who found them."""
        found = {"Muster": self.ours.vector}
        if self.laplace is not None:
            found["Laplace"] = self.laplace.vector
        if self.clmm is not None:
            found["clmm"] = self.clmm.vector
        if self.exact is not None:
            found["exact"] = self.exact.vector
        return found


def measure(options: Options) -> Section:
    """Fit the first rows with both, and all rows with Muster."""
    with bench_folder() as folder, TemporaryDirectory() as temporary:
        ratings = _simulated(1000) if options.quick else _insteval(folder)
        if ratings is None:
            return Section(TITLE, "Skipped: neither ../shared/data/insteval.csv nor R's lme4 is here.", ())
        here = has_r_package("ordinal")
        asked = [rows for rows in ROWS if rows < ratings.height]
        results: list[Result] = []
        for rows in [*asked, ratings.height]:
            file = Path(temporary) / f"ratings-{rows}.csv"
            part = ratings.head(rows)
            part.write_csv(file)
            ours = _fit_ours(part, file, options)
            if rows in ROWS or options.quick:
                laplace, exact = _fit_exactly(part, pairs=10 if options.quick else PAIRS)
                clmm = _fit_reference(file) if here else None
                results.append(Result(rows, ours, clmm, laplace, exact))
            else:
                results.append(Result(rows, ours))
        tables = [_agreement_table(results), _estimate_table(results), _time_table(results)]
        if here:
            design = ratings.head(min(ROWS[0], ratings.height))
            seeds = 2 if options.quick else SEEDS
            tables.insert(2, truth_table(design, Path(temporary), _reference_sds, seeds=seeds))
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
            "prior=FLAT_PRIOR`), which is maximum likelihood. The estimates under the default prior stand beside "
            "them.",
            "Laplace: the approximation that clmm makes of the likelihood, written anew in "
            "`benchmarks/laplace.py`. That it finds what clmm finds shows that clmm's distance from the exact "
            "maximum is the approximation's.",
            "Exact: the maximum of the likelihood itself, by importance sampling of the severities with every "
            f"merit integrated out (`benchmarks/marginal.py`, {PAIRS:,} pairs of draws); ± is the Monte Carlo "
            "standard error.",
            "Times are of whole processes that read the same CSV, Muster's median of 3 with warm kernels; "
            "`clmm alone` and `fit alone` leave out start and reading.",
            "No log-likelihood of Muster's: the search ended on the gradient and had no need of it.",
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


def _fit_exactly(ratings: pl.DataFrame, *, pairs: int) -> tuple[LaplaceFit, Exact]:
    """Return the maxima of the likelihood's Laplace approximation and of the likelihood itself."""
    columns = (ratings[name].to_numpy() for name in ("candidate_id", "interviewer_id", "rating"))
    given = Pairs.of(*columns)
    laplace = fit_laplace(given)
    return laplace, find_exact(given, laplace, pairs=pairs)


COMPARED = (("Muster", "exact"), ("clmm", "exact"), ("Laplace", "clmm"), ("Muster", "clmm"))


def _agreement_table(results: list[Result]) -> Table:
    rows = []
    for result in results:
        found = result.vectors()
        for one, other in COMPARED:
            if one not in found or other not in found:
                continue
            mine, theirs = found[one], found[other]
            correlation = _effects_correlation(result) if (one, other) == ("Muster", "clmm") else "-"
            rows.append(
                (
                    f"{result.ratings:,}",
                    f"{one} / {other}",
                    *(f"{ratio:.4f}" for ratio in mine[:2] / theirs[:2]),
                    f"{np.polyfit(theirs[2:], mine[2:], 1)[0]:.4f}",
                    f"{np.abs(mine - theirs)[2:].max():.4f}",
                    correlation,
                )
            )
    columns = (
        "ratings",
        "compared",
        "ratio of SDs of merit",
        "of severity",
        "of thresholds (slope)",
        "largest difference of thresholds",
        "correlation of candidates' effects",
    )
    return Table("Muster, clmm, its approximation on its own, and the exact maximum", columns, tuple(rows))


def _effects_correlation(result: Result) -> str:
    assert result.clmm is not None  # noqa: S101 -- the caller's condition, for the type checker
    effects = np.array([result.clmm.effects[str(one)] for one in result.ours.flat.candidate_ids])
    return f"{scoring.correlation(effects, result.ours.flat.merit):.6f}"


def _estimate_table(results: list[Result]) -> Table:
    rows = []
    for result in results:
        ours = result.ours
        for name, fit in (("Muster, flat prior", ours.flat), ("Muster, default prior", ours.default)):
            values = (fit.model.sd_merit, fit.model.sd_severity, *fit.criteria.thresholds[0])
            known = np.isfinite(fit.model.log_likelihood)
            likelihood = f"{fit.model.log_likelihood:.1f}" if known else "-"
            rows.append((f"{result.ratings:,}", name, *(f"{value:.4f}" for value in values), likelihood))
        if result.exact is not None:
            exact = result.exact
            cells = (f"{value:.4f} ± {one:.4f}" for value, one in zip(exact.vector, exact.error, strict=True))
            likelihood = f"{exact.log_likelihood:.1f}"
            rows.append((f"{result.ratings:,}", "exact", *cells, likelihood))
        if result.laplace is not None:
            numbers = (f"{value:.4f}" for value in result.laplace.vector)
            likelihood = f"{result.laplace.log_likelihood:.1f}"
            rows.append((f"{result.ratings:,}", "Laplace", *numbers, likelihood))
        if result.clmm is not None:
            numbers = (f"{value:.4f}" for value in result.clmm.vector)
            likelihood = f"{result.clmm.facts['log_likelihood']:.1f}"
            rows.append((f"{result.ratings:,}", "clmm", *numbers, likelihood))
    thresholds = (f"threshold {step}" for step in range(1, len(rows[0]) - 4))
    columns = ("ratings", "fit", "SD of merit", "of severity", *thresholds, "log-likelihood")
    return Table("Estimates", columns, tuple(rows))


def _time_table(results: list[Result]) -> Table:
    rows = []
    for result in results:
        ours, reference = result.ours, result.clmm
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
        rows.append((f"{result.ratings:,}", *mine, *theirs))
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
