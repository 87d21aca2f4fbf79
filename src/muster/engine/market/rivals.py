"""A target list beside a rival's arrivals, as far as claims show them: whom both wanted, and in which order.

Each arrival has a probability, by which it counts everywhere. The method: `docs/methods/targets.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.market.flows import ProbableMove, estimate_flows

__all__ = ["ListAgreement", "OrderAgreement", "compare_lists"]

Floats = NDArray[np.float64]

LEAST_PEOPLE = 10.0  # that both went for, by weight, for an interval of the correlation
VARIANCE = 0.437  # of Fisher's z of Kendall's tau, times the people less 4


@dataclass(frozen=True, slots=True)
class OrderAgreement:
    """Kendall's tau between our ranks and the order of arrival at the rival's, pairs weighed by their
    probabilities: 1 where they took first whom we ranked first. `people` is how many it rests on, by weight.
    """

    tau: float
    low: float
    high: float
    people: float


@dataclass(frozen=True, slots=True)
class ListAgreement:
    """How many of our list (`listed` people) are at the rival's, on average and with an interval of whole
    numbers; of how many `arrivals` there on average they are a part. `order` is None where both went for too
    few.
    """

    listed: int
    claimed: int
    found: float
    low: int
    high: int
    arrivals: float
    order: OrderAgreement | None

    @property
    def share_of_list(self) -> float | None:
        """Return the share of our list that is at the rival's, on average; None of an empty list."""
        return self.found / self.listed if self.listed else None

    @property
    def share_of_arrivals(self) -> float | None:
        """Return the share of the rival's arrivals that our list had; None where nobody is said to have arrived."""
        return self.found / self.arrivals if self.arrivals else None


def compare_lists(
    ranks: ArrayLike,
    chances: ArrayLike,
    arrived: ArrayLike,
    others: Sequence[float] = (),
    *,
    level: float = 0.9,
) -> ListAgreement:
    """Compare our list with a rival's arrivals.

    `ranks` (n,) are those of our list; `chances` (n,) the probability that the rival has each, 0 where
    nothing is claimed; `arrived` (n,) numbers that order the arrivals, such as days, NaN where there is none.
    `others` are the probabilities of arrivals who are not on our list. Raises InputError for columns of
    different length, what is no probability, and an arrival without a place in the order.
    """
    checks.check_between("level", level, 0.01, 0.999)
    places, weights, days = (np.asarray(one, np.float64).reshape(-1) for one in (ranks, chances, arrived))
    if not places.size == weights.size == days.size:
        raise InputError(
            "Ranks, chances and arrivals differ in length; give one of each a person.", name="chances"
        )
    for one in (*weights.tolist(), *others):
        checks.check_between("chance", one, 0, 1)
    there = weights > 0
    if np.isnan(days[there]).any():
        raise InputError("Somebody is at the rival's without a day; say when they came.", name="arrived")
    moves = [ProbableMove("list", "rival", float(one)) for one in weights[there]]
    flows = estimate_flows(moves, level=level)
    found, low, high = (flows[0].mean, flows[0].low, flows[0].high) if flows else (0.0, 0, 0)
    return ListAgreement(
        listed=int(places.size),
        claimed=int(there.sum()),
        found=found,
        low=low,
        high=high,
        arrivals=found + float(sum(others)),
        order=_order(places[there], days[there], weights[there], level),
    )


def _order(ranks: Floats, days: Floats, weights: Floats, level: float) -> OrderAgreement | None:
    """Return weighted tau-b with the interval of Fieller, Hartley and Pearson (1957), for as many people as
    the weights are worth (Kish 1965).
    """
    if not weights.size:
        return None
    people = float(weights.sum() ** 2 / (weights**2).sum())
    if people < LEAST_PEOPLE:
        return None
    same, mine, theirs = 0.0, 0.0, 0.0
    for at in range(weights.size - 1):  # row by row, which bounds the memory
        pairs = weights[at] * weights[at + 1 :]
        first, second = np.sign(ranks[at + 1 :] - ranks[at]), np.sign(days[at + 1 :] - days[at])
        same += float((pairs * first * second).sum())
        mine += float((pairs * first**2).sum())
        theirs += float((pairs * second**2).sum())
    if not (mine and theirs):
        return None
    tau = float(np.clip(same / np.sqrt(mine * theirs), -1, 1))
    within = 1 - 2 / (people * (people - 1))  # an order that is perfect is not certain
    middle = np.arctanh(np.clip(tau, -within, within))
    reach = float(ndtri((1 + level) / 2)) * np.sqrt(VARIANCE / (people - 4))
    low, high = float(np.tanh(middle - reach)), float(np.tanh(middle + reach))
    return OrderAgreement(tau, min(low, tau), max(high, tau), people)
