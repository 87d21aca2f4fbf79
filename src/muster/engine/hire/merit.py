"""Merit from scorecards: an ordinal model with candidates, interviewers and halo as random effects.

    P(rating <= k) = logistic(threshold_ck - slope_c * s),   s = merit + halo - severity

The family is many-facet Rasch (Linacre 1989) with random facets; docs/methods/merit.md has the equations, the
algorithm (expectation propagation within an exact sparse Gaussian, an evidence-gradient search for the SDs and
thresholds, a grid over the SDs for small seasons) and what was measured against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from muster.engine import checks
from muster.engine.errors import EstimationError, InputError
from muster.engine.hire import _kernels
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.fitting import judge_fit
from muster.engine.hire.gaussian import Sites
from muster.engine.hire.integration import Point, measure_information, spread_parameters
from muster.engine.hire.layout import Layout, lay_out
from muster.engine.hire.level import find_level
from muster.engine.hire.notes import COPIED_NOTE, SINGLE_NOTE
from muster.engine.hire.parameters import Free, Parameters, start_parameters
from muster.engine.hire.posterior import DENSE as MOST_DENSE
from muster.engine.hire.posterior import Posterior, make_component
from muster.engine.hire.prior import DEFAULT_PRIOR, FLAT_PRIOR, Prior
from muster.engine.hire.propagation import propagate
from muster.engine.hire.repetition import COPIED, find_repetition
from muster.engine.hire.runs import open_runs
from muster.engine.hire.search import Found, find_parameters
from muster.engine.hire.setup import Setup
from muster.engine.hire.summary import summarise
from muster.engine.hire.thinning import scale_information, thin
from muster.engine.shapes import Scorecards

__all__ = ["DEFAULT_PRIOR", "FLAT_PRIOR", "Prior", "estimate_merit", "kernels_compiled"]

Floats = NDArray[np.float64]
Progress = Callable[[str, float], None]

INTEGRATED = 20_000  # ratings up to which the SDs' uncertainty is integrated over by default,
DENSE = 400  # and interviewers
DENSE_AT_ANY_SIZE = 60  # interviewers up to which their whole covariance costs next to nothing
THINNED = 300_000  # ratings from which the search starts on a sample of candidates


def estimate_merit(
    scorecards: Scorecards,
    *,
    level: float = 0.9,
    halo: bool | None = None,
    weights: Mapping[str, float] | None = None,
    slopes: bool = False,
    prior: Prior = DEFAULT_PRIOR,
    integrate: bool | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> MeritEstimate:
    """Estimate every candidate's merit, with intervals, from ratings by interviewers of differing severity.

    `level` is that of all intervals. `halo` includes the halo of a scorecard; None: if any scorecard has two
    ratings or more (else it cannot be told from noise), unless nearly all repeat one rating on every criterion:
    then a scorecard counts as one rating. `weights` multiply the criteria's log-likelihoods;
    they are rescaled to a mean of 1 over the ratings, so that they say which criteria count, not how much
    data there is, and come in after the SDs and thresholds are found, which describe the ratings as they are.
    `slopes` estimates how sharply each criterion tells candidates apart (geometric mean 1). `prior` is on the
    SDs and thresholds. `integrate` carries the uncertainty of the SDs and of the season's level into the
    intervals; None: up to 20,000 ratings and 400 interviewers, beyond which it does not matter. `seed` is for
    rank intervals.
    `threads` None: one a core.
    `progress` is called with the stage's name and the fraction of it that is done.

    Returns the same for the same input and seed, whatever the order of rows or the number of threads.

    Raises InputError for a bad argument or rating, EstimationError where there is nothing to estimate.
    """
    tell: Progress = progress or (lambda stage, done: None)
    if not 0 < level < 1:
        raise InputError(f"level is {level}; it must lie between 0 and 1, for instance 0.9.", level=level)
    checks.check_at_least("seed", seed, 0)
    if threads is not None:
        checks.check_at_least("threads", threads, 1)
    tell("indexing", 0.0)
    layout = lay_out(scorecards)
    _require_enough(layout)
    relative = _relative_weights(scorecards, layout, weights)
    several = layout.ratings > layout.scorecards
    repetition = find_repetition(layout)
    copied = halo is None and repetition.copied >= COPIED
    with_halo = several and not copied if halo is None else halo
    # Copies are one rating: with a weight each that makes them one, there is no halo left to find.
    worth = layout.scorecards / layout.ratings if copied else 1.0
    even = np.full_like(relative, worth)
    free = Free(with_halo, len(scorecards.criteria) if slopes else 0)
    start = start_parameters(layout.cells, halo=with_halo, weights=even)
    small = layout.ratings <= INTEGRATED and layout.interviewers <= DENSE
    if integrate is not None:
        small = integrate
        if integrate:
            checks.check_between(
                "The number of interviewers, to integrate,", layout.interviewers, 2, MOST_DENSE
            )
    dense = small or layout.interviewers <= DENSE_AT_ANY_SIZE
    # The linear algebra is small and sits between our own threads: more threads in it only wait.
    with threadpool_limits(1), open_runs(layout.ratings_before, threads) as runs:
        setup = Setup(layout, runs, free, prior, dense)
        found = _search(setup, start, threads, tell)
        small = small and found.converged  # around no mode there is nothing to integrate
        measured = found.converged and layout.ratings <= INTEGRATED
        information = measure_information(setup, found) if measured else found.information
        points = [Point(found.at.parameters, found.at.sites, found.at.gaussian.severity, 1.0)]
        if small:
            points = spread_parameters(
                setup, found, information, progress=lambda done: tell("integrating", done)
            )
        if weights:
            points = [_weigh(setup, point, worth * relative) for point in points]
        tell("variances", 0.0)
        levels = [
            find_level(setup, point.parameters, point.sites, dense=True) if small else None
            for point in points
        ]
        components = tuple(
            make_component(layout, runs, point, seed=seed, level=level)
            for point, level in zip(points, levels, strict=True)
        )
        posterior = Posterior(layout, components, threads)
        tell("fit statistics", 0.0)
        fit = judge_fit(layout, runs, posterior.main)
        tell("ranks", 0.0)
        notes = [COPIED_NOTE] if copied else [] if several or halo is not None else [SINGLE_NOTE]
        estimate = summarise(
            scorecards, posterior, runs, found, np.linalg.inv(information).astype(np.float64), free, fit,
            level=level, seed=seed, weights=weights, integrated=small,
            repetition=repetition, notes=notes,
        )  # fmt: skip
    tell("ranks", 1.0)
    return estimate


def kernels_compiled() -> bool:
    """Return whether the compiled loops are in numba's cache, so that a fit starts at once."""
    kernel: Any = _kernels.update_sites
    index = getattr(getattr(kernel._cache, "_cache_file", None), "_load_index", dict)
    return bool(kernel.signatures or index())


