"""Reading committees: what waits, for whom, and what stays hidden in lists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Vote
from muster.apps.hire.selectors.committee import (
    application_decision,
    committee_people,
    decision_counts,
    decision_page,
    decisions_hidden,
    waiting_list,
)
from muster.apps.hire.services.ballots import ballot_recuse
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, interviewed, make_members, signed
from tests.apps.hire.inside import NAME, make_reviewer, move
from tests.apps.hire.interviewing import assign, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_what_waits_for_a_vote_and_for_a_signature(opening: Opening, make_user: MakeUser) -> None:
    people = make_members(make_user)
    first = convene(opening, make_user, members=people)
    second = convene(opening, make_user, members=people)
    signed(opening, make_user, members=people)

    def waits(number: int) -> tuple[list[int], list[int]]:
        found = waiting_list(person=people[number])
        return tuple([one.decision.pk for one in rows] for rows in (found.votes, found.signatures))  # type: ignore[return-value]

    assert waits(0) == ([first.decision.pk, second.decision.pk], [])
    first.vote(0)
    first.vote(1)
    assert waits(0) == ([second.decision.pk], [first.decision.pk])
    assert waits(1) == ([second.decision.pk], [])
    assert waits(2) == ([first.decision.pk, second.decision.pk], [])
    ballot_recuse(actor=people[2], decision=second.decision, reason="A friend")
    assert waits(2) == ([first.decision.pk], [])
    assert waiting_list(person=opening.recruiter).votes == ()
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=people[0])
    gone = type(people[0]).objects.get(pk=people[0].pk)
    assert waiting_list(person=gone).signatures == ()


def test_nobody_is_asked_to_sign_who_cannot(opening: Opening, make_user: MakeUser) -> None:
    people = make_members(make_user)
    aside, unvoted, left = (convene(opening, make_user, members=people) for _ in range(3))
    for committee, votes in ((aside, (1, 2)), (unvoted, (1, 2)), (left, (0, 1))):
        for number in votes:
            committee.vote(number)
    ballot_recuse(actor=people[0], decision=aside.decision, reason="A friend")

    def waits() -> tuple[set[int], set[int]]:
        found, counted = waiting_list(person=people[0]), decision_counts(person=people[0])
        assert (counted.votes, counted.signatures) == (len(found.votes), len(found.signatures))
        return tuple({one.decision.pk for one in rows} for rows in (found.votes, found.signatures))  # type: ignore[return-value]

    assert waits() == ({unvoted.decision.pk}, {left.decision.pk})
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=people[1])  # whose vote had made the quorum
    assert waits() == ({unvoted.decision.pk}, set())


def test_lists_by_person_and_by_view(opening: Opening, make_user: MakeUser) -> None:
    done, going = signed(opening, make_user), convene(opening, make_user)
    going.vote(0)

    def listed(person: object, *, undecided: bool) -> list[tuple[int, str, int]]:
        _page, rows = decision_page(person=person, undecided=undecided, before=None, after=None)  # type: ignore[arg-type]
        return [(one.decision.pk, one.outcome, one.cast) for one in rows]

    for person in (opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)):
        assert listed(person, undecided=False) == [(going.decision.pk, "", 1), (done.decision.pk, "hire", 2)]
        assert listed(person, undecided=True) == [(going.decision.pk, "", 1)]
    assert listed(done.chair, undecided=False) == [(done.decision.pk, "hire", 2)]
    for other in (make_user(Role.COMMITTEE_MEMBER), make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        assert listed(other, undecided=False) == []


def test_an_outcome_is_hidden_from_who_owes_a_scorecard(opening: Opening, make_user: MakeUser) -> None:
    recruiter = make_user(Role.RECRUITER, Role.INTERVIEWER)
    application = interviewed(opening, make_user)
    done = signed(opening, make_user, Vote.NO_HIRE, application=application)
    make_interviewer(opening, recruiter)
    assign(opening, application.interviews.get(), recruiter, shadow=True)
    _page, rows = decision_page(person=recruiter, undecided=False, before=None, after=None)
    assert [(one.decision.pk, one.outcome) for one in rows] == [(done.decision.pk, "")]
    assert decisions_hidden(person=recruiter, applications=[application]) == ({application.pk}, set())
    assert decisions_hidden(person=opening.recruiter, applications=[application]) == (set(), set())
    assert decisions_hidden(person=recruiter, applications=[]) == (set(), set())


def test_a_name_is_hidden_from_who_reviews_blind(opening: Opening, make_user: MakeUser) -> None:
    recruiter = make_reviewer(opening, make_user(Role.RECRUITER))
    done = signed(opening, make_user)
    _page, rows = decision_page(person=recruiter, undecided=False, before=None, after=None)
    assert [(one.name, one.outcome) for one in rows] == [(done.decision.application.code, "")]
    _page, rows = decision_page(person=opening.recruiter, undecided=False, before=None, after=None)
    assert [one.name for one in rows] == [NAME]


def test_the_number_of_queries_does_not_grow(opening: Opening, make_user: MakeUser) -> None:
    def asked(person: User) -> int:
        with CaptureQueriesContext(connection) as queries:
            decision_page(person=person, undecided=True, before=None, after=None)
        return len(queries)

    blind = make_reviewer(opening, make_user(Role.RECRUITER))
    convene(opening, make_user)
    asked(blind)  # after which their roles are known
    before, before_blind = asked(opening.recruiter), asked(blind)
    for _ in range(3):
        convene(opening, make_user)
    assert asked(opening.recruiter) == before <= 6
    assert asked(blind) == before_blind <= 7


def test_who_may_sit_and_the_newest_decision(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user, Vote.ONE_MORE)
    gone = make_user(Role.COMMITTEE_MEMBER)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=gone)
    user_set_roles(actor=make_user(Role.ADMINISTRATOR), user=committee.members[2], roles=[Role.EMPLOYEE])
    assert set(committee_people()) == set(committee.members[:2])
    application = Application.objects.get()
    move(opening, [application.pk], "Committee")
    second = convene(opening, make_user, application)
    assert application_decision(application=application) == second.decision
