"""Whom to interview next: fair minimums first, then value; capacity, cost, budget, batches; when to stop and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.hire import _field, _odds
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.interviewing import TOLERANCE, FairRules, Proposals, propose_interviews
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Interviewers, Kit, Scorecards
from tests.engine.seasons import Row, from_rows

FREE = FairRules(0, 0, connected=False)


@pytest.fixture(scope="module")
def scorecards() -> Scorecards:
    return simulate_season(candidates=30, interviewers=8, interviews=2, criteria=3, seed=3).scorecards


@pytest.fixture(scope="module")
def estimate(scorecards: Scorecards) -> MeritEstimate:
    return estimate_merit(scorecards)


def pairs_of(found: Proposals) -> list[tuple[str, str]]:
    return list(zip(map(str, found.candidate_id), map(str, found.interviewer_id), strict=True))


def met_in(scorecards: Scorecards) -> set[tuple[str, str]]:
    return {
        (str(scorecards.candidate_ids[c]), str(scorecards.interviewer_ids[r]))
        for c, r in zip(scorecards.candidate, scorecards.interviewer, strict=True)
    }


def people(ids: Sequence[str], capacity: float = np.inf, cost: float = 1.0) -> Interviewers:
    return Interviewers(np.array(ids, object), np.full(len(ids), capacity), np.full(len(ids), cost))


def test_the_first_is_near_the_boundary_and_its_reason_says_so(
    estimate: MeritEstimate, scorecards: Scorecards
) -> None:
    found = propose_interviews(estimate, k=5)
    assert not found.stop
    assert found.stop_reason.code == "worth"
    ((who, asked),) = pairs_of(found)
    assert (who, asked) not in met_in(scorecards)
    place = estimate.ranking.candidate_id.tolist().index(who)
    assert 1 <= place <= 9
    (reason,) = found.reasons
    assert reason.code == "boundary"
    assert reason.params["inside"] == (place < 5)
    assert reason.params["other_id"] == estimate.ranking.candidate_id[5 if place < 5 else 4]
    gap = abs(estimate.ranking.merit[place] - estimate.ranking.merit[5 if place < 5 else 4])
    assert reason.params["gap"] == pytest.approx(gap)
    assert (reason.params["interviews"], reason.params["met"], reason.params["parts"]) == (2, 2, 1)
    assert found.sd_after[0] < found.sd_before[0]
    assert list(found.to_frame()) == [
        "candidate_id", "interviewer_id", "kit", "value", "cost", "sd_before", "sd_after", "reason",
    ]  # fmt: skip


def test_it_is_worth_most_of_all_that_could_be_asked(estimate: MeritEstimate) -> None:
    best = propose_interviews(estimate, k=5, rules=FREE)
    for asked in estimate.interviewers.interviewer_id:
        one = propose_interviews(estimate, k=5, rules=FREE, interviewers=people([asked]), tolerance=0.0)
        assert one.value[0] <= best.value[0] + 1e-12


def test_a_batch_is_what_one_at_a_time_proposes_when_it_is_planned(estimate: MeritEstimate) -> None:
    batch = propose_interviews(estimate, k=5, batch=6)
    planned: list[tuple[int, object]] = []
    place = {one: code for code, one in enumerate(estimate.candidate_ids)}
    for at in range(6):
        one = propose_interviews(estimate, k=5, planned=planned)
        assert pairs_of(one)[0] == pairs_of(batch)[at]
        assert one.value[0] == pytest.approx(batch.value[at])
        planned.append((place[one.candidate_id[0]], one.interviewer_id[0]))
    assert len(set(pairs_of(batch))) == 6


def test_fair_minimums_come_before_what_is_worth_most(
    estimate: MeritEstimate, scorecards: Scorecards
) -> None:
    owed = propose_interviews(estimate, k=5, rules=FairRules(3, 2), batch=40)
    codes = [reason.code for reason in owed.reasons]
    assert codes == ["minimum"] * 30 + ["boundary"] * 10
    assert sorted(owed.candidate_id[:30]) == sorted(estimate.candidate_ids)
    assert not set(pairs_of(owed)) & met_in(scorecards)
    assert owed.unmet == 0
    assert propose_interviews(estimate, k=5, rules=FairRules(3, 2), batch=10).unmet == 20
    alone = propose_interviews(estimate, k=5, rules=FairRules(0, 3), batch=31)
    assert [reason.code for reason in alone.reasons] == ["alone"] * 30 + ["boundary"]


def apart() -> Scorecards:
    rng = np.random.default_rng(1)
    rows: list[Row] = [
        (c, 2 * (c // 6) + r, k, int(rng.integers(1, 6)))
        for c in range(18)
        for r in range(2)
        for k in range(2)
    ]
    return from_rows(rows)


def test_parts_of_the_graph_are_joined_one_interview_each() -> None:
    fit = estimate_merit(apart())
    assert fit.components.candidates.size == 3
    found = propose_interviews(fit, k=4, batch=3)
    assert [reason.code for reason in found.reasons] == ["link", "link", "boundary"]
    assert [reason.params["parts"] for reason in found.reasons] == [3, 2, 1]
    free = propose_interviews(fit, k=4, batch=3, rules=FairRules(connected=False))
    assert {reason.code for reason in free.reasons} == {"boundary"}


def test_a_fair_minimum_joins_parts_where_it_can() -> None:
    fit = estimate_merit(apart())
    found = propose_interviews(fit, k=4, batch=2, rules=FairRules(3, 2))
    assert [reason.code for reason in found.reasons] == ["minimum", "minimum"]
    assert [reason.params["parts"] for reason in found.reasons] == [3, 2]


def test_whoever_has_no_interview_yet_comes_first_by_somebody_known() -> None:
    scorecards = simulate_season(candidates=10, interviewers=4, interviews=2, criteria=2, seed=2).scorecards
    rows = [
        (int(c), int(r), int(k), int(y))
        for c, r, k, y in zip(
            scorecards.candidate, scorecards.interviewer, scorecards.criterion, scorecards.rating, strict=True
        )
        if c not in (4, 6)
    ]
    fit = estimate_merit(from_rows(rows, candidates=10))
    asked = people(["new", "R0", "R1", "R2", "R3"])
    found = propose_interviews(fit, k=2, interviewers=asked, batch=4)
    assert {*found.candidate_id[:2]} == {"C4", "C6"}
    assert "new" not in found.interviewer_id[:2]
    assert [reason.code for reason in found.reasons[:4]] == ["minimum", "minimum", "alone", "alone"]
    assert found.reasons[0].params["interviews"] == 0


def test_capacity_cost_and_budget_are_kept(estimate: MeritEstimate) -> None:
    ids = estimate.interviewers.interviewer_id
    asked = Interviewers(ids, np.array([1, 1, 0, 2, 0, 0, 0, 1.0]), np.array([1, 2, 1, 1, 1, 1, 1, 1.0]))
    found = propose_interviews(estimate, k=5, interviewers=asked, batch=20)
    used = {one: found.interviewer_id.tolist().count(one) for one in ids}
    assert [used[one] for one in ids] == [1, 1, 0, 2, 0, 0, 0, 1]
    assert found.stop_reason.params["then"] == "nobody"
    spent = propose_interviews(estimate, k=5, interviewers=asked, batch=20, budget=3.5)
    assert spent.cost.sum() <= 3.5
    assert spent.value.size == 3
    assert spent.stop_reason.params["then"] == "budget"


def test_whoever_costs_less_or_is_consistent_is_asked_before_their_like(estimate: MeritEstimate) -> None:
    plain = propose_interviews(estimate, k=5, rules=FREE)
    ids = estimate.interviewers.interviewer_id
    cost = np.where(ids == plain.interviewer_id[0], 50.0, 1.0)
    dear = propose_interviews(
        estimate, k=5, rules=FREE, interviewers=Interviewers(ids, np.full(ids.size, np.inf), cost)
    )
    assert dear.interviewer_id[0] != plain.interviewer_id[0]


def test_whom_they_may_not_meet_is_never_proposed(estimate: MeritEstimate) -> None:
    ids = estimate.interviewers.interviewer_id
    may = np.zeros((30, ids.size), bool)
    may[:, 2] = True
    found = propose_interviews(estimate, k=5, interviewers=Interviewers.unlimited(ids), may=may, batch=5)
    assert set(found.interviewer_id) == {ids[2]}


def test_the_kit_that_tells_most_is_named(estimate: MeritEstimate) -> None:
    names = estimate.criteria.criterion
    found = propose_interviews(estimate, k=5, kits=[Kit("short", names[:1]), Kit("long", names)])
    assert found.kit == ("long",)
    assert propose_interviews(estimate, k=5).kit == ("",)


def test_a_field_may_be_a_part_of_the_season(estimate: MeritEstimate) -> None:
    codes = np.arange(5, 20)
    found = propose_interviews(estimate, k=3, candidates=codes, batch=8)
    assert set(found.candidate_id) <= set(estimate.candidate_ids[codes])


def test_large_fields_are_looked_at_near_the_boundary_and_where_something_is_owed(
    estimate: MeritEstimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = propose_interviews(estimate, k=10, batch=3)
    monkeypatch.setattr(_odds.near_boundary, "__defaults__", (4,))
    monkeypatch.setattr(_field, "MOST_ASKED", 6)
    part = propose_interviews(estimate, k=10, batch=3)
    assert part.value[0] == pytest.approx(whole.value[0], rel=0.1)
    owed = propose_interviews(estimate, k=10, rules=FairRules(3, 2), batch=30)
    assert len(set(owed.candidate_id)) == 30
    assert owed.unmet == 0
    assert propose_interviews(estimate, k=10, rules=FairRules(3, 2), batch=5).unmet == 25


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"k": 30}, "everybody"),
        ({"k": 5, "budget": 0}, "budget"),
        ({"k": 5, "budget": 0.5}, "budget"),
        ({"k": 5, "tolerance": 10.0}, "settled"),
        ({"k": 5, "interviewers": people(["R0001"], capacity=0)}, "nobody"),
        ({"k": 5, "interviewers": people([])}, "nobody"),
    ],
)
def test_it_stops_with_a_reason(estimate: MeritEstimate, options: dict[str, object], code: str) -> None:
    found = propose_interviews(estimate, **options)  # type: ignore[arg-type]
    assert found.stop
    assert found.stop_reason.code == code
    assert found.value.size == 0
    assert len(found.reasons) == len(found.kit) == found.cost.size == 0


def test_it_goes_on_while_fairness_owes_something_whatever_it_is_worth(estimate: MeritEstimate) -> None:
    found = propose_interviews(estimate, k=5, rules=FairRules(3, 2), tolerance=10.0, batch=31)
    assert not found.stop
    assert found.value.size == 30
    assert found.stop_reason.params["then"] == "settled"


def test_going_on_is_worth_no_less_than_what_is_proposed() -> None:
    """Merit near the boundary is so little known after the first look that the second interview is worth more."""
    for seed in range(6):
        few = simulate_season(candidates=12, interviewers=4, interviews=2, criteria=2, seed=seed)
        field = estimate_merit(few.scorecards)
        found = propose_interviews(field, k=3, batch=6)
        assert found.stop_reason.params["value"] >= found.value.max()


def test_going_on_is_worth_the_most_of_all_where_something_else_is_owed_first(
    estimate: MeritEstimate, scorecards: Scorecards
) -> None:
    last = estimate.ranking.candidate_id.tolist()[-1]
    met, people = met_in(scorecards), scorecards.interviewer_ids.tolist()
    others = [(code, who) for code, who in enumerate(estimate.candidate_ids.tolist()) if who != last]
    planned = [(code, next(one for one in people if (who, one) not in met)) for code, who in others]
    most = propose_interviews(estimate, k=5, planned=planned, rules=FairRules(0, 0)).value[0]
    for batch in (1, 40):
        found = propose_interviews(estimate, k=5, planned=planned, rules=FairRules(3, 2), batch=batch)
        assert found.candidate_id[0] == last
        assert found.value[0] < most
        assert found.stop_reason.params["value"] == pytest.approx(most)


def test_it_settles_when_the_answer_is_clear() -> None:
    season = simulate_season(candidates=12, interviewers=40, interviews=40, criteria=5, sd_merit=3.0, seed=3)
    fit = estimate_merit(season.scorecards)
    gaps = -np.diff(fit.ranking.merit)
    k = int(np.argmax(gaps)) + 1
    found = propose_interviews(fit, k=k, interviewers=people(["new 1", "new 2"]))
    assert found.stop
    assert found.stop_reason.code == "settled"
    assert found.stop_reason.params["value"] < TOLERANCE


def test_plans_count_as_held_and_are_not_proposed_again(estimate: MeritEstimate) -> None:
    first = propose_interviews(estimate, k=5)
    code = int(np.flatnonzero(estimate.candidate_ids == first.candidate_id[0])[0])
    again = propose_interviews(estimate, k=5, planned=[(code, first.interviewer_id[0])], batch=3)
    assert pairs_of(first)[0] not in pairs_of(again)
    outside = propose_interviews(
        estimate, k=5, planned=[(code, "somebody new")], interviewers=people(["R0001", "R0002"]), batch=9
    )
    assert set(outside.interviewer_id) <= {"R0001", "R0002"}
    alone = propose_interviews(
        estimate, k=5, planned=[(code, "x"), (code, "y")], rules=FairRules(4, 4), batch=29
    )
    assert first.candidate_id[0] not in alone.candidate_id


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"k": 0}, "at least one opening"),
        ({"k": 31}, "only 30 candidates"),
        ({"k": 5, "batch": 0}, "batch is 0"),
        ({"k": 5, "budget": -1.0}, "budget is -1"),
        ({"k": 5, "budget": float("nan")}, "budget is nan"),
        ({"k": 5, "tolerance": float("inf")}, "tolerance is inf"),
        ({"k": 5, "rules": FairRules(-1, 0)}, "least number of interviews is -1"),
        ({"k": 5, "interviewers": people(["R1", "R1"])}, "'R1' is given twice"),
        ({"k": 5, "interviewers": people(["R1"], capacity=-1)}, "capacity must be 0 or more"),
        ({"k": 5, "interviewers": people(["R1"], cost=0.0)}, "cost must be a finite number above 0"),
        ({"k": 5, "may": np.ones((2, 2), bool)}, "may has the shape"),
    ],
)
def test_bad_arguments_are_named(estimate: MeritEstimate, options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        propose_interviews(estimate, **options)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(
    k=st.integers(1, 29),
    batch=st.integers(1, 12),
    least=st.integers(0, 4),
    judges=st.integers(0, 4),
    capacity=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    budget=st.floats(0, 12),
)
def test_whatever_is_asked_the_rules_hold(
    estimate: MeritEstimate,
    scorecards: Scorecards,
    k: int,
    batch: int,
    least: int,
    judges: int,
    capacity: list[int],
    budget: float,
) -> None:
    ids = estimate.interviewers.interviewer_id
    asked = Interviewers(ids, np.array(capacity, np.float64), np.ones(8))
    found = propose_interviews(
        estimate, k=k, interviewers=asked, rules=FairRules(least, judges), budget=budget, batch=batch
    )
    pairs = pairs_of(found)
    assert len(pairs) == len(set(pairs)) <= batch
    assert not set(pairs) & met_in(scorecards)
    assert all(
        found.interviewer_id.tolist().count(one) <= room for one, room in zip(ids, capacity, strict=True)
    )
    assert found.cost.sum() <= budget + 1e-9
    assert found.stop == (not pairs)
    assert (found.value >= 0).all()
    assert (found.sd_after <= found.sd_before).all()
