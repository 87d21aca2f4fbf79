"""Differential rater functioning: interviewers and criteria that rate one group otherwise than its merit says.

The question is that of interactions beside the main effects: severity is taken out, and so is a group's mean merit, so
that neither a severe interviewer nor a group that does well is found here (Myford & Wolfe 2003, Journal of Applied
Measurement 4, 386; Linacre 1989). It runs on a merit fit: scorecards enter by their Gaussian sites, ratings by the
expected ones that the fit gives them. docs/methods/audit.md has the equations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from muster.engine import checks
from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.interactions import Factor, bound_discoveries, cell_effects, shrink
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.layout import Cells
from muster.engine.hire.parameters import Parameters
from muster.engine.shapes import IntArray

__all__ = ["DifferentialFunctioning", "Interactions", "audit_raters"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST = 5
"""Scorecards (or candidates rated on a criterion) of the group, and of the others, below which nothing is tested."""

STEPS = 20  # Newton steps to each scorecard's most probable standing
VAGUE_STANDING = 1e-6


@dataclass(frozen=True, eq=False)
class Interactions:
    """Interviewers or criteria by group, (K) each; the most certain first.

    `effect` is in logits: how much higher the group is rated than merit, severity and difficulty say; `low`/`high` its
    interval after shrinking, `estimate` and `error` what it was before. `p_value` is of no effect, `q_value` after
    Benjamini & Hochberg; `flagged` says that it is at most the rate of false discoveries asked for. `n` counts the
    group's scorecards, or ratings. `spread` is the SD of all effects among themselves.
    """

    subject: tuple[str, ...]
    group: tuple[str, ...]
    n: IntArray
    effect: Floats
    low: Floats
    high: Floats
    estimate: Floats
    error: Floats
    p_value: Floats
    q_value: Floats
    flagged: Flags
    spread: float

    def to_frame(self) -> dict[str, object]:
        """Return the columns in output order."""
        return {name: column for name, column in vars(self).items() if name != "spread"}


@dataclass(frozen=True, eq=False)
class DifferentialFunctioning:
    """What an audit of raters finds.

    `groups` are the groups compared; of two only the smaller one stands in the tables, since what one is given the
    other lacks. `discoveries` is the rate of false discoveries that flags were bounded by.
    """

    interviewers: Interactions
    criteria: Interactions
    groups: tuple[str, ...]
    level: float
    discoveries: float


def audit_raters(
    estimate: MeritEstimate,
    group: Sequence[str | None],
    *,
    discoveries: float = 0.05,
    least: int = LEAST,
    level: float = 0.95,
) -> DifferentialFunctioning:
    """Find interviewers and criteria that rate a group higher or lower than everything else explains.

    `estimate` is a merit fit, `group` the group of each candidate in the order of `estimate.candidate_ids` (None where
    unknown: they still tell of severity). An interviewer with fewer than `least` scorecards of a group or of the others
    is not tested, nor a criterion with fewer ratings. `discoveries` bounds the share of false ones among those flagged.

    Linear in the number of ratings, but for a matrix of interviewers. Raises InputError for a bad argument,
    EstimationError where fewer than two groups have anybody.
    """
    checks.check_between("discoveries", discoveries, 0.0001, 0.5)
    checks.check_between("level", level, 0.5, 0.9999)
    checks.check_at_least("least", least, 2)
    if len(group) != estimate.candidate_ids.size:
        raise InputError(
            f"There are {len(group):,} groups and {estimate.candidate_ids.size:,} candidates; give one each, in the "
            "order of the estimate's ids."
        )
    names = sorted({one for one in group if one is not None})
    places = {name: place for place, name in enumerate(names)}
    codes = np.array([-1 if one is None else places[one] for one in group], np.int64)
    people = np.bincount(codes[codes >= 0], minlength=len(names))
    if len(names) < 2:
        told = "everybody known is in one group" if names else "nobody's group is known"
        raise EstimationError(f"{told[:1].upper()}{told[1:]}, so no two groups can be compared.")
    tested = [int(people.argmin())] if len(names) == 2 else list(range(len(names)))
    by_interviewer = _by_interviewer(estimate, codes, names)
    by_criterion = _by_criterion(estimate, codes, names)
    interviewers = tuple(str(one) for one in estimate.interviewers.interviewer_id.tolist())
    options = _Options(tuple(names), tested, least, discoveries, level)
    return DifferentialFunctioning(
        interviewers=_summarise(interviewers, by_interviewer, options),
        criteria=_summarise(estimate.criteria.criterion, by_criterion, options),
        groups=tuple(names),
        level=level,
        discoveries=discoveries,
    )


@dataclass(frozen=True, eq=False)
class _Effects:
    """By subject and group, flat: estimate, standard error, rows of the group, and rows of the known others."""

    estimate: Floats
    error: Floats
    n: IntArray
    others: IntArray


@dataclass(frozen=True)
class _Options:
    groups: tuple[str, ...]
    tested: Sequence[int]
    least: int
    discoveries: float
    level: float


def _by_interviewer(estimate: MeritEstimate, codes: IntArray, names: Sequence[str]) -> _Effects:
    """Take each scorecard's site as a measurement of merit less severity, and look for interviewer x group."""
    layout, component = estimate.posterior.layout, estimate.posterior.main
    sds = component.parameters.sds
    damping = 1 + component.sites.precision * sds[2] ** 2  # the halo is part of a measurement's error
    group = codes[layout.candidate]
    factors = [
        _groups(group, len(names)),
        Factor(layout.interviewer.astype(np.int64), layout.interviewers, 1 / sds[1] ** 2),
    ]
    cell, cells = _cells(layout.interviewer.astype(np.int64), group, len(names), layout.interviewers)
    found = cell_effects(
        component.sites.precision / damping,
        component.sites.linear / damping,
        Factor(layout.candidate.astype(np.int64), layout.candidates),
        np.full(layout.candidates, 1 / sds[0] ** 2),
        factors,
        cell,
        cells,
    )
    return _counted(*found, cell, len(names))


