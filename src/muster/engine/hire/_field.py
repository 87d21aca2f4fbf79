"""The field that interviews are proposed for: which candidates and interviewers, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import InputError
from muster.engine.hire._joint import join
from muster.engine.hire._odds import near_boundary
from muster.engine.hire._situation import Situation
from muster.engine.hire._telling import consistency, find_kits, interview_noise
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.shapes import Ids, IntArray, Interviewers, Kit

__all__ = ["Field", "build_field"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_ASKED = 300  # interviewers looked at
MOST_PARTS = 50  # candidates looked at because their part of the graph stands alone


@dataclass(frozen=True, eq=False)
class Field:
    """`candidate_ids` (n), `interviewer_ids` and `unlike` (m) are in the situation's order; `k` counts those of the n
    who are to be chosen; `kits` are names, `kit` (n, m) which of them tells most; `owed_elsewhere` counts candidates
    left out of the n to whom the rules owe something.
    """

    situation: Situation
    k: int
    candidate_ids: Ids
    interviewer_ids: Ids
    unlike: Floats
    kits: list[str]
    kit: IntArray
    owed_elsewhere: int


@dataclass(frozen=True, eq=False)
class _People:
    """Interviewers: ids, codes in the estimate (-1: not known), capacity, cost, and whom each may meet (n, m)."""

    ids: Ids
    codes: IntArray
    capacity: Floats
    cost: Floats
    may: Flags

    def some(self, places: IntArray) -> _People:
        """Return those at these places."""
        return _People(
            self.ids[places],
            self.codes[places],
            self.capacity[places],
            self.cost[places],
            self.may[:, places],
        )


def build_field(
    estimate: MeritEstimate,
    codes: IntArray,
    k: int,
    interviewers: Interviewers | None,
    may: Flags | None,
    kits: Sequence[Kit] | None,
    planned: Sequence[tuple[int, object]],
    budget: float,
    *,
    owed: tuple[int, int],
    batch: int,
) -> Field:
    """Gather what is known of the field, with `planned` interviews counted as held. `owed` are the least numbers of
    interviews and of different interviewers.
    """
    criteria, names = find_kits(estimate, kits)
    people = _find_people(estimate, codes.size, interviewers, may)
    plans = _find_plans(codes, planned)
    asked = {str(one) for one in people.ids.tolist()}
    people = _add_planned(estimate, people, [who for _, who in plans if str(who) not in asked])
    interviews, met = _count(estimate, codes)
    short = (interviews < owed[0]) | (met < owed[1])
    near, inside = _look_at(estimate, codes, k, short, plans, batch)
    elsewhere = int(short.sum() - short[near].sum())
    people = replace(people, may=people.may[near])
    unlike = _unlike(estimate, people.codes)
    busy = {str(who) for _, who in plans}
    people = people.some(_ask(estimate, people, unlike, busy))
    unlike = _unlike(estimate, people.codes)

    joint = join(estimate.posterior, codes[near], people.codes)
    mean, covariance = joint.moments()
    noise, kit = interview_noise(estimate, criteria, mean, covariance, near.size, unlike)
    situation = Situation(
        mean=mean,
        covariance=covariance,
        noise=noise,
        cost=people.cost,
        capacity=people.capacity.copy(),
        may=people.may & ~_have_met(estimate, codes[near], people.codes),
        interviews=interviews[near],
        met=met[near],
        part_of_candidate=estimate.components.of_candidate[codes[near]].copy(),
        part_of_interviewer=_parts(estimate, people.codes),
        budget=budget,
    )
    place = {int(code): at for at, code in enumerate(near)}
    who = {str(one): at for at, one in enumerate(people.ids.tolist())}
    for p, r in plans:
        situation.take(place[p], who[str(r)], planned=True)
    return Field(
        situation, inside, estimate.candidate_ids[codes[near]], people.ids, unlike, names, kit, elsewhere
    )


def _find_people(
    estimate: MeritEstimate, n: int, interviewers: Interviewers | None, may: Flags | None
) -> _People:
    table = estimate.interviewers
    given = interviewers or Interviewers.unlimited(table.interviewer_id[table.ratings > 0])
    ids = np.asarray(given.interviewer_ids)
    capacity, cost = np.asarray(given.capacity, np.float64), np.asarray(given.cost, np.float64)
    if capacity.shape != ids.shape or cost.shape != ids.shape or ids.ndim != 1:
        raise InputError(
            "interviewer_ids, capacity and cost differ in length; give one entry a person in each."
        )
    if not (capacity >= 0).all():
        raise InputError("capacity must be 0 or more, or infinite, for every interviewer.")
    if not (np.isfinite(cost).all() and (cost > 0).all()):
        raise InputError("cost must be a finite number above 0 for every interviewer.")
    seen: set[str] = set()
    for one in map(str, ids.tolist()):
        if one in seen:
            raise InputError(f"The interviewer {one!r} is given twice; give each once.", interviewer=one)
        seen.add(one)
    allowed = np.ones((n, ids.size), bool) if may is None else np.asarray(may, bool)
    if allowed.shape != (n, ids.size):
        raise InputError(
            f"may has the shape {allowed.shape}; it must have a row for each of {n:,} candidates and a column for "
            f"each of {ids.size:,} interviewers."
        )
    return _People(ids, _codes(estimate, ids), capacity, cost, allowed)


def _codes(estimate: MeritEstimate, ids: Ids) -> IntArray:
    known = {str(one): code for code, one in enumerate(estimate.interviewers.interviewer_id.tolist())}
    return np.array([known.get(str(one), -1) for one in ids.tolist()], np.int64)


def _find_plans(codes: IntArray, planned: Sequence[tuple[int, object]]) -> list[tuple[int, object]]:
    """Return the planned interviews of the field, by the candidates' places in it."""
    place = {int(code): at for at, code in enumerate(codes)}
    return [(place[code], who) for code, who in planned if code in place]


