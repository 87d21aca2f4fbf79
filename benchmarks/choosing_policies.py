"""Ways to spend interviews, run on simulated fields: who is interviewed next, and by whom.

An interview is Gaussian here, merit less severity plus noise, with the variance that the ordinal model expects of it;
so the posterior is exact, every policy chooses by the same posterior means, and a thousand fields cost a minute. The
values of interviews are the engine's own compiled code.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from muster.engine.hire._knowledge import LOOKAHEAD, learn, score_pairs, worth
from muster.engine.shapes import IntArray

__all__ = ["Plan", "Policy", "funnel_sizes", "run_policy"]

Floats = NDArray[np.float64]

SD_MERIT, SD_SEVERITY = 1.0, 0.7
RESAMPLES = 50  # draws of a rival top k before two-top Thompson gives up


class Policy(IntEnum):
    """Who is interviewed next."""

    EQUAL = 0  # whoever had fewest interviews
    AVERAGES = 1  # a funnel that goes by plain averages of what interviewers said, not by estimates of merit
    FUNNEL = 2  # everybody left once or more, then the better half goes on
    HALVING = 3  # the same, but every round costs the same (sequential halving, Karnin et al. 2013)
    TOP_TWO = 4  # top-two Thompson sampling (Russo 2020) on sets of k
    OCBA = 5  # OCBA-m (Chen et al. 2008), one at a time
    GRADIENT = 6  # the knowledge gradient with the boundary held fixed, one interview ahead
    OURS = 7  # what `propose_interviews` maximises


@dataclass(frozen=True)
class Plan:
    """Sizes of a field and how a policy works on it.

    `rounds` is the funnel's interviews a candidate and round, `least` the different interviewers each candidate is owed
    first, `batch` how many interviews are decided on before their results are known. `assigned` lets the model say who
    interviews, else whoever interviewed least so far.
    """

    candidates: int
    k: int
    interviewers: int
    policy: Policy
    budget: int
    batch: int = 1
    rounds: int = 1
    least: int = 1
    assigned: bool = True


def funnel_sizes(candidates: int, k: int) -> list[int]:
    """Return how many candidates are left in each round of a funnel that halves until about k are left."""
    sizes = []
    left = candidates
    for _ in range(max(1, math.ceil(math.log2(candidates / k)))):
        sizes.append(left)
        left = max(k, math.ceil(left / 2))
    return sizes


def run_policy(plan: Plan, noise: float, seeds: IntArray, stops: IntArray) -> Floats:
    """Return the shortfall, summed over the k chosen, after each number of interviews in `stops`: (seeds, stops)."""
    out = np.zeros((seeds.size, stops.size))
    sizes = np.array(funnel_sizes(plan.candidates, plan.k))
    for row, seed in enumerate(seeds):
        _run(
            int(seed), int(plan.policy), plan.candidates, plan.k, plan.interviewers, plan.budget, plan.batch,
            plan.rounds, plan.least, plan.assigned, noise, sizes, stops, out[row],
        )  # fmt: skip
    return out


@njit(cache=True)
def _run(
    seed: int, policy: int, n: int, k: int, people: int, budget: int, batch: int, rounds: int, least: int,
    assigned: bool, noise: float, sizes: Any, stops: Any, out: Any,
) -> None:  # fmt: skip
    np.random.seed(seed)  # noqa: NPY002 -- the compiler knows no other
    merit = SD_MERIT * np.random.randn(n)  # noqa: NPY002
    severity = SD_SEVERITY * np.random.randn(people)  # noqa: NPY002
    best = np.sort(merit)[n - k :].sum()
    mean = np.zeros(n + people)
    covariance = np.zeros((n + people, n + people))
    for i in range(n):
        covariance[i, i] = SD_MERIT**2
    for r in range(people):
        covariance[n + r, n + r] = SD_SEVERITY**2
    informed = mean.copy()  # what is known once the results of a batch are in
    before = np.full(n, SD_MERIT**2)  # variances before the batch
    free = np.ones((n, people), np.bool_)
    used, count, said = np.zeros(people, np.int64), np.zeros(n, np.int64), np.zeros(n)
    left = np.arange(n)
    this_round, spent, quota = 0, 0, _quota(policy, sizes, 0, rounds, budget, n)
    stop = 0
    for held in range(budget):
        room = 1.5 * held / people + 2.0
        if policy in (1, 2, 3) and spent >= quota and this_round + 1 < sizes.size:
            this_round += 1
            spent = 0
            standing = _standing(policy, informed, said, count, left, n)
            left = left[np.argsort(-standing[left])[: sizes[this_round]]]
            quota = _quota(policy, sizes, this_round, rounds, budget - held, n)
        may = _who_asks(covariance, n, noise, free, used, room, assigned)
        moving = before - np.diag(covariance)[:n]
        p = _next(policy, mean, covariance, n, k, noise, may, count, left, least, budget - held, moving)
        spent += 1
        r = 0
        while not may[p, r]:
            r += 1
        seen = merit[p] - severity[r] + math.sqrt(noise) * np.random.randn()  # noqa: NPY002
        surprise = seen - (informed[p] - informed[n + r])
        learn(informed, covariance, p, n + r, noise, surprise)
        free[p, r] = False
        used[r] += 1
        count[p] += 1
        said[p] += seen
        if (held + 1) % batch == 0:
            mean[:] = informed
            before[:] = np.diag(covariance)[:n]
        while stop < stops.size and stops[stop] == held + 1:
            chosen = np.argsort(-_standing(policy, informed, said, count, left, n))[:k]
            out[stop] = best - merit[chosen].sum()
            stop += 1


@njit(cache=True)
def _standing(policy: int, informed: Any, said: Any, count: Any, left: Any, n: int) -> Any:
    """Return what candidates are ranked by: merit's posterior means, or plain averages of those who are left."""
    if policy != 1:
        return informed[:n].copy()
    average = np.full(n, -np.inf)
    for p in left:
        average[p] = said[p] / max(count[p], 1)
    return average