def _by_criterion(estimate: MeritEstimate, codes: IntArray, names: Sequence[str]) -> _Effects:
    """Take each rating's gradient at its scorecard's standing, and look for criterion x group."""
    layout, component = estimate.posterior.layout, estimate.posterior.main
    card = np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of))
    candidate = layout.candidate
    expected = component.merit[candidate] - component.severity[layout.interviewer]
    variance = component.merit_variance[candidate] + component.severity_variance[layout.interviewer]
    precision = 1 / (component.parameters.sds[2] ** 2 + variance + VAGUE_STANDING)
    standing = expected.copy()
    bounds = _bounds(component.parameters, layout.cells)
    for _ in range(STEPS):
        gradient, information = _derivatives(bounds, layout.cell, standing[card])
        push = np.bincount(card, gradient, layout.scorecards) + (expected - standing) * precision
        standing += push / (np.bincount(card, information, layout.scorecards) + precision)
    gradient, information = _derivatives(bounds, layout.cell, standing[card])
    criterion = layout.cells.criterion[layout.cell].astype(np.int64)
    group = codes[candidate][card]
    criteria = layout.cells.bounds.size - 1
    cell, cells = _cells(criterion, group, len(names), criteria)
    found = cell_effects(
        information,
        information * (standing - expected)[card] + gradient,
        Factor(card, layout.scorecards),
        precision,
        [_groups(group, len(names)), Factor(criterion, criteria)],
        cell,
        cells,
    )
    return _counted(*found, cell, len(names))


def _groups(group: IntArray, groups: int) -> Factor:
    """Return the factor of groups; those unknown are a level of their own."""
    return Factor(np.where(group < 0, groups, group), groups + 1)


def _cells(subject: IntArray, group: IntArray, groups: int, subjects: int) -> tuple[IntArray, int]:
    return np.where(group < 0, -1, subject * groups + group), subjects * groups


def _counted(effect: Floats, error: Floats, cell: IntArray, groups: int) -> _Effects:
    n = np.bincount(cell[cell >= 0], minlength=effect.size)
    others = np.repeat(n.reshape(-1, groups).sum(axis=1), groups) - n
    return _Effects(effect, error, n, others)


def _bounds(parameters: Parameters, cells: Cells) -> tuple[Floats, Floats, Floats, Floats]:
    """Return each cell's lower and upper threshold, slope and weight."""
    upper = np.full(cells.count.size, np.inf)
    lower = np.full(cells.count.size, -np.inf)
    inner = ~cells.top
    upper[inner] = parameters.thresholds
    lower[1:][inner[:-1]] = parameters.thresholds
    return lower, upper, parameters.slopes[cells.criterion], parameters.weights[cells.criterion]


def _derivatives(
    bounds: tuple[Floats, Floats, Floats, Floats], cell: IntArray, standing: Floats
) -> tuple[Floats, Floats]:
    """Return the gradient and the precision of each rating's log-likelihood in its scorecard's standing."""
    lower, upper, slope, weight = (one[cell] for one in bounds)
    above, below = expit(upper - slope * standing), expit(lower - slope * standing)
    gradient = weight * slope * (above + below - 1)
    information = weight * slope**2 * (above * (1 - above) + below * (1 - below))
    return gradient, np.maximum(information, 1e-12)


def _summarise(subjects: Sequence[str], found: _Effects, options: _Options) -> Interactions:
    """Keep what may be tested, shrink, bound the false discoveries, and order by certainty."""
    groups = len(options.groups)
    place = np.arange(found.n.size)
    fine = (found.n >= options.least) & (found.others >= options.least) & np.isfinite(found.estimate)
    kept = place[fine & np.isin(place % groups, options.tested)]
    estimate, error = found.estimate[kept], found.error[kept]
    p, q = bound_discoveries(estimate, error)
    shrunk = shrink(estimate, error)
    half = -float(ndtri((1 - options.level) / 2)) * shrunk.sd
    order = np.lexsort((kept, p))
    at = kept[order]
    return Interactions(
        subject=tuple(subjects[one] for one in (at // groups).tolist()),
        group=tuple(options.groups[one] for one in (at % groups).tolist()),
        n=found.n[at],
        effect=shrunk.effect[order],
        low=(shrunk.effect - half)[order],
        high=(shrunk.effect + half)[order],
        estimate=estimate[order],
        error=error[order],
        p_value=p[order],
        q_value=q[order],
        flagged=q[order] <= options.discoveries,
        spread=shrunk.spread,
    )
