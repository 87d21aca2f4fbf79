"""The database notes which scorecards are owed, whoever writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview, Owed, Scorecard, Seat
from muster.apps.hire.rules import seats_owed
from muster.apps.hire.services.interviews import interview_cancel
from muster.apps.hire.services.scorecards import scorecard_save, scorecard_submit
from muster.apps.hire.services.seats import seat_release
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import assign, content, heard, schedule
from tests.apps.hire.openings import Opening
from tests.apps.hire.test_checks import looked_for_each_row

pytestmark = pytest.mark.django_db


def noted() -> set[tuple[object, ...]]:
    """Return what the database has noted."""
    return set(Owed.objects.values_list("seat", "interviewer", "requisition", "due_at"))


def looked_for() -> set[tuple[object, ...]]:
    """Return the same by looking at every seat."""
    columns = ("pk", "interviewer", "interview__application__requisition", "due_at")
    return set(Seat.objects.filter(seats_owed()).values_list(*columns))


def test_services_keep_it(opening: Opening, make_user: MakeUser) -> None:
    people = [make_user(Role.INTERVIEWER) for _ in range(4)]
    past, coming = heard(opening), schedule(opening)
    seats = [assign(opening, past, one) for one in people]
    assign(opening, coming, people[0])
    assert len(noted()) == 5
    assert noted() == looked_for()
    seat_release(actor=opening.recruiter, seat=seats[0])
    said = content(opening)
    scorecard_save(actor=people[1], seat=seats[1], content=said, sequence=1)
    scorecard_submit(actor=people[2], seat=seats[2], content=said, sequence=1)
    assert len(noted()) == 3
    assert noted() == looked_for()
    scorecard_submit(actor=people[1], seat=seats[1], content=said, sequence=2)
    interview_cancel(
        actor=opening.recruiter,
        interview=Interview.objects.get(pk=coming.pk),
        reason="x",
        tell=False,
        seen=None,
    )
    assert [row[0] for row in noted()] == [seats[3].pk]
    assert noted() == looked_for()


def test_so_does_what_passes_the_services_by(opening: Opening, make_user: MakeUser) -> None:
    one, other = make_user(Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    seat = assign(opening, heard(opening), one)
    late = timezone.now() + timedelta(days=9)
    Seat.objects.filter(pk=seat.pk).update(due_at=late, interviewer=other)
    assert noted() == looked_for() == {(seat.pk, other.pk, opening.requisition.pk, late)}
    card = Scorecard.objects.create(seat=seat, submitted_at=late, recommendation="hire")
    assert noted() == looked_for() == set()
    card.delete()
    assert len(noted()) == 1
    Interview.objects.update(state=Interview.State.CANCELLED)
    assert noted() == looked_for() == set()
    Interview.objects.update(state=Interview.State.SCHEDULED)
    assert len(noted()) == 1
    seat.notices.all().delete()
    Seat.objects.filter(pk=seat.pk).delete()
    assert noted() == set()


def test_many_are_noted_at_once(opening: Opening, make_user: MakeUser) -> None:
    interview, due = heard(opening), timezone.now()
    people = [make_user(Role.INTERVIEWER) for _ in range(4)]
    seats = Seat.objects.bulk_create(
        Seat(interview=interview, interviewer=one, due_at=due, released_at=due if one is people[0] else None)
        for one in people
    )
    assert {row[0] for row in noted()} == {seat.pk for seat in seats[1:]}
    Scorecard.objects.bulk_create(
        Scorecard(seat=seat, submitted_at=due if seat is seats[1] else None, recommendation="hire")
        for seat in seats[1:3]
    )
    assert {row[0] for row in noted()} == {seat.pk for seat in seats[2:]}
    assert noted() == looked_for()
    # Looking at every row reads whole tables for each where they were counted while they were empty.
    assert connection.vendor != "postgresql" or looked_for_each_row("_owed_") == []
