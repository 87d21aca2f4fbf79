"""Ballots: sealed until the quorum, answered conflicts, recusals, dissent, two at once."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Field

from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.ledger.digest import row_digest
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Ballot, Conflict, Decision, Interview, Seat, Vote
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.ballots import ballot_cast, ballot_declare, ballot_dissent, ballot_recuse
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import Committee, convene, interviewed, make_members, signed
from tests.apps.hire.inside import verified
from tests.apps.hire.interviewing import assign, content, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(opening: Opening, make_user: MakeUser) -> Committee:
    return convene(opening, make_user)


def test_the_quorum_opens_the_votes(committee: Committee) -> None:
    committee.vote(0)
    assert (committee.now().state, committee.now().opened_at) == ("voting", None)
    committee.vote(0, Vote.NO_HIRE, "I read it again")  # a sealed vote may be changed
    committee.vote(1)
    assert committee.now().state == "open"
    with pytest.raises(ConflictError, match="yours stays"):
        committee.vote(0)
    committee.vote(2, Vote.ONE_MORE)  # late, but before the signature
    assert [committee.ballot(one).vote for one in range(3)] == ["no_hire", "hire", "one_more"]
    actions = list(Entry.objects.filter(action__startswith="ballot.c").values_list("action", flat=True))
    assert sorted(actions) == ["ballot.cast", "ballot.cast", "ballot.cast", "ballot.change"]
    assert verified()


def test_what_is_missing_is_said_and_the_same_twice_is_once(committee: Committee) -> None:
    with pytest.raises(RefusedError, match="what you vote for"):
        committee.vote(0, "perhaps")
    with pytest.raises(RefusedError, match="reasons"):
        committee.vote(0, reasons=" ")
    first = committee.vote(0)
    assert committee.vote(0).version == first.version
    with pytest.raises(ConflictError, match="in the meantime"):
        ballot_cast(actor=committee.chair, decision=committee.decision, vote="hire", reasons="Else", seen=99)


def test_members_alone_vote(committee: Committee, opening: Opening, make_user: MakeUser) -> None:
    beside, admin = make_user(Role.COMMITTEE_MEMBER), make_user(Role.ADMINISTRATOR)
    for other in (opening.recruiter, opening.manager, beside, admin, make_user(Role.EXECUTIVE)):
        with pytest.raises(PermissionDenied):
            ballot_cast(actor=other, decision=committee.decision, vote="hire", reasons="x")
        with pytest.raises(PermissionDenied):
            ballot_recuse(actor=other, decision=committee.decision, reason="x")
    user_set_roles(actor=admin, user=committee.members[1], roles=[Role.EMPLOYEE])
    committee.members[1] = type(beside).objects.get(pk=committee.members[1].pk)
    with pytest.raises(PermissionDenied):
        committee.vote(1)
    user_deactivate(actor=admin, user=committee.members[2])
    with pytest.raises(PermissionDenied):
        committee.vote(2)
    assert not Ballot.objects.exclude(vote="").exists()


def test_no_vote_after_the_signature(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user)
    with pytest.raises(ConflictError, match="has signed this decision, so no vote is taken any more"):
        committee.vote(2)
    with pytest.raises(ConflictError, match="has signed"):
        ballot_recuse(actor=committee.members[2], decision=committee.decision, reason="x")


def test_nothing_is_decided_about_who_has_withdrawn(committee: Committee) -> None:
    committee.vote(0)
    application_withdraw(application=committee.decision.application)
    now = committee.now()
    assert (now.state, now.why_void) == ("void", "The candidate has withdrawn.")
    with pytest.raises(ConflictError, match="The candidate has withdrawn, so there is nothing to decide"):
        committee.vote(1)
    with pytest.raises(ConflictError, match="has withdrawn"):
        ballot_recuse(actor=committee.chair, decision=committee.decision, reason="x")
    assert verified()


def test_a_conflict_is_answered_before_the_vote(opening: Opening, make_user: MakeUser) -> None:
    people = [*make_members(make_user, 2), make_user(Role.COMMITTEE_MEMBER, name="Bea Brontësdóttir")]
    committee = convene(opening, make_user, members=people)

    def declare(number: int, kinds: list[str], statement: str = "No kin.") -> Ballot:
        return ballot_declare(
            actor=people[number], decision=committee.decision, kinds=kinds, statement=statement
        )

    with pytest.raises(RefusedError, match="Answer the conflict"):
        committee.vote(2)
    with pytest.raises(RefusedError, match="Say why"):
        declare(2, [], " ")
    assert declare(2, []).declared == "No kin."
    committee.vote(2)
    with pytest.raises(RefusedError, match="no conflict to answer"):
        declare(0, [Conflict.REFERRER])  # what data say nobody says for themselves
    named = declare(0, [Conflict.RELATED, "nonsense"])
    assert named.conflict_labels == ["is related or close to the candidate"]
    assert verified()


def test_standing_aside_takes_a_sealed_vote_back(committee: Committee) -> None:
    def recuse(number: int, reason: str = "A friend") -> Ballot:
        return ballot_recuse(actor=committee.members[number], decision=committee.decision, reason=reason)

    with pytest.raises(RefusedError, match="why"):
        recuse(0, " ")
    committee.vote(0)
    gone = recuse(0)
    assert (gone.vote, gone.cast_at, gone.recusal_reason) == ("", None, "A friend")
    assert recuse(0).version == gone.version
    for act in (lambda: committee.vote(0), lambda: declare_again(committee)):
        with pytest.raises(ConflictError, match="stood aside"):
            act()
    committee.vote(1)
    committee.vote(2)
    with pytest.raises(ConflictError, match="has been opened"):
        recuse(1)
    assert verified()


def declare_again(committee: Committee) -> None:
    ballot_declare(actor=committee.chair, decision=committee.decision, kinds=["other"], statement="x")


def test_who_left_does_not_make_the_quorum(committee: Committee, make_user: MakeUser) -> None:
    committee.vote(0)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.chair)
    committee.vote(1)
    assert committee.now().state == "voting"
    committee.vote(2)
    assert committee.now().state == "open"


def test_who_owes_a_scorecard_does_not_vote(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    seat = Seat.objects.get(interviewer__name="Bo")
    bo = seat.interviewer
    user_set_roles(
        actor=make_user(Role.ADMINISTRATOR), user=bo, roles=[Role.INTERVIEWER, Role.COMMITTEE_MEMBER]
    )
    bo = type(bo).objects.get(pk=bo.pk)
    committee = convene(opening, make_user, application, members=[bo, *make_members(make_user, 2)])
    with pytest.raises(RefusedError, match="owe a scorecard"):
        committee.vote(0)
    scorecard_submit(actor=bo, seat=seat, content=content(opening), sequence=1)
    assert committee.vote(0).vote == Vote.HIRE


def test_dissent_is_for_who_was_outvoted(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, number=4, quorum=3)

    def dissent(number: int, text: str = "The evidence is thin.") -> Ballot:
        return ballot_dissent(actor=committee.members[number], decision=committee.decision, text=text)

    with pytest.raises(RefusedError, match="still sealed"):
        dissent(2)
    committee.vote(0)
    committee.vote(1)
    committee.vote(2, Vote.NO_HIRE)
    with pytest.raises(RefusedError, match="why you disagree"):
        dissent(2, " ")
    with pytest.raises(RefusedError, match="as it was decided"):
        dissent(1)
    with pytest.raises(RefusedError, match="not voted"):
        dissent(3)
    with pytest.raises(PermissionDenied):
        ballot_dissent(actor=opening.recruiter, decision=committee.decision, text="x")
    dissent(2)
    dissent(2, "The evidence is very thin.")
    decision = committee.sign()
    with pytest.raises(ConflictError, match="stands as you wrote it"):
        dissent(2, "Else")
    assert committee.ballot(2).dissent == "The evidence is very thin."
    assert decision.counted == sorted(one.pk for one in committee.members[:3])
    assert verified()


def test_who_owes_a_scorecard_does_not_dissent(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    committee.vote(0)
    committee.vote(1, Vote.NO_HIRE)
    make_interviewer(opening, committee.members[1])
    assign(opening, Interview.objects.get(), committee.members[1], shadow=True)
    # Whether it is refused would tell them how the others voted.
    with pytest.raises(RefusedError, match="submit it before you write a dissent"):
        ballot_dissent(actor=committee.members[1], decision=committee.decision, text="Too early.")


@pytest.mark.django_db(transaction=True)
def test_two_votes_at_once_open_once(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    barrier = threading.Barrier(2)

    def act(number: int) -> None:
        try:
            barrier.wait()
            committee.vote(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Decision.objects.get().state == "open"
    assert Entry.objects.filter(action="decision.open").count() == 1
    assert Ballot.objects.filter(vote=Vote.HIRE).count() == 2
    assert verified()


def test_the_ledger_keeps_a_vote_to_itself_and_finds_a_changed_one(committee: Committee) -> None:
    committee.vote(0)
    told = Entry.objects.get(kind="hire.ballot", action="ballot.cast")
    assert told.detail == {"decision": committee.decision.pk}
    cast = committee.ballot(0)
    for vote in Vote.values:  # who knows all but the seal cannot find the vote by trying
        for seal in ("", committee.ballot(1).seal):
            cast.vote, cast.seal = vote, seal
            content = {name: _value(cast, name) for name in Ballot.ledger_shapes[1]}
            assert row_digest("hire.ballot", cast.pk, 1, content) != told.after
    Ballot.objects.filter(member=committee.chair).update(vote=Vote.NO_HIRE)
    found = [one.code for one in verify_ledger() if one.kind == "hire.ballot"]
    assert found == ["changed"]


def _value(ballot: Ballot, name: str) -> object:
    field = ballot._meta.get_field(name)
    assert isinstance(field, Field)
    return field.value_from_object(ballot)
