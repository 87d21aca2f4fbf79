"""Where a field of candidates stands while interviews are proposed, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire._knowledge import learn
from muster.engine.shapes import IntArray

__all__ = ["Situation"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(eq=False)
class Situation:
    """Changes as interviews are taken for held: only what is known beforehand, the variances, never the means.

    Shapes: `mean` (n + m), `covariance` (n + m, n + m) of n merits, then m severities; `noise` (n, m); `cost`,
    `capacity` (m); `may`, whether two may meet and have not, (n, m); `interviews`, `met` (n) count each candidate's
    interviews and different interviewers; `part_of_candidate` (n), `part_of_interviewer` (m) are the parts of the
    interview graph, in which `elsewhere` more candidates are, by part.
    """

    mean: Floats
    covariance: Floats
    noise: Floats
    cost: Floats
    capacity: Floats
    may: Flags
    interviews: IntArray
    met: IntArray
    part_of_candidate: IntArray
    part_of_interviewer: IntArray
    budget: float
    before: Floats = field(init=False)
    """The variances of merit, (n), by the interviews that were held."""

    def __post_init__(self) -> None:
        self.before = np.diagonal(self.covariance)[: self.candidates].copy()

    @property
    def candidates(self) -> int:
        """Number of candidates, n."""
        return int(self.interviews.size)

    @property
    def moving(self) -> Floats:
        """Variances, (n), of the steps that means of merit will make by the interviews counted on."""
        now = np.diagonal(self.covariance)[: self.candidates]
        return np.asarray(np.maximum(self.before - now, 0.0), np.float64)

    def open(self) -> Flags:
        """Return who may meet whom now, (n, m)."""
        able: Flags = self.may & (self.capacity >= 1) & (self.cost <= self.budget * (1 + 1e-12))
        return able

    def apart(self) -> Flags:
        """Return which meetings would join parts of the graph that both hold candidates, (n, m)."""
        held = np.isin(self.part_of_interviewer, self.part_of_candidate)
        joins: Flags = held & (self.part_of_candidate[:, None] != self.part_of_interviewer[None, :])
        return joins

    def parts(self) -> int:
        """Return the number of parts that hold candidates."""
        return int(np.unique(self.part_of_candidate).size)

    def take(self, p: int, r: int, *, planned: bool = False) -> None:
        """Count on an interview of candidate `p` by interviewer `r`; one that is planned was paid for before."""
        learn(self.mean, self.covariance, p, self.candidates + r, self.noise[p, r], 0.0)
        self.interviews[p] += 1
        self.met[p] += 1
        self.may[p, r] = False
        if not planned:
            self.capacity[r] -= 1
            self.budget -= self.cost[r]
        old, new = self.part_of_interviewer[r], self.part_of_candidate[p]
        self.part_of_candidate[self.part_of_candidate == old] = new
        self.part_of_interviewer[self.part_of_interviewer == old] = new
