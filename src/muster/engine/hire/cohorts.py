"""Which cohorts can be compared at all, and how strongly what they share links them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.levels import contrast_merit
from muster.engine.hire.spreads import SettledPoint
from muster.engine.hire.structure import Settled, Structure, solve
from muster.engine.shapes import IntArray

__all__ = ["Pairs", "find_parts", "pair_cohorts", "unlinked_covariance"]

Floats = NDArray[np.float64]

ALL_PAIRS = 60  # cohorts up to which every pair is told; of more, neighbours
ZERO = 1e-9  # of the largest eigenvalue


def find_parts(dated: DatedScorecards) -> IntArray:
    """Return the part of each cohort, (G), numbered from the largest (by candidates). Cohorts of different parts
    cannot be compared.

    Were severities and difficulties free, without priors, the difference of two levels could be estimated exactly
    where it is orthogonal to the null space of the design by cohort, interviewer and kit, a kit being criteria that
    scorecards join. Interviewers are eliminated first.
    """
    scorecards = dated.scorecards
    of_candidate, cohort_ids = dated.cohorts
    groups, people = cohort_ids.size, scorecards.interviewer_ids.size
    kit_of = _kits(
        scorecards.candidate, scorecards.interviewer, scorecards.criterion, len(scorecards.criteria)
    )
    kits = int(kit_of.max(initial=0)) + 1
    cohort = of_candidate[scorecards.candidate]
    key = (cohort * people + scorecards.interviewer) * kits + kit_of[scorecards.criterion]
    met = np.unique(key)
    kit, who, group = met % kits, met // kits % people, met // kits // people
    # A row a meeting: +1 at the cohort, -1 at the kit; interviewers are taken out by centring within each.
    rows = np.arange(met.size)
    values = np.concatenate([np.ones(met.size), -np.ones(met.size)])
    places = np.concatenate([group, groups + kit])
    design = csr_array((values, (np.tile(rows, 2), places)), shape=(met.size, groups + kits))
    by_person = csr_array((np.ones(met.size), (who, rows)), shape=(people, met.size))
    sums = by_person @ design
    counts = np.maximum(np.bincount(who, minlength=people), 1)
    left = (design.T @ design).toarray() - (sums.T @ csr_array(sums.multiply(1 / counts[:, None]))).toarray()
    eigenvalues, vectors = np.linalg.eigh(left)
    free = vectors[:groups, eigenvalues < ZERO * max(float(eigenvalues.max()), 1.0)]
    _, part = np.unique(np.round(free, 6), axis=0, return_inverse=True)
    part = part.ravel()
    sizes = np.bincount(part, np.bincount(of_candidate, minlength=groups))
    order = np.argsort(-sizes, kind="stable")
    place = np.empty(order.size, np.int64)
    place[order] = np.arange(order.size)
    return place[part]


def _kits(candidate: IntArray, interviewer: IntArray, criterion: IntArray, criteria: int) -> IntArray:
    """Return the kit of each criterion: criteria that somebody rated of one candidate are in one."""
    card = np.unique(candidate.astype(np.int64) << 32 | interviewer, return_inverse=True)[1]
    cards = int(card.max(initial=-1)) + 1
    size = cards + criteria
    graph = coo_array((np.ones(card.size), (card, cards + criterion.astype(np.int64))), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, kit = np.unique(label[cards:], return_inverse=True)
    return kit.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of cohorts: `first`, `second` are codes, `interviewers` and `criteria` how many both have."""

    first: IntArray
    second: IntArray
    interviewers: IntArray
    criteria: IntArray


def pair_cohorts(dated: DatedScorecards) -> Pairs:
    """Return all pairs of cohorts, or of many cohorts the neighbours, and what they share."""
    scorecards = dated.scorecards
    of_candidate, cohort_ids = dated.cohorts
    groups, people = cohort_ids.size, scorecards.interviewer_ids.size
    chosen = combinations(range(groups), 2) if groups <= ALL_PAIRS else pairwise(range(groups))
    first, second = np.array(list(chosen), np.int64).reshape(-1, 2).T
    cohort = of_candidate[scorecards.candidate]
    shared = []
    for codes, count in (
        (scorecards.interviewer, people),
        (scorecards.criterion, len(scorecards.criteria)),
    ):
        there = np.zeros((groups, count), np.float32)
        there[cohort, codes] = 1
        shared.append((there @ there.T)[first, second].astype(np.int64))
    return Pairs(first, second, *shared)


def unlinked_covariance(structure: Structure, point: SettledPoint, means: csr_array) -> Floats:
    """Return the covariance of the cohorts' mean merits, (G, G), if no interviewer were in two cohorts, at the same
    sites and SDs. `means` (P, G) weighs candidates into their cohorts.
    """
    apart = Structure(structure.units.cut(), structure.cohort_of, structure.layout, structure.runs)
    at = point.at
    settled = Settled(at.sds, at.sites, solve(apart, at.sites, at.sds), at.log_evidence, at.gradient, 0)
    alone: Floats = contrast_merit(apart, [SettledPoint(1.0, settled)], means).covariances[0]
    return alone
