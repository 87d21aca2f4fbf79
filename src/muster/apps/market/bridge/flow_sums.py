"""Moves -> how many went from where to where, by keys alone: what is kept with the ledger that it is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.apps.market.bridge.ledger import LEVEL
from muster.engine.market.claim_shapes import MoveEstimate
from muster.engine.market.flows import (
    FlowEstimate,
    NetEstimate,
    ProbableMove,
    estimate_flows,
    estimate_net,
    estimate_net_within,
)

__all__ = ["EPOCH", "FlowSums", "flow_quarters", "flow_sums", "nets_by_role"]

EPOCH = 1970
"""The year whose first quarter has the number 0."""

MOST_QUARTERS, MOST_ROWS = 12, 10  # of the picture


@dataclass(frozen=True)
class FlowSums:
    """Flows and net gains, the largest first; and for the picture the largest flows of the last quarters, with the
    moves to be expected in each of them.
    """

    flows: tuple[FlowEstimate, ...]
    nets: tuple[NetEstimate, ...]
    pictured: tuple[tuple[str, str, tuple[float, ...]], ...]
    pictured_quarters: tuple[int, ...]


def flow_sums(moves: Sequence[MoveEstimate], *, quarter: int | None = None) -> FlowSums:
    """Return the flows of the moves that were first spoken of in a quarter; None: in any."""
    if not moves:
        return FlowSums((), (), (), ())
    numbers = _numbers(moves)
    chosen = [move for move, at in zip(moves, numbers, strict=True) if quarter in (None, at)]
    shown = tuple(range(max(numbers) - MOST_QUARTERS + 1, max(numbers) + 1))
    return FlowSums(
        estimate_flows(_probable(chosen), level=LEVEL),
        estimate_net(_probable(chosen), level=LEVEL),
        _pictured(moves, numbers, shown),
        shown,
    )


def flow_quarters(moves: Sequence[MoveEstimate]) -> tuple[int, ...]:
    """Return the quarters in which moves were first spoken of, the newest first."""
    return tuple(sorted(set(_numbers(moves)), reverse=True))


def nets_by_role(
    moves: Sequence[MoveEstimate], organisation: str, *, quarter: int | None = None
) -> tuple[dict[str, NetEstimate], dict[str, NetEstimate]]:
    """Return what an organisation gained and lost by field and by level; under "" where nobody tells."""
    chosen = [move for move, at in zip(moves, _numbers(moves), strict=True) if quarter in (None, at)]
    probable = _probable(chosen)
    fields, levels = (
        estimate_net_within(list(zip(groups, probable, strict=True)), organisation, level=LEVEL)
        for groups in ([move.role.field or "" for move in chosen], [move.role.level or "" for move in chosen])
    )
    return fields, levels


def _numbers(moves: Sequence[MoveEstimate]) -> list[int]:
    months = np.array([move.said_first for move in moves], "datetime64[D]").astype("datetime64[M]")
    return [int(month) // 3 for month in months.astype(np.int64)]


def _pictured(
    moves: Sequence[MoveEstimate], numbers: Sequence[int], shown: Sequence[int]
) -> tuple[tuple[str, str, tuple[float, ...]], ...]:
    recent = [(move, at) for move, at in zip(moves, numbers, strict=True) if at >= shown[0]]
    parts: defaultdict[tuple[str | None, str | None], list[float]] = defaultdict(lambda: [0.0] * len(shown))
    for move, at in recent:
        parts[move.left, move.joined][at - shown[0]] += move.probability
    largest = estimate_flows(_probable([move for move, _at in recent]), level=LEVEL)[:MOST_ROWS]
    return tuple(
        (one.left, one.joined, tuple(round(part, 1) for part in parts[one.left, one.joined]))
        for one in largest
    )


def _probable(moves: Sequence[MoveEstimate]) -> list[ProbableMove]:
    return [ProbableMove(move.left, move.joined, move.probability) for move in moves]