@njit(cache=True)
def _quota(policy: int, sizes: Any, this_round: int, rounds: int, left: int, n: int) -> int:
    """Return how many interviews a round of a funnel has."""
    if policy in (1, 2):
        return int(rounds * sizes[this_round])
    share = left // (sizes.size - this_round)
    return int(max(n, share) if this_round == 0 else share)


@njit(cache=True)
def _who_asks(
    covariance: Any, n: int, noise: float, free: Any, used: Any, room: float, assigned: bool
) -> Any:
    """Mark one interviewer for each candidate: who tells most of those with room, or who interviewed least."""
    may = np.zeros(free.shape, np.bool_)
    for p in range(n):
        best, who = -np.inf, -1
        for r in range(used.size):
            if not free[p, r] or (assigned and used[r] >= room):
                continue
            at = n + r
            told = covariance[p, p] - covariance[p, at]
            total = told - covariance[at, p] + covariance[at, at] + noise
            score = told * told / total if assigned else -float(used[r])
            if score > best:
                best, who = score, r
        if who >= 0:
            may[p, who] = True
    return may


@njit(cache=True)
def _next(
    policy: int, mean: Any, covariance: Any, n: int, k: int, noise: float, may: Any, count: Any, left: Any,
    least: int, budget: int, moving: Any,
) -> int:  # fmt: skip
    """Return the candidate to interview next."""
    if policy <= 3:
        return _fewest(count, left if policy else np.arange(n), may)
    short = np.flatnonzero(count < least)
    if short.size:
        return _fewest(count, short, may)
    if policy == 4:
        return _top_two(mean, covariance, n, k, may)
    if policy == 5:
        return _ocba(mean, n, k, count, may)
    if policy == 6:
        return _gradient(mean, covariance, n, k, noise, may)
    shape = may.shape
    value, learned = np.empty(shape), np.empty(shape)
    score_pairs(
        mean,
        covariance,
        n,
        k,
        np.full(shape, noise),
        np.ones(shape[1]),
        may,
        min(LOOKAHEAD, budget),
        moving,
        value,
        learned,
    )
    return int(np.argmax(value) // shape[1])


@njit(cache=True)
def _fewest(count: Any, among: Any, may: Any) -> int:
    best = -1
    for p in among:
        if may[p].any() and (best < 0 or count[p] < count[best]):
            best = p
    return int(best) if best >= 0 else _anybody(may)


@njit(cache=True)
def _anybody(may: Any) -> int:
    return int(np.argmax(may) // may.shape[1])


@njit(cache=True)
def _top_two(mean: Any, covariance: Any, n: int, k: int, may: Any) -> int:
    """Draw a top k, and others until one differs; interview one of those in which they differ."""
    sd = np.array([math.sqrt(covariance[p, p]) for p in range(n)])
    first = np.zeros(n, np.bool_)
    first[np.argsort(-(mean[:n] + sd * np.random.randn(n)))[:k]] = True  # noqa: NPY002
    for _ in range(RESAMPLES):
        second = np.zeros(n, np.bool_)
        second[np.argsort(-(mean[:n] + sd * np.random.randn(n)))[:k]] = True  # noqa: NPY002
        differ = np.flatnonzero(first != second)
        if differ.size:
            p = differ[np.random.randint(differ.size)]  # noqa: NPY002
            return int(p) if may[p].any() else _anybody(may)
    order = np.argsort(-mean[:n])
    p = order[k - 1 + np.random.randint(2)]  # noqa: NPY002
    return int(p) if may[p].any() else _anybody(may)


@njit(cache=True)
def _ocba(mean: Any, n: int, k: int, count: Any, may: Any) -> int:
    """Interview whoever is farthest below a share of 1 / (distance to the boundary's middle)^2."""
    order = np.argsort(-mean[:n])
    line = (mean[order[k - 1]] + mean[order[k]]) / 2
    best, who = -1.0, -1
    for p in range(n):
        lack = 1.0 / max((mean[p] - line) ** 2, 1e-4) / count[p]
        if may[p].any() and lack > best:
            best, who = lack, p
    return int(who) if who >= 0 else _anybody(may)


@njit(cache=True)
def _gradient(mean: Any, covariance: Any, n: int, k: int, noise: float, may: Any) -> int:
    """Maximise sd (phi(z) + z Phi(z)), with sd^2 what one interview takes off the candidate's variance."""
    order = np.argsort(-mean[:n])
    best, who = -1.0, -1
    inside = np.zeros(n, np.bool_)
    inside[order[:k]] = True
    for p in range(n):
        gap = abs(mean[p] - (mean[order[k]] if inside[p] else mean[order[k - 1]]))
        for r in range(may.shape[1]):
            if may[p, r]:
                at = n + r
                told = covariance[p, p] - covariance[p, at]
                total = told - covariance[at, p] + covariance[at, at] + noise
                value = worth(gap, abs(told) / math.sqrt(total))
                if value > best:
                    best, who = value, p
    return int(who) if who >= 0 else _anybody(may)
