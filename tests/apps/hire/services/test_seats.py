"""Seats: who gets one, what is refused, what a release leaves."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview, Notice, Seat
from muster.apps.hire.services.interviews import DUE_AFTER, interview_cancel
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.seats import seat_assign, seat_release
from muster.apps.hire.services.terms import blackout_add, terms_change
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import verified
from tests.apps.hire.interviewing import assign, coming, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_seat_is_due_after_the_interview_and_given_once(opening: Opening, make_user: MakeUser) -> None:
    interview, person = schedule(opening), make_user(Role.INTERVIEWER)
    seat = assign(opening, interview, person)
    assert assign(opening, interview, person) == seat
    assert seat.due_at == interview.ends_at + DUE_AFTER
    with pytest.raises(RefusedError, match="already"):
        assign(opening, interview, person, shadow=True)
    assert Notice.objects.count() == 1
    assert verified()


def test_who_gives_seats(opening: Opening, make_user: MakeUser) -> None:
    interview, person = schedule(opening), make_user(Role.INTERVIEWER)
    for actor in (make_user(Role.HIRING_MANAGER), make_user(Role.EXECUTIVE), person):
        with pytest.raises(PermissionDenied):
            seat_assign(actor=actor, interview=interview, interviewer=person)
    seat = seat_assign(actor=opening.manager, interview=interview, interviewer=person)
    with pytest.raises(PermissionDenied):
        seat_release(actor=person, seat=seat)


def test_booked_at_that_time(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER, name="Bo Busy")
    assign(opening, schedule(opening), person)
    later = coming() + timedelta(minutes=30)
    with pytest.raises(RefusedError, match="Bo Busy has another interview at that time"):
        assign(opening, schedule(opening, starts=later), person)
    assign(opening, schedule(opening, starts=coming(hour=11)), person)


def test_over_capacity_that_week(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER, name="Cy Capacity")
    terms_change(actor=person, interviewer=person, weekly=1, paused_from=None, paused_until=None)
    first = assign(opening, schedule(opening), person)
    with pytest.raises(RefusedError, match="has 1 interview that week and takes on 1"):
        assign(opening, schedule(opening, starts=coming(4)), person)
    assign(opening, schedule(opening, starts=coming(7)), person)
    seat_release(actor=opening.recruiter, seat=first)
    assign(opening, schedule(opening, starts=coming(3)), person)


def test_paused_and_on_blackout_days(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER, name="Pa Pause")
    day = coming().date()
    interview = schedule(opening)
    terms_change(actor=person, interviewer=person, weekly=4, paused_from=day, paused_until=day)
    with pytest.raises(RefusedError, match="Pa Pause takes a break"):
        assign(opening, interview, person)
    terms_change(
        actor=person, interviewer=person, weekly=4, paused_from=day + timedelta(days=1), paused_until=None
    )
    blackout_add(actor=person, interviewer=person, first_day=day - timedelta(days=3), last_day=day)
    with pytest.raises(RefusedError, match="does not interview on that day"):
        assign(opening, interview, person)
    with pytest.raises(RefusedError, match="takes a break"):
        assign(opening, schedule(opening, starts=coming(30)), person)


def test_untrained_people_shadow(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening)
    person = make_interviewer(opening, make_user(Role.EMPLOYEE, name="Ne New"))
    with pytest.raises(RefusedError, match="Ne New is not trained yet"):
        assign(opening, interview, person)
    assert assign(opening, interview, person, shadow=True).shadow
    terms_change(
        actor=opening.recruiter,
        interviewer=person,
        weekly=4,
        paused_from=None,
        paused_until=None,
        trained=True,
    )
    assign(opening, schedule(opening, starts=coming(1)), person)
    with pytest.raises(RefusedError, match="is no interviewer"):
        assign(opening, interview, make_user(Role.EMPLOYEE), shadow=True)


def test_whoever_has_left_gets_no_seat(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER, name="Le Left")
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=person)
    person.refresh_from_db()
    with pytest.raises(RefusedError, match="Le Left is no longer here"):
        assign(opening, schedule(opening), person)


def test_nothing_is_planned_for_what_is_over(opening: Opening, make_user: MakeUser) -> None:
    one, person = interviewing(opening), make_user(Role.INTERVIEWER)
    interview = schedule(opening, one)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="No"
    )
    with pytest.raises(ConflictError, match="not active"):
        assign(opening, interview, person)
    interview_cancel(actor=opening.recruiter, interview=interview, reason="x", tell=False, seen=None)
    with pytest.raises(ConflictError, match="called off"):
        assign(opening, interview, person)


def test_a_release_takes_it_out_of_the_calendar(opening: Opening, make_user: MakeUser) -> None:
    interview, person = schedule(opening), make_user(Role.INTERVIEWER)
    seat = assign(opening, interview, person)
    with pytest.raises(ConflictError, match="Somebody else"):
        seat_release(actor=opening.recruiter, seat=seat, seen=interview.version + 1)
    seat_release(actor=opening.recruiter, seat=seat)
    seat_release(actor=opening.recruiter, seat=seat)
    again = assign(opening, Interview.objects.get(), person)
    told = [one.calendar for one in Notice.objects.order_by("pk")]
    assert [("METHOD:CANCEL" in one, f"SEQUENCE:{at}" in one) for at, one in enumerate(told, 1)] == [
        (False, True),
        (True, True),
        (False, True),
    ]
    assert Seat.objects.get(released_at=None) == again
    assert verified()


@pytest.mark.django_db(transaction=True)
def test_two_people_give_one_interviewer_two_seats_at_once(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    interviews = [schedule(opening), schedule(opening)]
    barrier, refused = threading.Barrier(2), []

    def act(interview: Interview) -> None:
        try:
            barrier.wait()
            assign(opening, interview, person)
        except RefusedError as error:
            refused.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(one,)) for one in interviews]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Seat.objects.count(), len(refused)) == (1, 1)
    assert verified()