def _search(setup: Setup, start: Parameters, threads: int | None, tell: Progress) -> Found:
    """Find the parameters; of many ratings, first from a sample of candidates, which gives the curvature."""
    layout = setup.layout
    sites = Sites.blank(layout)
    warm, information = None, None
    if layout.ratings > THINNED:
        sample = thin(layout, THINNED // 3)
        with open_runs(sample.ratings_before, threads) as few:
            first = find_parameters(
                replace(setup, layout=sample, runs=few), start, Sites.blank(sample),
                progress=lambda done: tell("searching on a sample", done),
            )  # fmt: skip
        start = first.at.parameters
        warm = propagate(setup, start, sites, tolerance=3e-2)
        information = scale_information(first, sample, setup, warm)
    return find_parameters(
        setup, start, sites, at=warm, information=information, progress=lambda done: tell("searching", done)
    )


def _weigh(setup: Setup, point: Point, weights: Floats) -> Point:
    """Return the point with the sites that the weighted ratings make; its own sites are moved in place."""
    parameters = replace(point.parameters, weights=weights)
    at = propagate(setup, parameters, point.sites, tolerance=1e-5, severity=point.severity)
    return replace(point, parameters=parameters, severity=at.gaussian.severity)


def _require_enough(layout: Layout) -> None:
    if layout.ratings == 0:
        raise EstimationError("There are no ratings; give at least a few scorecards.", code="no_ratings")
    rated = int((np.diff(layout.cards_of) > 0).sum())
    if rated < 2:
        raise EstimationError(
            "Only one candidate has ratings; merit compares candidates, so give two or more.",
            code="one_candidate",
        )
    if np.unique(layout.interviewer).size < 2:
        raise EstimationError(
            "Only one interviewer gave ratings, so severity cannot be told from merit; give two or more.",
            code="one_interviewer",
        )
    if (np.diff(layout.cells.bounds) <= 1).all():
        raise EstimationError(
            "All ratings are equal within each criterion, so they tell nobody apart; check the rating column.",
            code="equal_ratings",
        )


def _relative_weights(scorecards: Scorecards, layout: Layout, weights: Mapping[str, float] | None) -> Floats:
    """Return the criteria's weights with a mean of 1 over the ratings."""
    names = [criterion.name for criterion in scorecards.criteria]
    if not weights:
        return np.ones(len(names))
    for name, weight in weights.items():
        if name not in names:
            raise InputError(
                f"There is no criterion {name!r} to weigh; there are {', '.join(names[:10])}.", name=name
            )
        checks.check_weight(name, weight)
    chosen = np.array([float(weights.get(name, 1.0)) for name in names])
    counts = np.bincount(layout.cells.criterion, layout.cells.count, len(names))
    relative: Floats = chosen * counts.sum() / (chosen * counts).sum()
    return relative
