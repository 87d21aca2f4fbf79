"""One decision as each person may see it."""

from __future__ import annotations

import pytest

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Ballot, Decision, Seat, Vote
from muster.apps.hire.selectors.decisions import ShownDecision, decision_events, decision_get
from muster.apps.hire.services.ballots import ballot_dissent, ballot_recuse
from muster.apps.hire.services.decisions import decision_reopen
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import Committee, convene, interviewed, signed
from tests.apps.hire.interviewing import content
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def shown(committee: Committee, person: object) -> ShownDecision:
    found = decision_get(person=person, pk=committee.decision.pk)  # type: ignore[arg-type]
    assert found is not None
    return found


def told(found: ShownDecision) -> set[str]:
    return {text for one in found.ballots for text in (one.vote, one.reasons, one.dissent) if text}


def test_sealed_for_everybody_then_open(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0, Vote.NO_HIRE, "Secret")
    people = [committee.chair, committee.members[1], opening.recruiter, opening.manager]
    for person in people:
        found = shown(committee, person)
        assert (told(found), found.open, found.cast, found.leading) == (set(), False, 1, "")
        assert found.readable
        assert not any(one.counted for one in found.ballots)
    assert shown(committee, committee.chair).may_vote
    assert not shown(committee, committee.chair).may_sign
    committee.vote(1, Vote.NO_HIRE, "Thin")
    for person in people:
        assert told(shown(committee, person)) == {"no_hire", "Secret", "Thin"}
    late = shown(committee, committee.members[2])
    assert (told(late), late.may_vote) == (set(), True)
    assert shown(committee, committee.chair).may_sign
    assert decision_get(person=make_user(Role.COMMITTEE_MEMBER), pk=committee.decision.pk) is None
    assert dict(shown(committee, committee.chair).tally)["Do not hire"] == 2


def test_what_stands_in_the_way_is_known(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    ballot_recuse(actor=committee.chair, decision=committee.decision, reason="A friend")
    found = shown(committee, opening.recruiter)
    assert (found.able, found.reachable, found.chairless, found.may_convene) == (2, True, True, True)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.members[1])
    found = shown(committee, opening.recruiter)
    assert (found.able, found.reachable) == (1, False)
    assert [one.left for one in found.ballots] == [False, True, False]
    assert not shown(committee, committee.chair).readable
    pks = [committee.decision.application_id]
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=pks, reason="No"
    )
    found = shown(committee, committee.members[2])
    assert (found.undecided, found.may_vote, found.may_convene) == (False, False, False)


def test_new_evidence_is_noticed(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    assert not shown(committee, opening.recruiter).stale
    seat = Seat.objects.get(interviewer__name="Bo")
    scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    assert shown(committee, opening.recruiter).stale


def test_after_the_signature(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, quorum=3)
    committee.vote(0)
    committee.vote(1)
    committee.vote(2, Vote.ONE_MORE)
    assert shown(committee, committee.members[2]).may_dissent
    assert not shown(committee, committee.members[1]).may_dissent
    committee.sign()
    ballot_dissent(actor=committee.members[2], decision=committee.decision, text="Too early.")
    found = shown(committee, committee.members[2])
    assert (found.may_dissent, found.decided, found.holds) == (False, True, True)
    assert "Too early." in told(found)
    executive = make_user(Role.EXECUTIVE)
    reopens = [one for one in (*committee.members, executive) if shown(committee, one).may_reopen]
    assert reopens == [committee.chair, executive]
    Decision.objects.update(rationale="Else")
    assert shown(committee, executive).holds is False
    new = decision_reopen(actor=executive, decision=committee.now(), reason="New evidence")
    found = shown(committee, executive)
    assert (found.newest, found.reopened_by, found.may_reopen) == (False, new.pk, False)


def test_the_ballot_of_who_leaves_after_the_signature_counted(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.members[1])
    ballot = shown(committee, opening.recruiter).ballots[1]
    assert (ballot.left, ballot.counted) == (True, True)


def test_a_rejection_is_sent_by_who_writes_to_candidates(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user, Vote.NO_HIRE)
    sends = [
        shown(committee, one).may_send
        for one in (opening.recruiter, opening.manager, committee.chair, make_user(Role.EXECUTIVE))
    ]
    assert sends == [True, True, False, False]


def test_events_for_those_who_see_the_decision(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user)
    application = Application.objects.get()
    assert decision_events(person=opening.manager, application=application) == [(committee.decision, True)]
    assert decision_events(person=make_user(Role.COMMITTEE_MEMBER), application=application) == []
    assert Ballot.objects.count() == 3
