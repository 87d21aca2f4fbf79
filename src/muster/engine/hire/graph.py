"""The interview graph: candidates and interviewers joined by scorecards."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from muster.engine.hire.estimate import Components
from muster.engine.hire.layout import Layout

__all__ = ["find_components"]


def find_components(layout: Layout) -> Components:
    """Return the connected parts of the graph, largest first (by candidates, then interviewers).

    A candidate without scorecards is a part alone; an interviewer without any belongs to no part (-1).
    """
    parent = np.arange(layout.interviewers)
    _join(layout.cards_of, layout.interviewer, parent)
    people = _roots(parent)
    met = np.diff(layout.cards_of) > 0
    labels = np.empty(layout.candidates, np.int64)
    labels[met] = people[layout.interviewer[layout.cards_of[:-1][met]]]
    labels[~met] = layout.interviewers + np.arange(int((~met).sum()))
    candidates = np.bincount(labels, minlength=layout.interviewers)
    interviewers = np.bincount(people, minlength=candidates.size)
    parts = np.flatnonzero(candidates)
    order = parts[np.lexsort((parts, -interviewers[parts], -candidates[parts]))]
    place = np.full(candidates.size, -1, np.int64)
    place[order] = np.arange(order.size)
    return Components(
        candidates=candidates[order].astype(np.int64),
        interviewers=np.where(order < layout.interviewers, interviewers[order], 0).astype(np.int64),
        of_candidate=place[labels],
        of_interviewer=place[people],
    )


def _roots(parent: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the root of each interviewer's tree."""
    while (parent != parent[parent]).any():
        parent = parent[parent]
    return parent


@njit(cache=True, nogil=True)
def _join(cards_of: Any, interviewer: Any, parent: Any) -> None:
    """Unite the interviewers of each candidate (union-find with path halving; the smaller root wins)."""
    for candidate in range(cards_of.size - 1):
        for i in range(cards_of[candidate] + 1, cards_of[candidate + 1]):
            a, b = interviewer[i - 1], interviewer[i]
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            while parent[b] != b:
                parent[b] = parent[parent[b]]
                b = parent[b]
            if a < b:
                parent[b] = a
            else:
                parent[a] = b
