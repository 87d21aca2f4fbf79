"""Reading interviews: who sees which, under what name, and what is due."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview
from muster.apps.hire.selectors.interviews import (
    called_by,
    interview_get,
    interview_list,
    interview_sits,
    seat_list,
    seats_due,
)
from muster.apps.hire.services.interviews import interview_cancel
from muster.apps.hire.services.seats import seat_release
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, make_reviewer
from tests.apps.hire.interviewing import assign, coming, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_who_sees_an_interview(opening: Opening, make_user: MakeUser) -> None:
    interview, sits = schedule(opening), make_user(Role.INTERVIEWER)
    seat = assign(opening, interview, sits)
    beside = make_interviewer(opening, make_user(Role.INTERVIEWER, Role.ADMINISTRATOR))

    def sees(person: User) -> bool:
        found = interview_list(person=person, application=interview.application)
        one = interview_get(person=person, pk=interview.pk)
        assert bool(found) is (one is not None)
        return one is not None

    assert [sees(one) for one in (opening.recruiter, opening.manager, sits)] == [True] * 3
    assert [sees(one) for one in (beside, make_user(Role.HIRING_MANAGER))] == [False] * 2
    seat_release(actor=opening.recruiter, seat=seat)
    assert not sees(sits)
    sits.is_active = False
    assert not sees(sits)


def test_whoever_reviews_blind_sees_a_code(opening: Opening, make_user: MakeUser) -> None:
    one = interviewing(opening)
    interview = schedule(opening, one)
    person = make_interviewer(opening, make_reviewer(opening, make_user(Role.INTERVIEWER)))
    assign(opening, interview, person)
    shown = interview_get(person=person, pk=interview.pk)
    assert shown is not None
    assert shown.name == one.code
    assert interview_sits(person=person, shown=shown) == shown.seats[0]
    assert [seat.name for seat in seat_list(person=person, past=False)] == [one.code]
    assert called_by(opening.recruiter, [one]) == {one.pk: NAME}
    assert called_by(opening.recruiter, []) == {}


def test_to_come_past_and_due(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    for day in (0, 1, 2):
        assign(opening, schedule(opening, starts=coming(day)), person)
    off = Interview.objects.order_by("-starts_at")[0]
    interview_cancel(actor=opening.recruiter, interview=off, reason="x", tell=False, seen=None)
    assert (len(seat_list(person=person, past=False)), seats_due(person=person)) == (3, [])
    ends = Interview.objects.order_by("starts_at")[0].ends_at
    later: datetime = coming(3)
    with time_machine.travel(ends, tick=False):
        assert [(one.due, one.late) for one in seat_list(person=person, past=True)] == [(True, False)]
        assert len(seat_list(person=person, past=False)) == 2
    with time_machine.travel(later, tick=False):
        assert [one.late for one in seats_due(person=person)] == [True, True]
        assert [one.due for one in seat_list(person=person, past=True)] == [False, True, True]
