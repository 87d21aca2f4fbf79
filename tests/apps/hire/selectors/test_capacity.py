"""Who can interview when: weeks, days where people work, panels."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.clock import moment_in
from muster.apps.hire.models import Blackout, Interview, Terms
from muster.apps.hire.selectors.capacity import (
    CONSIDERED,
    OFFERED,
    availability,
    interviewers_near,
    interviewers_possible,
    obstacle,
    panel_loads,
    terms_of,
)
from muster.apps.hire.selectors.interviews import interview_get
from muster.apps.hire.services.readings import reading_note
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import ZONE, assign, coming, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_who_may_be_asked(opening: Opening, make_user: MakeUser) -> None:
    role, member = make_user(Role.INTERVIEWER), make_interviewer(opening, make_user())
    make_user(Role.EMPLOYEE)
    assert set(interviewers_possible(requisition=opening.requisition)) == {role, member}
    terms = terms_of([role, member])
    assert (terms[role.pk].trained, terms[member.pk].trained, terms[role.pk].weekly) == (True, False, 4)


def test_days_are_those_of_the_interviews_zone(make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    start = moment_in(datetime(2027, 3, 2, 6), ZONE)  # still the day before in UTC
    Blackout.objects.create(interviewer=person, first_day=datetime(2027, 3, 2), last_day=datetime(2027, 3, 2))
    there = availability([person], starts_at=start, ends_at=start + timedelta(hours=1), zone=ZONE)[person.pk]
    assert there.blackout
    assert "does not interview" in obstacle(there, shadow=True)
    away = availability([person], starts_at=start, ends_at=start + timedelta(hours=1), zone="UTC")[person.pk]
    assert (away.blackout, obstacle(away, shadow=False)) == (False, "")


def test_a_pause_without_an_end(make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    Terms.objects.create(interviewer=person, paused_from=coming().date(), trained=True)
    for day, paused in ((-1, False), (0, True), (400, True)):
        start = moment_in(coming(day), ZONE)
        found = availability([person], starts_at=start, ends_at=start + timedelta(hours=1), zone=ZONE)
        assert found[person.pk].paused is paused


def shown(opening: Opening, interview: Interview) -> Interview:
    found = interview_get(person=opening.recruiter, pk=interview.pk)
    assert found is not None
    return found.interview


def test_a_panel_links_candidates(opening: Opening, make_user: MakeUser) -> None:
    linked, alone, fresh = (make_user(Role.INTERVIEWER, name=name) for name in ("Zoe", "Yan", "Ada"))
    for day in (0, 1):
        assign(opening, schedule(opening, starts=coming(day)), linked)
    assign(opening, schedule(opening, starts=coming(2)), alone)
    interview = schedule(opening, interviewing(opening), starts=coming(4))
    panel = panel_loads(interview=shown(opening, interview), seats=())
    assert [(one.availability.interviewer, one.proposed) for one in panel.loads] == [
        (linked, True),
        (alone, True),
        (fresh, False),
    ]
    assert (panel.before, panel.after) == (3, 1)
    assert [one.availability.planned for one in panel.loads] == [2, 1, 0]


def test_whoever_cannot_comes_last_with_why(opening: Opening, make_user: MakeUser) -> None:
    busy, free = make_user(Role.INTERVIEWER, name="Al"), make_user(Role.INTERVIEWER, name="Bo")
    assign(opening, schedule(opening), busy)
    interview = schedule(opening, interviewing(opening))
    loads = panel_loads(interview=shown(opening, interview), seats=()).loads
    assert [one.availability.interviewer for one in loads] == [free, busy]
    assert [bool(one.obstacle) for one in loads] == [False, True]


def test_who_has_read_scorecards_is_proposed_only_where_others_lack(
    opening: Opening, make_user: MakeUser
) -> None:
    reader, *others = (make_user(Role.INTERVIEWER, name=name) for name in ("Ada", "Bo", "Cy"))
    interview = schedule(opening, interviewing(opening))
    reading_note(person=reader, application=interview.application)

    def proposed() -> set[User]:
        loads = panel_loads(interview=shown(opening, interview), seats=()).loads
        return {one.availability.interviewer for one in loads if one.proposed}

    assert proposed() == set(others)
    others[0].is_active = False
    others[0].save()
    assert proposed() == {reader, others[1]}


def test_queries_do_not_grow(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    numbers = []
    for day in range(3):
        interview = schedule(opening, starts=coming(day))
        assign(opening, interview, make_user(Role.INTERVIEWER))
        make_user(Role.INTERVIEWER)
        given = shown(opening, interview)
        with django_assert_max_num_queries(8) as captured:
            panel_loads(interview=given, seats=())
        numbers.append(len(captured))
    assert len(set(numbers)) == 1


def test_of_very_many_a_few_are_offered_and_the_rest_are_found_by_name(
    opening: Opening, make_user: MakeUser
) -> None:
    others = [make_user(Role.INTERVIEWER, name=f"Other {number:02}") for number in range(CONSIDERED + 5)]
    own = make_user(Role.EMPLOYEE, name="Zoe")
    make_interviewer(opening, own)
    interview = shown(opening, schedule(opening, interviewing(opening)))
    offered = [one.availability.interviewer for one in panel_loads(interview=interview, seats=()).loads]
    assert len(offered) == OFFERED
    assert own in interviewers_near(requisition=opening.requisition)
    assert others[-1] not in offered
    for text in (f"other {CONSIDERED + 4}", others[-1].email, f"  Other   {CONSIDERED + 4} \0"):
        loads = panel_loads(interview=interview, seats=(), text=text).loads
        assert [one.availability.interviewer for one in loads] == [others[-1]]
    assert panel_loads(interview=interview, seats=(), text="nobody of this name").loads == ()
