"""Selection rates and impact ratios by category, with how far they can be trusted.

docs/methods/audit.md has the equations and their sources. Nothing here is read by what selects people: an import rule
sees to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine import checks
from muster.engine.errors import EstimationError, Problem
from muster.engine.hire.audit.counting import AttributeCounts, count_categories, score_above_median
from muster.engine.hire.audit.exact import boschloo_p, least_p
from muster.engine.hire.audit.fair import FOUR_FIFTHS, fair_gap, fair_lowest
from muster.engine.hire.audit.ratio import koopman_interval, probability_below
from muster.engine.shapes import IntArray

__all__ = [
    "LEAST_SHARE",
    "AttributeAudit",
    "CategoryTable",
    "SelectionAudit",
    "audit_counts",
    "audit_scores",
    "audit_selection",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_SHARE = 0.02
"""Share of the people below which a category needs no impact ratio (6 RCNY 5-301 (d))."""


@dataclass(frozen=True, eq=False)
class CategoryTable:
    """Categories by name, (K) each.

    `rate` is selected / n, `impact_ratio` the rate over that of the reference category, `low`/`high` its Koopman
    interval, `p_value` Boschloo's two-sided p against the reference, `p_below_four_fifths` the posterior probability
    that the ratio is below 0.8, `p_fair_process_this_extreme` how often a process with one rate for everybody leaves
    this category and the best of the others as far apart. Of the reference the ratio is 1 and the others are NaN;
    of a category that is left out of the comparison all are NaN. `included` says which are compared.
    """

    category: tuple[str, ...]
    n: IntArray
    selected: IntArray
    rate: Floats
    impact_ratio: Floats
    low: Floats
    high: Floats
    p_value: Floats
    p_below_four_fifths: Floats
    p_fair_process_this_extreme: Floats
    included: Flags

    def to_frame(self) -> dict[str, object]:
        """Return the columns in the order of the command's contract."""
        return {name: column for name, column in vars(self).items() if name != "included"}


@dataclass(frozen=True, eq=False)
class AttributeAudit:
    """One attribute: its categories, and what can and cannot be said of them.

    `reference` is the place of the category with the highest rate among those compared, None where nothing can be
    compared: then `notes` say why. `fair_fails` is how often a perfectly fair process of this size has a ratio below
    0.8; NaN without a comparison.
    """

    name: str
    counts: AttributeCounts
    categories: CategoryTable
    reference: int | None
    fair_fails: float
    notes: tuple[Problem, ...]

    @property
    def unknown(self) -> int:
        """People whose category is not known; they are left out."""
        return self.counts.unknown


@dataclass(frozen=True, eq=False)
class SelectionAudit:
    """All attributes, and pairs of them after them. `median` is that of the scores, None where people were selected."""

    attributes: tuple[AttributeAudit, ...]
    level: float
    least_share: float
    median: float | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """Every attribute's notes, each with the attribute's name before it."""
        return tuple(f"{one.name}: {note}" for one in self.attributes for note in one.notes)


def audit_selection(
    groups: Mapping[str, Sequence[str | None]],
    selected: ArrayLike,
    *,
    crossed: bool = True,
    least_share: float = LEAST_SHARE,
    level: float = 0.95,
) -> SelectionAudit:
    """Audit who was selected, by each attribute and, if `crossed`, by each pair of attributes.

    `groups` maps an attribute's name to everybody's category (length n, None where unknown); `selected` (n) says who
    was selected. Categories with less than `least_share` of the attribute's people are counted and not compared.
    `level` is that of the intervals.

    Raises InputError for a bad argument, EstimationError where no attribute has anything to compare.
    """
    return audit_counts(
        count_categories(groups, selected, crossed=crossed), least_share=least_share, level=level
    )


def audit_scores(
    groups: Mapping[str, Sequence[str | None]],
    scores: ArrayLike,
    *,
    crossed: bool = True,
    least_share: float = LEAST_SHARE,
    level: float = 0.95,
) -> SelectionAudit:
    """Audit scores by their scoring rates: who scores above the sample's median counts as selected.

    Arguments and errors are those of `audit_selection`, with a finite score for everybody.
    """
    above, median = score_above_median(scores)
    counts = count_categories(groups, above, crossed=crossed)
    return audit_counts(counts, least_share=least_share, level=level, median=median)


def audit_counts(
    counts: Sequence[AttributeCounts],
    *,
    least_share: float = LEAST_SHARE,
    level: float = 0.95,
    median: float | None = None,
) -> SelectionAudit:
    """Audit people that were counted already. Arguments and errors are those of `audit_selection`."""
    checks.check_between("least_share", least_share, 0, 0.5)
    found = tuple(_audit(one, least_share, level) for one in counts)
    if all(one.reference is None for one in found):
        reasons = " ".join(f"{one.name}: {one.notes[0]}" for one in found)
        raise EstimationError(reasons, code=found[0].notes[0].code)
    return SelectionAudit(found, level, least_share, median)


