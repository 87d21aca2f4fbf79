"""How many people went from where to where: sums of moves that are each more or less probable.

The number of moves that took place is a sum of independent yes-or-no draws, each with its own probability: a
Poisson-binomial distribution, worked out exactly by adding one move after the other. A net gain is the difference of
two such sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.errors import InputError

__all__ = [
    "FlowEstimate",
    "NetEstimate",
    "ProbableMove",
    "estimate_flows",
    "estimate_net",
    "estimate_net_within",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ProbableMove:
    """A move from `left` to `joined` (keys; None where unknown) that took place with this probability."""

    left: str | None
    joined: str | None
    probability: float

    def __post_init__(self) -> None:
        checks.check_between("probability", self.probability, 0, 1)
        if self.left is None and self.joined is None:
            raise InputError("A move has no end; say where from or where to.", code="move")


@dataclass(frozen=True, slots=True)
class FlowEstimate:
    """How many went from one organisation to another: the mean and an interval of whole numbers, of `claimed` moves."""

    left: str
    joined: str
    claimed: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class NetEstimate:
    """How many an organisation gained and lost on average, and the difference with an interval of whole numbers."""

    organisation: str
    gained: float
    lost: float
    net: float
    low: int
    high: int


def estimate_flows(moves: Sequence[ProbableMove], *, level: float = 0.9) -> tuple[FlowEstimate, ...]:
    """Return the flow between each two organisations of which both ends are known, the largest first."""
    checks.check_between("level", level, 0.01, 0.999)
    pairs: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for move in moves:
        if move.left is not None and move.joined is not None:
            pairs[move.left, move.joined].append(move.probability)
    found = [
        FlowEstimate(*pair, len(chances), sum(chances), *_interval(_count(chances), 0, level))
        for pair, chances in pairs.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.mean, one.left, one.joined)))


def estimate_net(moves: Sequence[ProbableMove], *, level: float = 0.9) -> tuple[NetEstimate, ...]:
    """Return what each organisation gained and lost, the largest net gain first."""
    checks.check_between("level", level, 0.01, 0.999)
    gained: defaultdict[str, list[float]] = defaultdict(list)
    lost: defaultdict[str, list[float]] = defaultdict(list)
    for move in moves:
        if move.joined is not None:
            gained[move.joined].append(move.probability)
        if move.left is not None:
            lost[move.left].append(move.probability)
    found = []
    for key in {*gained, *lost}:
        came, went = gained.get(key, []), lost.get(key, [])
        difference = np.convolve(_count(came), _count(went)[::-1])
        low, high = _interval(difference, -len(went), level)
        found.append(NetEstimate(key, sum(came), sum(went), sum(came) - sum(went), low, high))
    return tuple(sorted(found, key=lambda one: (-one.net, one.organisation)))


def estimate_net_within(
    moves: Sequence[tuple[str, ProbableMove]], organisation: str, *, level: float = 0.9
) -> dict[str, NetEstimate]:
    """Return what one organisation gained and lost of each group, by the groups that the moves are given with."""
    inside = [
        ProbableMove(
            group if move.left == organisation else None,
            group if move.joined == organisation else None,
            move.probability,
        )
        for group, move in moves
        if organisation in (move.left, move.joined)
    ]
    found = estimate_net(inside, level=level)  # groups stand where organisations do
    return {one.organisation: replace(one, organisation=organisation) for one in found}


def _count(chances: Sequence[float]) -> Floats:
    """Return the chances of 0, 1, ... n of n draws."""
    found = np.ones(1)
    for chance in chances:
        found = np.convolve(found, [1 - chance, chance])
    return found


def _interval(chances: Floats, first: int, level: float) -> tuple[int, int]:
    """Return the central interval of whole numbers, whose chances begin at `first`."""
    reached = np.cumsum(chances) / chances.sum()
    low = int(np.searchsorted(reached, (1 - level) / 2 + 1e-12))
    high = int(np.searchsorted(reached, (1 + level) / 2 - 1e-12))
    return first + low, first + min(high, chances.size - 1)
