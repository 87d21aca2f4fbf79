"""Who may do what in a committee: a member, one beside them, a stranger, and those who convene."""

from __future__ import annotations

import pytest

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.roles import Role
from muster.apps.hire.models import Decision
from muster.apps.hire.rules_committee import (
    able,
    counts,
    decisions_to_sign,
    decisions_visible,
    may_convene,
    may_oversee,
    may_read_packet,
    may_reopen,
    may_see_committee,
    may_see_votes,
    may_sign,
    may_sit,
    takes_chair,
    takes_member,
    why_no_signature,
)
from muster.apps.hire.services.ballots import ballot_recuse
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_roles_alone(opening: Opening, make_user: MakeUser, role: Role) -> None:
    decision, person = convene(opening, make_user).decision, make_user(role)
    wide = role in {Role.RECRUITER, Role.EXECUTIVE}
    assert may_convene(person, opening.requisition) == (role == Role.RECRUITER)
    assert may_oversee(person, opening.requisition) == wide
    assert may_sit(person) == (role == Role.COMMITTEE_MEMBER)
    assert may_see_committee(person) == (wide or role in {Role.COMMITTEE_MEMBER, Role.HIRING_MANAGER})
    assert Decision.objects.filter(decisions_visible(person)).exists() == wide
    assert may_read_packet(person, decision, None, sealed=False) == wide
    assert may_reopen(person, decision) == (role == Role.EXECUTIVE)


def test_members_and_the_hiring_manager_see_their_own(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    beside = make_user(Role.COMMITTEE_MEMBER)
    for person, sees in ((committee.chair, True), (opening.manager, True), (beside, False)):
        assert Decision.objects.filter(decisions_visible(person)).exists() == sees
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.chair)
    gone = User.objects.get(pk=committee.chair.pk)
    assert not Decision.objects.filter(decisions_visible(gone)).exists()
    assert not may_reopen(gone, committee.decision)
    assert not may_read_packet(gone, committee.decision, committee.ballot(0), sealed=False)


def test_votes_are_seen_by_nobody_before_the_quorum_then_by_who_has_cast(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = convene(opening, make_user)
    people = [*committee.members, opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)]

    def seeing() -> list[bool]:
        decision = committee.now()
        ballots = {one.member_id: one for one in decision.ballots.all()}
        return [may_see_votes(one, decision, ballots.get(one.pk), sealed=False) for one in people]

    committee.vote(0)
    assert seeing() == [False] * 6
    committee.vote(1)
    assert seeing() == [True, True, False, True, True, True]
    ballot_recuse(actor=committee.members[2], decision=committee.decision, reason="A friend")
    assert seeing() == [True] * 6
    decision = committee.now()
    assert not may_see_votes(opening.recruiter, decision, None, sealed=True)
    assert not may_read_packet(opening.recruiter, decision, None, sealed=True)
    assert not may_read_packet(committee.members[2], decision, committee.ballot(2), sealed=False)
    assert may_read_packet(committee.chair, decision, committee.ballot(0), sealed=False)


def test_a_member_who_has_not_voted_sees_votes_once_it_is_signed(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    committee.vote(1)
    committee.sign()
    assert may_see_votes(committee.members[2], committee.now(), committee.ballot(2), sealed=False)


def test_whose_ballot_counts(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    committee.vote(1)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.members[1])
    assert [counts(committee.ballot(number)) for number in range(3)] == [True, False, False]


def test_who_can_still_count(opening: Opening, make_user: MakeUser) -> None:
    committee, admin = convene(opening, make_user, number=4), make_user(Role.ADMINISTRATOR)
    committee.vote(0)
    committee.vote(1)
    user_deactivate(actor=admin, user=committee.members[1])
    user_set_roles(actor=admin, user=committee.chair, roles=[Role.EMPLOYEE])  # whose vote is cast
    user_set_roles(actor=admin, user=committee.members[2], roles=[Role.EMPLOYEE])
    ballots = [committee.ballot(number) for number in range(4)]
    assert [able(one) for one in ballots] == [True, False, False, True]
    decision = committee.now()
    assert (takes_member(decision, ballots), takes_chair(decision, ballots)) == (False, False)
    ballot_recuse(actor=committee.members[3], decision=decision, reason="A friend")
    ballots = [committee.ballot(number) for number in range(4)]
    assert (takes_member(decision, ballots), takes_chair(decision, ballots)) == (True, False)
    user_deactivate(actor=admin, user=committee.chair)
    assert takes_chair(decision, [committee.ballot(number) for number in range(4)])
    sealed = convene(opening, make_user)
    assert takes_member(sealed.now(), list(sealed.now().ballots.all()))
    assert takes_chair(sealed.now(), list(sealed.now().ballots.all()))


def test_what_waits_for_a_signature_is_what_can_be_signed(opening: Opening, make_user: MakeUser) -> None:
    admin = make_user(Role.ADMINISTRATOR)
    committees = {
        name: convene(opening, make_user)
        for name in ("voting", "ready", "unvoted", "aside", "left", "signed")
    }
    for name, votes in (
        *(("voting", (0,)), ("ready", (0, 1)), ("unvoted", (1, 2))),
        *(("aside", (1, 2)), ("left", (0, 1)), ("signed", (0, 1))),
    ):
        for number in votes:
            committees[name].vote(number)
    ballot_recuse(actor=committees["aside"].chair, decision=committees["aside"].decision, reason="A friend")
    user_deactivate(actor=admin, user=committees["left"].members[1])
    committees["signed"].sign()
    waiting, signing = set(), set()
    for name, one in committees.items():
        decision, ballots = one.now(), [one.ballot(number) for number in range(3)]
        if Decision.objects.filter(decisions_to_sign(one.chair), pk=decision.pk).exists():
            waiting.add(name)
        refused = why_no_signature(decision, ballots[0], ballots, sealed=False)
        if decision.state == Decision.State.OPEN and refused is None:
            signing.add(name)
        assert why_no_signature(decision, ballots[0], ballots, sealed=True) is not None
        assert may_sign(one.chair, decision)
        assert not may_sign(one.members[1], decision)
    assert waiting == signing == {"ready"}