def _audit(counts: AttributeCounts, least_share: float, level: float) -> AttributeAudit:
    included = counts.n >= least_share * counts.known
    obstacle = _obstacle(counts, included, least_share)
    rate = counts.selected / counts.n
    if obstacle is not None:
        nothing = np.full(rate.size, np.nan)
        table = CategoryTable(
            counts.category, counts.n, counts.selected, rate, *(nothing,) * 6, np.zeros(rate.size, bool)
        )
        return AttributeAudit(counts.name, counts, table, None, float("nan"), (obstacle,))
    reference = _reference(counts, rate, included)
    table = _compare(counts, rate, included, reference, level)
    common = counts.selected[included].sum() / counts.n[included].sum()
    fails = fair_lowest(counts.n[included], float(common))
    notes = (*_notes(counts, included, least_share), *_too_few(counts, included, reference, level))
    return AttributeAudit(counts.name, counts, table, reference, fails, notes)


def _obstacle(counts: AttributeCounts, included: Flags, least_share: float) -> Problem | None:
    """Say why the categories cannot be compared; None where they can."""
    if not counts.known:
        return Problem(
            "all-unknown",
            f"nobody's category is known ({counts.unknown:,} are unknown), so nothing can be compared.",
            params={"unknown": counts.unknown},
        )
    if len(counts.category) == 1:
        return Problem(
            "one-category",
            f"everybody known is {counts.category[0]!r}, so there is nobody to compare with.",
            params={"category": counts.category[0]},
        )
    if included.sum() < 2:
        return Problem(
            "all-small",
            f"only {int(included.sum())} of {included.size} categories has {100 * least_share:g} % of the people or "
            "more, so nothing can be compared; lower the least share.",
            params={"included": int(included.sum()), "least_share": least_share},
        )
    chosen = counts.selected[included].sum()
    if not chosen:
        return Problem(
            "nobody-selected", "nobody was selected, so there is no rate to compare with and no ratio."
        )
    if chosen == counts.n[included].sum():
        return Problem(
            "everybody-selected",
            "everybody was selected, so nothing was decided that could differ between categories.",
        )
    return None


def _reference(counts: AttributeCounts, rate: Floats, included: Flags) -> int:
    """Return the place of the highest rate; of equal ones that of the most people, then the first."""
    places = np.flatnonzero(included)
    return int(min(places, key=lambda place: (-rate[place], -counts.n[place], place)))


def _compare(
    counts: AttributeCounts, rate: Floats, included: Flags, reference: int, level: float
) -> CategoryTable:
    compared = included.copy()
    compared[reference] = False
    n, selected = counts.n, counts.selected
    best, best_n = int(selected[reference]), int(n[reference])
    columns = {
        name: np.full(rate.size, np.nan)
        for name in (
            "impact_ratio", "low", "high", "p_value", "p_below_four_fifths", "p_fair_process_this_extreme"
        )
    }  # fmt: skip
    columns["impact_ratio"][included] = rate[included] / rate[reference]
    low, high = koopman_interval(selected[compared], n[compared], best, best_n, level=level)
    columns["low"][compared], columns["high"][compared] = low, high
    together = np.flatnonzero(included)
    common = float(selected[included].sum() / n[included].sum())
    for place in np.flatnonzero(compared):
        x, m = int(selected[place]), int(n[place])
        columns["p_value"][place] = boschloo_p(x, m, best, best_n)
        columns["p_below_four_fifths"][place] = probability_below(FOUR_FIFTHS, x, m, best, best_n)
        group = int(np.searchsorted(together, place))
        ratio = float(columns["impact_ratio"][place])
        columns["p_fair_process_this_extreme"][place] = fair_gap(n[included], common, group, ratio)
    return CategoryTable(counts.category, n, selected, rate, **columns, included=included)


def _notes(counts: AttributeCounts, included: Flags, least_share: float) -> tuple[Problem, ...]:
    """Say what was left out, and which ratios are 0 because nobody was selected."""
    small = _where(counts, ~included)
    nobody = _where(counts, included & (counts.selected == 0))
    notes = []
    if small:
        sentence = (
            f"{_listed(small)} {'has' if len(small) == 1 else 'have'} less than {100 * least_share:g} % of the people "
            "and no impact ratio."
        )
        notes.append(Problem("small", sentence, params={"categories": small, "least_share": least_share}))
    if nobody:
        sentence = (
            f"nobody of {_listed(nobody)} was selected: the ratio is 0 whatever the chances were; the interval's upper "
            "end says how high it may be."
        )
        notes.append(Problem("none-of-a-category", sentence, params={"categories": nobody}))
    return tuple(notes)


def _too_few(counts: AttributeCounts, included: Flags, reference: int, level: float) -> tuple[Problem, ...]:
    """Say which categories have so few people that no outcome could set them apart from the reference."""
    best = int(counts.n[reference])
    least = np.array([least_p(int(n), best) for n in counts.n])
    few = included & (least > 1 - level)
    few[reference] = False
    if not few.any():
        return ()
    names, p = _where(counts, few), float(least[few].min())
    sentence = (
        f"so few people can show nothing: p of {_listed(names)} against {counts.category[reference]!r} is {p:.2g} or "
        "more whoever is selected, so chance is always an answer."
    )
    return (Problem("too-few", sentence, params={"categories": names, "p": p}),)


def _where(counts: AttributeCounts, flags: Flags) -> list[str]:
    return [name for name, flag in zip(counts.category, flags, strict=True) if flag]


def _listed(names: Sequence[str]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
