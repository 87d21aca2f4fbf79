"""Every move is in the plan and in order, and what has ended stays so."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from muster.demo.organisation import Organisation
from muster.demo.organisation.hiring_records import Closing, Move
from muster.demo.organisation.plans import PLANS


def stages_of(organisation: Organisation) -> dict[str, list[str]]:
    plans = {one.id: [stage.name for stage in PLANS[one.plan].stages] for one in organisation.requisitions}
    return {one.id: plans[one.requisition_id] for one in organisation.applications}


def moves_of(organisation: Organisation) -> dict[str, list[Move]]:
    moves = defaultdict(list)
    for move in organisation.moves:
        moves[move.application_id].append(move)
    return moves


def closings_of(organisation: Organisation) -> dict[str, Closing]:
    closings = {one.application_id: one for one in organisation.closings}
    assert len(closings) == len(organisation.closings)
    return closings


def _is_back(stage: str, after: str) -> bool:
    """Whether the committee sends somebody back to the interviews."""
    return stage == "Committee" and after == "Final interviews"


def test_every_move_is_in_the_plan_and_in_order(either: Organisation) -> None:
    stages = stages_of(either)
    applied = {one.id: one.applied_at for one in either.applications}
    for application_id, moves in moves_of(either).items():
        path = [moves[0].from_stage, *(move.to_stage for move in moves)]
        straight = [
            stage for stage, after in zip(path, [*path[1:], ""], strict=True) if not _is_back(stage, after)
        ]
        for back in [place for place, stage in enumerate(path[:-1]) if _is_back(stage, path[place + 1])]:
            assert path[back - 1] == path[back + 1]  # one more interview, then the committee again
            straight.remove(path[back + 1])
        assert straight == stages[application_id][: len(straight)]
        assert all(move.from_stage == before for move, before in zip(moves, path, strict=False))
        moments = [applied[application_id], *(move.at for move in moves)]
        assert all(before < after for before, after in pairwise(moments))


def test_an_application_ends_once_in_the_stage_it_has_reached(either: Organisation) -> None:
    stages, moves = stages_of(either), moves_of(either)
    for application_id, closing in closings_of(either).items():
        steps = moves.get(application_id, [])
        reached = steps[-1].to_stage if steps else stages[application_id][0]
        assert closing.stage == reached
        assert (closing.outcome == "hired") == (reached == "Hired")
        assert (closing.actor_id is None) == (closing.outcome == "withdrawn")
        assert closing.reason
        assert not steps or closing.at >= steps[-1].at


def test_a_filled_requisition_has_hired_for_every_opening(either: Organisation) -> None:
    requisition = {one.id: one.requisition_id for one in either.applications}
    hired = Counter(requisition[one.application_id] for one in either.closings if one.outcome == "hired")
    results = {one.requisition_id: one.result for one in either.requisition_closings}
    for one in either.requisitions:
        assert (results.get(one.id) == "filled") == (hired[one.id] == one.openings)
        assert hired[one.id] <= one.openings
        if results.get(one.id) == "cancelled":
            assert not hired[one.id]


def test_a_closed_requisition_leaves_nobody_on_the_way(either: Organisation) -> None:
    closed_at = {one.requisition_id: one.closed_at for one in either.requisition_closings}
    closings = closings_of(either)
    for application in either.applications:
        if application.requisition_id in closed_at:
            assert application.applied_at <= closed_at[application.requisition_id]
            assert closings[application.id].at <= closed_at[application.requisition_id]


def test_people_are_hired_once_and_then_have_no_other_application(either: Organisation) -> None:
    candidate = {one.id: one.candidate_id for one in either.applications}
    hired_at = {candidate[one.application_id]: one.at for one in either.closings if one.outcome == "hired"}
    assert len(hired_at) == sum(one.outcome == "hired" for one in either.closings)
    closings = closings_of(either)
    for application in either.applications:
        if application.candidate_id in hired_at:
            assert closings[application.id].at <= hired_at[application.candidate_id]
            assert application.applied_at < hired_at[application.candidate_id]


def test_whoever_acts_is_employed_then(either: Organisation) -> None:
    ended = {one.spell_id: one.last_day for one in either.departures}
    spells = defaultdict(list)
    for spell in either.spells:
        spells[spell.employee_id].append((spell.started_on, ended.get(spell.id, date.max)))
    acts = [(one.actor_id, one.at.date()) for one in either.moves]
    acts += [(one.actor_id, one.at.date()) for one in either.closings if one.actor_id]
    acts += [(one.actor_id, one.closed_at.date()) for one in either.requisition_closings]
    acts += [(one.reviewer_id, one.reviewed_at.date()) for one in either.reviews]
    acts += [(one.employee_id, one.referred_at.date()) for one in either.referrals]
    for who, day in acts:
        assert any(first <= day <= last for first, last in spells[who or ""])


@pytest.mark.parametrize(("outcome", "least", "most"), [("rejected", 0.8, 0.92), ("hired", 0.025, 0.06)])
def test_outcomes_are_as_in_life(either: Organisation, outcome: str, least: float, most: float) -> None:
    number = sum(one.outcome == outcome for one in either.closings)
    assert least < number / len(either.applications) < most
    active = len(either.applications) - len(either.closings)
    assert 400 < active < 1500
