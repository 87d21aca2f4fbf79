"""How sure it is that one candidate is better than another, from what a run keeps of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.models import MeritStanding
from muster.apps.hire.models.merit import PART_COLUMNS

__all__ = ["Comparison", "compare", "interviewers_of"]

Floats = NDArray[np.float64]

LEAST = 1e-6  # of a variance: two candidates are never the same for sure
INTERVIEWER, SHARE = PART_COLUMNS.index("interviewer"), PART_COLUMNS.index("share")


@dataclass(frozen=True)
class Comparison:
    """`p_better` is the chance that the first is better than the second; the difference of merit is in logits, with its
    interval. `linked` is whether a chain of interviewers compares them, `shared` are those who met both.
    """

    p_better: float
    difference: float
    low: float
    high: float
    linked: bool
    shared: tuple[int, ...]


def interviewers_of(standing: MeritStanding) -> set[int]:
    """Return the keys of those whose scorecards a standing rests on."""
    return {part[INTERVIEWER] for part in standing.parts}


def compare(
    a: MeritStanding, b: MeritStanding, *, draws: Mapping[int, Sequence[float]], level: float
) -> Comparison:
    """Compare two standings of one run. `draws` are those of the severities of all who interviewed either.

    Their merits are uncertain each by itself, and together as far as the same severities are in both: a scorecard's
    share times the severity's draws.
    """
    together = float(np.mean(_moved(a.parts, draws) * _moved(b.parts, draws)))
    variance = max(a.sd_apart**2 + b.sd_apart**2 - 2 * together, LEAST)
    difference = a.merit - b.merit
    normal = NormalDist(difference, sqrt(variance))
    half = NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance)
    return Comparison(
        p_better=1 - normal.cdf(0),
        difference=difference,
        low=difference - half,
        high=difference + half,
        linked=a.component == b.component,
        shared=tuple(sorted(interviewers_of(a) & interviewers_of(b))),
    )


def _moved(parts: Iterable[Sequence[float]], draws: Mapping[int, Sequence[float]]) -> Floats:
    """Return how far the draws of severities move a merit from its mean."""
    moved: Floats = np.sum([part[SHARE] * np.array(draws[int(part[INTERVIEWER])]) for part in parts], axis=0)
    return moved
