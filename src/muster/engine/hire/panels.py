"""Panels that keep the interview graph in one piece.

Merit is on one scale where a chain of shared interviewers leads from candidate to candidate (DESIGN 5, the graph of
`graph.py`). Candidates in different components are compared through the prior alone. So whoever is asked to interview
next should, besides having room, join components.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.engine.errors import InputError

__all__ = ["PanelProposal", "propose_panel"]


@dataclass(frozen=True)
class PanelProposal:
    """Who should interview: places among those offered, best first.

    `before` and `after` are the numbers of components that hold candidates, the candidate at hand included, without
    and with this panel.
    """

    members: tuple[int, ...]
    before: int
    after: int


def propose_panel(
    *,
    met: Sequence[tuple[int, int]],
    candidate: int,
    able: Sequence[int],
    room: Sequence[int],
    size: int,
) -> PanelProposal:
    """Return the panel of at most `size` interviewers that joins most candidates to the one at hand.

    `met` are pairs (candidate, interviewer) that have met or are about to; `able` are the interviewers that can be
    asked, `room` how many more interviews each can take, the same length. Greedy, which is exact here: a member joins
    their whole component and nothing else, so the largest components come first; in one component, and among those
    who have met nobody yet, whoever has most room. Members without room are left out. The result depends on the order
    of `able` only where all else is equal.

    Raises InputError when `room` and `able` differ in length or `size` is below 0.
    """
    if len(able) != len(room):
        raise InputError(f"able has {len(able)} interviewers, room {len(room)}; give one number for each.")
    if size < 0:
        raise InputError(f"size is {size}; give 0 or more.")
    parts = _Parts()
    for who, interviewer in met:
        parts.join(("candidate", who), ("interviewer", interviewer))
    here = ("candidate", candidate)
    parts.find(here)
    before = parts.count()
    already = {interviewer for who, interviewer in met if who == candidate}
    left = [
        place for place, one in enumerate(able) if room[place] > 0 and one not in already
    ]  # whoever meets them anyway adds nothing
    members: list[int] = []
    while left and len(members) < size:
        best = max(left, key=lambda place: (_gain(parts, here, able[place]), room[place], -place))
        parts.join(here, ("interviewer", able[best]))
        left.remove(best)
        members.append(best)
    return PanelProposal(tuple(members), before, parts.count())


_Node = tuple[str, int]


class _Parts:
    """The components of the graph: union-find with path halving, and the candidates of each."""

    def __init__(self) -> None:
        self._parent: dict[_Node, _Node] = {}
        self._candidates: dict[_Node, int] = {}

    def find(self, node: _Node) -> _Node:
        """Return the root of a node, which is added alone if it is new."""
        if node not in self._parent:
            self._parent[node] = node
            self._candidates[node] = int(node[0] == "candidate")
        while self._parent[node] != node:
            self._parent[node] = node = self._parent[self._parent[node]]
        return node

    def join(self, one: _Node, other: _Node) -> None:
        """Make one component of two."""
        a, b = self.find(one), self.find(other)
        if a != b:
            self._parent[b] = a
            self._candidates[a] += self._candidates.pop(b)

    def candidates(self, node: _Node) -> int:
        """Return how many candidates the component of a node has."""
        return self._candidates[self.find(node)]

    def count(self) -> int:
        """Return how many components hold a candidate."""
        return sum(number > 0 for number in self._candidates.values())


def _gain(parts: _Parts, here: _Node, interviewer: int) -> int:
    """Return how many candidates an interviewer would join to the one at hand."""
    node = ("interviewer", interviewer)
    return 0 if parts.find(node) == parts.find(here) else parts.candidates(node)
