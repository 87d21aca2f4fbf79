"""The odds that today's estimate leaves open: who is among the k best, what choosing now would miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from muster.engine.hire._joint import join
from muster.engine.hire.draws import draw_posterior
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.posterior import Posterior
from muster.engine.shapes import IntArray

__all__ = ["above_bar", "exchangeable", "near_boundary", "pairs_in_doubt", "top_chances"]

Floats = NDArray[np.float64]

DRAWS = 10_000  # so that no probability is off by more than .01, nineteen times in twenty
LEAST_DRAWS = 500
DRAWN = 40_000_000  # candidates times draws
JOINED = 1_500  # candidates up to which their whole covariance costs little
BLOCK = 4_000_000  # numbers drawn at a time
NEAR = 200  # candidates on each side of the boundary that are looked at pair by pair
SAME = 1e-9  # logits up to which two numbers are one
NOBODY = np.zeros(0, np.int64)


def top_chances(
    estimate: MeritEstimate, candidates: IntArray, chosen: IntArray, seed: int
) -> tuple[Floats, float, float, int]:
    """Return each candidate's chance of being in the true top k, the expected shortfall of the `chosen` places (k of
    them, in `candidates`), its Monte Carlo standard error, and the number of draws.

    Candidates whom nothing tells apart have the same chance: the mean of what was counted for them.
    """
    n, k = candidates.size, chosen.size
    if k == n:
        return np.ones(n), 0.0, 0.0, 0
    counts, missed = np.zeros(n, np.int64), []
    for drawn in _blocks(estimate.posterior, candidates, seed):
        best = np.argpartition(-drawn, k - 1, axis=1)[:, :k]
        counts += np.bincount(best.ravel(), minlength=n)
        missed.append(np.take_along_axis(drawn, best, axis=1).sum(axis=1) - drawn[:, chosen].sum(axis=1))
    shortfall = np.maximum(np.concatenate(missed), 0.0)
    draws = shortfall.size
    alike = exchangeable(estimate.posterior, candidates)
    shares = np.bincount(alike, counts) / np.bincount(alike) / draws
    return shares[alike], float(shortfall.mean()), float(shortfall.std() / np.sqrt(draws)), draws


def exchangeable(posterior: Posterior, candidates: IntArray) -> IntArray:
    """Return a group of each candidate, (n), from 0. Those of a group were met by the same interviewers, and have the
    same mean, variance and covariance with everybody else to `SAME`: swapping them leaves the joint posterior as it is.

    Merits depend on each other through severities only (`_joint.py`), so their covariances agree where the weights of
    the scorecards do, interviewer by interviewer.
    """
    layout = posterior.layout
    starts, counts = layout.cards_of[candidates], np.diff(layout.cards_of)[candidates]
    groups = _split(np.zeros(candidates.size, np.int64), counts)
    for part in posterior.components:
        precision = part.gaussian.candidate_precision[candidates]
        level = precision if part.level is None else part.level.sd * part.level.merit[candidates]
        for column in (part.merit[candidates], precision, level):
            groups = _split(groups, column)
    for card in range(int(counts.max(initial=0))):
        if groups.max() + 1 == groups.size:
            break  # nobody is like another
        there = counts > card
        place = np.where(there, starts + card, 0)
        groups = _split(groups, np.where(there, layout.interviewer[place], -1))
        for part in posterior.components:
            groups = _split(groups, np.where(there, part.gaussian.held[place], 0.0))
    return groups


def _split(groups: IntArray, values: NDArray[Any]) -> IntArray:
    """Return finer groups: within each, values further apart than `SAME` are told apart."""
    order = np.lexsort((values, groups))
    first, then = order[:-1], order[1:]
    parted = (groups[first] != groups[then]) | (values[then] - values[first] > SAME)
    found = np.empty_like(groups)
    found[order] = np.concatenate([[0], np.cumsum(parted)])
    return found


def _blocks(posterior: Posterior, candidates: IntArray, seed: int) -> Iterator[Floats]:
    """Draw merit jointly, (draws, n) at a time."""
    n = candidates.size
    if n <= JOINED:
        yield join(posterior, candidates, NOBODY).draw(DRAWS, seed)
        return
    left = int(np.clip(DRAWN // n, LEAST_DRAWS, DRAWS))
    width = max(1, BLOCK // posterior.layout.candidates)
    seeds = np.random.SeedSequence([seed, 6]).generate_state(-(-left // width))
    for block in seeds.tolist():
        yield draw_posterior(posterior, min(width, left), seed=block, candidates=candidates)
        left -= width


def above_bar(posterior: Posterior, candidates: IntArray, bar: float) -> Floats:
    """Return P(merit > bar) of each candidate, (n)."""
    chances = np.zeros(candidates.size)
    for part in posterior.components:
        sd = np.sqrt(part.total_merit_variance[candidates])
        chances += part.weight * ndtr((part.merit[candidates] - bar) / sd)
    return chances


def near_boundary(merit: Floats, sd: Floats, k: int, most: int = NEAR) -> IntArray:
    """Return the places of at most `most` candidates on each side who could cross the boundary soonest, in order of
    merit. The two at the boundary are always among them.
    """
    order = np.argsort(-merit, kind="stable")
    line = (merit[order[k - 1]] + merit[order[k]]) / 2
    away = np.abs(merit[order] - line) / sd[order]
    away[k - 1 : k + 1] = 0.0
    inside = np.argsort(away[:k], kind="stable")[:most]
    outside = k + np.argsort(away[k:], kind="stable")[:most]
    near: IntArray = order[np.sort(np.concatenate([inside, outside]))]
    return near


def pairs_in_doubt(
    estimate: MeritEstimate, inside: IntArray, outside: IntArray, doubt: tuple[float, float]
) -> tuple[IntArray, IntArray, Floats]:
    """Return pairs (codes: one inside, one outside, P(the first is better)) whose odds lie within `doubt`, the evenest
    first. Candidates whom no chain of interviewers connects are not compared.
    """
    joint = join(estimate.posterior, np.concatenate([inside, outside]), NOBODY)
    one, other = np.arange(inside.size), inside.size + np.arange(outside.size)
    better = joint.better(one, other)
    part = estimate.components.of_candidate
    linked = part[inside][:, None] == part[outside][None, :]
    rows, columns = np.nonzero((doubt[0] <= better) & (better <= doubt[1]) & linked)
    found = better[rows, columns]
    order = np.lexsort((columns, rows, np.round(np.abs(found - 0.5), 9)))
    return inside[rows[order]], outside[columns[order]], found[order]