def _add_planned(estimate: MeritEstimate, people: _People, more: list[object]) -> _People:
    """Add interviewers who have plans but may not be asked for more."""
    new = list(dict.fromkeys(map(str, more)))
    if not new:
        return people
    ids = np.concatenate([people.ids.astype(object), np.array(new, object)])
    nothing = np.zeros((people.may.shape[0], len(new)), bool)
    return _People(
        ids,
        np.concatenate([people.codes, _codes(estimate, np.array(new, object))]),
        np.concatenate([people.capacity, np.zeros(len(new))]),
        np.concatenate([people.cost, np.ones(len(new))]),
        np.concatenate([people.may, nothing], axis=1),
    )


def _count(estimate: MeritEstimate, codes: IntArray) -> tuple[IntArray, IntArray]:
    """Return each candidate's interviews and different interviewers so far."""
    layout = estimate.posterior.layout
    pair = np.unique(layout.candidate.astype(np.int64) * layout.interviewers + layout.interviewer)
    met = np.bincount(pair // max(layout.interviewers, 1), minlength=layout.candidates)
    return layout.interviews[codes].copy(), met[codes]


def _look_at(
    estimate: MeritEstimate,
    codes: IntArray,
    k: int,
    short: Flags,
    plans: Sequence[tuple[int, object]],
    batch: int,
) -> tuple[IntArray, int]:
    """Return the places of the candidates to look at, and how many of them are among the k best."""
    merit = estimate.merit[codes]
    near = near_boundary(merit, estimate.sd[codes], k)
    if near.size < codes.size:
        order = np.argsort(-merit, kind="stable")
        owed = order[short[order]][:batch]
        _, first = np.unique(estimate.components.of_candidate[codes][order], return_index=True)
        alone = order[np.sort(first)[:MOST_PARTS]]
        busy = np.array([place for place, _ in plans], np.int64)
        near = np.unique(np.concatenate([near, owed, alone, busy]))
    best = np.zeros(codes.size, bool)
    best[np.argsort(-merit, kind="stable")[:k]] = True
    near = np.sort(near)
    return near, int(best[near].sum())


def _unlike(estimate: MeritEstimate, codes: IntArray) -> Floats:
    known = consistency(estimate.interviewers)
    unlike: Floats = np.where(codes >= 0, known[codes], 1.0)
    return unlike


def _ask(estimate: MeritEstimate, people: _People, unlike: Floats, busy: set[str]) -> IntArray:
    """Return the places of the interviewers to look at: those who tell most for their cost, and those with plans."""
    if people.ids.size <= MOST_ASKED:
        return np.arange(people.ids.size)
    sd = np.where(people.codes >= 0, estimate.interviewers.sd[people.codes], estimate.model.sd_severity)
    plain = (unlike + sd**2) * people.cost
    plain[(people.capacity < 1) | ~people.may.any(axis=0)] = np.inf
    plain[[str(one) in busy for one in people.ids.tolist()]] = -1.0
    return np.sort(np.argsort(plain, kind="stable")[: max(MOST_ASKED, len(busy))])


def _have_met(estimate: MeritEstimate, codes: IntArray, people: IntArray) -> Flags:
    layout = estimate.posterior.layout
    met = np.zeros(
        (codes.size, layout.interviewers + 1), bool
    )  # the last column is of those who are not known
    for row, code in enumerate(codes):
        met[row, layout.interviewer[layout.cards_of[code] : layout.cards_of[code + 1]]] = True
    found: Flags = met[:, people]
    return found


def _parts(estimate: MeritEstimate, people: IntArray) -> IntArray:
    """Return the part of the interview graph that each interviewer is in; one who is not known is one alone."""
    parts = estimate.components
    found = np.where(people >= 0, parts.of_interviewer[people], -1)
    alone = np.flatnonzero(found < 0)
    found[alone] = parts.candidates.size + np.arange(alone.size)
    return found
