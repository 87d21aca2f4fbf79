"""Committees: who convenes them, whom they may have, and what becomes of them on new evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Ballot, Conflict, Decision, Referral, Seat, Vote
from muster.apps.hire.services.ballots import ballot_declare, ballot_recuse
from muster.apps.hire.services.committee import (
    committee_appoint,
    committee_call_off,
    committee_convene,
    committee_extend,
    committee_renew,
)
from muster.apps.hire.services.decisions import decision_reopen
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee, convene, interviewed, make_members, signed
from tests.apps.hire.inside import apply, verified
from tests.apps.hire.interviewing import content
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_recruiters_and_the_hiring_manager_convene(opening: Opening, make_user: MakeUser) -> None:
    others = [make_user(Role.HIRING_MANAGER), make_user(Role.EXECUTIVE), make_user(Role.ADMINISTRATOR)]
    for actor in (*others, make_user(Role.COMMITTEE_MEMBER)):
        with pytest.raises(PermissionDenied):
            convene(opening, make_user, actor=actor)
    assert not Decision.objects.exists()
    for actor in (opening.recruiter, opening.manager):
        decision = convene(opening, make_user, actor=actor).decision
        assert (decision.number, decision.state, decision.packet.number) == (1, "voting", 1)
        assert decision.ballots.filter(vote="", cast_at=None).count() == 3
    assert verified()


def test_a_committee_that_could_not_decide_is_refused(opening: Opening, make_user: MakeUser) -> None:
    application, people = before_committee(opening), make_members(make_user)
    stranger = make_user(Role.EMPLOYEE, name="Sam Stranger")
    gone = make_user(Role.COMMITTEE_MEMBER, name="Gil Gone")
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=gone)
    for members, values, words in (
        (people, {"quorum": 1}, "quorum is at least 2"),
        (people, {"quorum": 4}, "at most the number of members"),
        ([people[0]] * 3, {}, "at most the number of members"),
        (people, {"chair": stranger}, "chair is one of the members"),
        ([*people, stranger], {}, "Sam Stranger is not a committee member"),
        ([*people, gone], {}, "Gil Gone is not a committee member"),
        (people * 6 + [stranger] * 13, {}, "not a committee member"),
    ):
        with pytest.raises(RefusedError, match=words):
            convene(opening, make_user, application, members=members, **values)
    with pytest.raises(RefusedError, match="past"):
        committee_convene(
            actor=opening.recruiter,
            application=application,
            members=people,
            chair=people[0],
            quorum=2,
            due_at=timezone.now() - timedelta(hours=1),
        )
    assert not Decision.objects.exists()


def test_only_on_evidence_and_one_at_a_time(opening: Opening, make_user: MakeUser) -> None:
    with pytest.raises(RefusedError, match="nothing to decide on yet"):
        convene(opening, make_user, apply(opening))
    application, people = before_committee(opening), make_members(make_user)
    first = convene(opening, make_user, application, members=people)
    again = convene(opening, make_user, application, members=people)  # a double click
    assert first.decision.pk == again.decision.pk
    with pytest.raises(ConflictError, match="already"):
        convene(opening, make_user, application, members=people, quorum=3)
    assert Ballot.objects.count() == 3


def test_after_interviews_whatever_the_stage(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    application.stage = opening.stages["Interviews"]
    application.save()
    assert convene(opening, make_user, application).decision.pk


def test_what_was_decided_is_reopened_and_not_decided_beside(opening: Opening, make_user: MakeUser) -> None:
    decided = signed(opening, make_user)
    with pytest.raises(RefusedError, match="reopen"):
        convene(opening, make_user, decided.decision.application, members=decided.members)
    more = signed(opening, make_user, Vote.ONE_MORE, application=interviewed(opening, make_user))
    second = convene(opening, make_user, more.decision.application, members=more.members)
    assert (second.decision.number, second.decision.packet.number) == (2, 2)
    assert second.decision.packet.content["decisions"][0]["wanted"] == "Depth."


def test_conflicts_are_found_and_bar_nobody(opening: Opening, make_user: MakeUser) -> None:
    application = before_committee(opening, name="Zoë García")
    referrer, namesake, plain = (
        make_user(Role.COMMITTEE_MEMBER, name=name) for name in ("Rita Ref", "Ana GARCIA", "Pat Plain")
    )
    manager = opening.manager
    Referral.objects.create(application=application, referrer=referrer, relation="x")
    with pytest.raises(RefusedError, match="not a committee member"):
        convene(opening, make_user, application, members=[plain, manager])
    committee = convene(opening, make_user, application, members=[plain, referrer, namesake])
    found = {one.member.name: one.conflicts for one in committee.decision.ballots.all()}
    assert found == {
        "Pat Plain": [],
        "Rita Ref": [Conflict.REFERRER],
        "Ana GARCIA": [Conflict.FAMILY_NAME],
    }


def test_a_member_is_added_and_another_made_the_chair(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, number=2)
    stranger, new = make_user(Role.EMPLOYEE), make_user(Role.COMMITTEE_MEMBER, name="Ned New")

    def extend(member: object, actor: object = opening.recruiter) -> Ballot:
        return committee_extend(actor=actor, decision=committee.now(), member=member, seen=None)  # type: ignore[arg-type]

    with pytest.raises(PermissionDenied):
        extend(new, committee.chair)
    with pytest.raises(RefusedError, match="not a committee member"):
        extend(stranger)
    assert extend(new).member == new
    with pytest.raises(ConflictError, match="sits in this committee already"):
        extend(new)
    ballot_recuse(actor=committee.members[1], decision=committee.decision, reason="A friend")
    for wrong in (committee.members[1], stranger):
        with pytest.raises(RefusedError, match="not stood aside"):
            committee_appoint(actor=opening.recruiter, decision=committee.now(), chair=wrong, seen=None)
    with pytest.raises(PermissionDenied):
        committee_appoint(actor=new, decision=committee.now(), chair=new, seen=None)
    assert (
        committee_appoint(actor=opening.manager, decision=committee.now(), chair=new, seen=None).chair == new
    )
    assert verified()


def test_conflicts_that_were_named_are_answered_again_in_the_next_version(
    opening: Opening, make_user: MakeUser
) -> None:
    application = before_committee(opening, name="Zoë García")
    plain, namesake = make_user(Role.COMMITTEE_MEMBER), make_user(Role.COMMITTEE_MEMBER, name="Ana García")
    referrer = make_user(Role.COMMITTEE_MEMBER, name="Rita Ref")
    referral = Referral.objects.create(application=application, referrer=referrer, relation="x")
    committee = convene(opening, make_user, application, members=[plain, namesake, referrer])
    for member, kinds in ((plain, ["related"]), (namesake, ["other"]), (referrer, ["related"])):
        ballot_declare(actor=member, decision=committee.decision, kinds=kinds, statement="Long ago")
    committee.vote(0)
    referral.delete()  # as if it had been another candidate's
    application.letter = "A new letter"
    application.save()

    def on_ballots(decision: Decision) -> list[list[str]]:
        assert not decision.ballots.exclude(declared="", declared_at=None).exists()
        return list(decision.ballots.order_by("pk").values_list("conflicts", flat=True))

    wanted = [["related"], ["family_name", "other"], ["related"]]
    second = committee_renew(actor=opening.recruiter, decision=committee.now(), reason="A letter", seen=None)
    assert on_ballots(second) == wanted
    committee.decision = second
    with pytest.raises(RefusedError, match="Answer the conflict"):
        committee.vote(0)
    for member in committee.members:
        ballot_declare(actor=member, decision=second, kinds=[], statement="Long ago")
    committee.vote(0)
    committee.vote(1)
    done = committee.sign()
    third = decision_reopen(actor=plain, decision=done, reason="A reference")
    assert on_ballots(third) == wanted


def test_open_votes_are_not_packed(opening: Opening, make_user: MakeUser) -> None:
    committee, admin = convene(opening, make_user), make_user(Role.ADMINISTRATOR)
    new, newer = make_user(Role.COMMITTEE_MEMBER), make_user(Role.COMMITTEE_MEMBER)
    committee.vote(0)
    committee.vote(1)

    def extend(member: User) -> Ballot:
        return committee_extend(actor=opening.recruiter, decision=committee.now(), member=member, seen=None)

    def appoint(number: int) -> Decision:
        chair = committee.members[number]
        return committee_appoint(actor=opening.recruiter, decision=committee.now(), chair=chair, seen=None)

    with pytest.raises(RefusedError, match="have been opened, so a member is added only when"):
        extend(new)
    with pytest.raises(RefusedError, match="have been opened, so another chair is made only when"):
        appoint(1)
    assert (committee.now().ballots.count(), committee.now().chair) == (3, committee.chair)
    user_deactivate(actor=admin, user=committee.chair)
    assert appoint(1).chair == committee.members[1]
    with pytest.raises(RefusedError, match="cannot make the quorum"):
        extend(new)  # the third has not voted yet, and can
    user_set_roles(actor=admin, user=committee.members[2], roles=[Role.EMPLOYEE])  # who cannot vote any more
    assert extend(new).member == new
    with pytest.raises(RefusedError, match="cannot make the quorum"):
        extend(newer)
    assert verified()


def test_a_chair_who_stood_aside_is_followed_though_votes_are_open(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = convene(opening, make_user)
    committee.vote(1)
    committee.vote(2)
    ballot_recuse(actor=committee.chair, decision=committee.decision, reason="A friend")
    chair = committee.members[1]
    given = committee_appoint(actor=opening.recruiter, decision=committee.now(), chair=chair, seen=None)
    assert given.chair == chair


def test_called_off_while_sealed_alone(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)

    def call_off(reason: str = "Wrong people", actor: object = opening.recruiter) -> Decision:
        return committee_call_off(actor=actor, decision=committee.now(), reason=reason, seen=None)  # type: ignore[arg-type]

    with pytest.raises(RefusedError, match="why"):
        call_off(" ")
    with pytest.raises(PermissionDenied):
        call_off(actor=committee.chair)
    committee.vote(0)
    assert call_off().why_void == "Wrong people"
    with pytest.raises(ConflictError, match="void: Wrong people"):
        call_off()
    opened = convene(opening, make_user)
    opened.vote(0)
    opened.vote(1)
    committee = opened
    with pytest.raises(ConflictError, match="opened"):
        call_off()


def test_new_evidence_before_and_after_somebody_voted(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    committee = convene(opening, make_user, application)

    def renew(reason: str = "", actor: object = opening.recruiter) -> Decision:
        return committee_renew(actor=actor, decision=committee.now(), reason=reason, seen=None)  # type: ignore[arg-type]

    with pytest.raises(PermissionDenied):
        renew(actor=committee.chair)
    with pytest.raises(RefusedError, match="no new evidence"):
        renew()
    late = Seat.objects.get(interviewer__name="Bo")
    scorecard_submit(actor=late.interviewer, seat=late, content=content(opening), sequence=1)
    same = renew()
    assert (same.pk, same.packet.number) == (committee.decision.pk, 2)
    assert same.packet.content["missing"] == []
    ballot_recuse(actor=committee.members[2], decision=committee.decision, reason="A friend")
    committee.vote(0)
    application.letter = "A new letter"
    application.save()
    with pytest.raises(RefusedError, match="why they have to vote again"):
        renew()
    second = renew("A letter came")
    assert (second.number, second.packet.number, second.state) == (2, 3, "voting")
    assert [one.member for one in second.ballots.all()] == committee.members[:2]
    assert not second.ballots.exclude(vote="").exists()
    old = committee.now()
    assert (old.state, old.why_void, old.packet.number) == ("void", "A letter came", 2)
    assert committee.ballot(0).vote == Vote.HIRE
