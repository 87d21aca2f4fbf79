"""Committees: several sizes, sealed votes, conflicts, dissent, and a signature that the moves follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, time

from muster.demo.organisation import Organisation
from muster.demo.organisation.committee_records import Vote
from muster.demo.organisation.committees import LEVELS, leading


def test_there_are_as_many_as_asked_for(either: Organisation) -> None:
    assert 560 <= len(either.decisions) <= 800
    assert {len(one.members) for one in either.decisions} <= {2, 3, 4, 5}
    assert Counter(len(one.members) for one in either.decisions)[2] < 5  # reopened without who stood aside
    outcomes = Counter(one.outcome for one in either.signatures)
    assert outcomes["hire"] > 200
    assert outcomes["no_hire"] > 120
    assert outcomes["one_more"] > 25
    assert len(either.dissents) > 100
    assert len(either.recusals) > 40
    assert len(either.declarations) > 5
    assert sum(one.reopens is not None for one in either.decisions) >= 5


def test_an_open_decision_waits_for_votes_or_its_signature(either: Organisation) -> None:
    over = {one.decision_id for one in either.signatures} | {one.decision_id for one in either.voidings}
    cast = Counter(one.decision_id for one in either.ballots)
    waiting = [one for one in either.decisions if one.id not in over]
    assert len(waiting) >= 10
    assert any(cast[one.id] < one.quorum for one in waiting)
    assert any(cast[one.id] >= one.quorum for one in waiting)
    active = {one.id for one in either.applications} - {one.application_id for one in either.closings}
    assert all(one.application_id in active for one in waiting)
    end = datetime.combine(either.until, time.max, UTC)
    assert all(one.convened_at <= end for one in waiting)


def test_members_vote_once_unless_they_stand_aside(either: Organisation) -> None:
    members = {one.id: {member.employee_id for member in one.members} for one in either.decisions}
    votes = Counter((one.decision_id, one.employee_id) for one in either.ballots)
    aside = {(one.decision_id, one.employee_id) for one in either.recusals}
    assert max(votes.values()) == 1
    assert not votes.keys() & aside
    assert all(person in members[decision] for decision, person in (*votes, *aside))
    assert all(one.reason for one in either.recusals)


def test_the_chair_signs_with_a_quorum_and_their_own_vote(either: Organisation) -> None:
    decisions = {one.id: one for one in either.decisions}
    votes: defaultdict[str, dict[str, Vote]] = defaultdict(dict)
    last: dict[str, datetime] = {}
    for ballot in either.ballots:
        votes[ballot.decision_id][ballot.employee_id] = ballot.vote
        last[ballot.decision_id] = ballot.cast_at
    for signed in either.signatures:
        decision = decisions[signed.decision_id]
        assert len(votes[decision.id]) >= decision.quorum
        assert decision.chair_id in votes[decision.id]
        assert decision.convened_at < last[decision.id] <= signed.signed_at
        against = leading(votes[decision.id].values()) != signed.outcome
        assert bool(signed.overrules) == against
        assert bool(signed.reason) == (signed.outcome == "no_hire")
        assert bool(signed.wanted) == (signed.outcome == "one_more")
    for dissent in either.dissents:
        outcome = next(one.outcome for one in either.signatures if one.decision_id == dissent.decision_id)
        assert votes[dissent.decision_id][dissent.employee_id] != outcome


def test_moves_follow_the_signature(either: Organisation) -> None:
    last: dict[str, str] = {}
    signed_at: dict[str, datetime] = {}
    outcome = {one.decision_id: one for one in either.signatures}
    for decision in either.decisions:
        if decision.id in outcome:
            last[decision.application_id] = outcome[decision.id].outcome
            signed_at[decision.application_id] = outcome[decision.id].signed_at
    left = {one.application_id: one.at for one in either.moves if one.to_stage == "Offer"}
    back = {
        one.application_id
        for one in either.moves
        if one.from_stage == "Committee" and one.to_stage != "Offer"
    }
    for application, word in last.items():
        if word == "hire":
            assert application not in left or signed_at[application] < left[application]
        elif word == "no_hire":
            assert application not in left
        else:
            assert application in back
    hired = [one for one in last if last[one] == "hire"]
    assert sum(one in left for one in hired) > 0.98 * len(hired)


def test_conflicts_are_those_of_the_records(either: Organisation) -> None:
    requisitions = {one.id: one for one in either.requisitions}
    applications = {one.id: one for one in either.applications}
    referred = {(one.employee_id, applications[one.application_id].candidate_id) for one in either.referrals}
    found: Counter[str] = Counter()
    for decision in either.decisions:
        application = applications[decision.application_id]
        manager = requisitions[application.requisition_id].hiring_manager_id
        for member in decision.members:
            found.update(member.conflicts)
            assert ("manager" in member.conflicts) == (member.employee_id == manager)
            if "referrer" in member.conflicts:
                assert (member.employee_id, application.candidate_id) in referred
    assert found["manager"] > 20
    assert found["referrer"] > 0


def test_members_are_senior_and_have_not_met_the_candidate(either: Organisation) -> None:
    met = defaultdict(set)
    application = {one.id: one.application_id for one in either.interviews}
    for seat in either.seats:
        met[application[seat.interview_id]].add(seat.employee_id)
    grades = defaultdict(set)
    employee = {one.id: one.employee_id for one in either.spells}
    for post in either.assignments:
        grades[employee[post.spell_id]].add(post.level_id)
    for decision in either.decisions:
        people = [one.employee_id for one in decision.members]
        assert len(set(people)) == len(people)
        assert decision.chair_id in people
        assert all(grades[one] & {*LEVELS, "M1", "M2", "M5"} for one in people)
        if decision.number == 1:
            assert not met[decision.application_id] & set(people)


def test_what_most_voted_for() -> None:
    assert leading(["hire", "hire", "no_hire"]) == "hire"
    assert leading(["hire", "no_hire"]) is None
    assert leading([]) is None
