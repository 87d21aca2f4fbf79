"""What the database itself keeps right about interviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from muster.apps.core.roles import Role
from muster.apps.hire.models import Blackout, Interview, Notice, Seat, Terms
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import assign, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_an_interview_ends_after_it_begins(opening: Opening) -> None:
    interview = schedule(opening)
    assert str(interview) == f"{interview.application_id}: {interview.starts_at:%Y-%m-%d %H:%M}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.update(ends_at=interview.starts_at)


def test_nobody_sits_twice_but_after_a_release(opening: Opening, make_user: MakeUser) -> None:
    seat = assign(opening, schedule(opening), make_user(Role.INTERVIEWER, name="Ada"))
    assert str(seat) == f"{seat.interview_id}: Ada"
    again = Seat(interview=seat.interview, interviewer=seat.interviewer, due_at=seat.due_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    Seat.objects.update(released_at=seat.due_at)
    again.save()
    assert str(Notice.objects.get()).startswith("Interview with")


def test_pauses_and_blackout_days_end_after_they_begin(make_user: MakeUser) -> None:
    person, day = make_user(name="Ada"), date(2027, 1, 1)
    before = day - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.create(interviewer=person, paused_from=day, paused_until=before)
    with pytest.raises(IntegrityError), transaction.atomic():
        Blackout.objects.create(interviewer=person, first_day=day, last_day=before)
    assert str(Terms.objects.create(interviewer=person, paused_from=day, paused_until=None)) == "Ada"
    blackout = Blackout.objects.create(interviewer=person, first_day=day, last_day=day)
    assert str(blackout) == "Ada: 2027-01-01 - 2027-01-01"
