"""Reminders: once, of what is late alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.roles import Role
from muster.apps.hire.models import Notice
from muster.apps.hire.services.interviews import interview_cancel
from muster.apps.hire.services.reminders import reminder_begin
from muster.apps.hire.services.seats import seat_release
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import verified
from tests.apps.hire.interviewing import assign, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_late_scorecard_is_reminded_of_once(opening: Opening, make_user: MakeUser) -> None:
    seat = assign(opening, schedule(opening), make_user(Role.INTERVIEWER, language="nl"))
    assert reminder_begin(seat=seat.pk, now=seat.due_at - timedelta(seconds=1)) is None
    notice = reminder_begin(seat=seat.pk, now=seat.due_at)
    assert notice is not None
    assert (notice.status, notice.calendar, notice.recipient) == ("sending", "", seat.interviewer.email)
    assert "te laat" in notice.subject
    assert reminder_begin(seat=seat.pk, now=seat.due_at + timedelta(days=9)) is None
    assert verified()


@pytest.mark.parametrize("what", ["released", "cancelled", "left", "gone"])
def test_nobody_is_reminded_of_what_they_do_not_owe(opening: Opening, make_user: MakeUser, what: str) -> None:
    interview = schedule(opening)
    seat = assign(opening, interview, make_user(Role.INTERVIEWER))
    if what == "released":
        seat_release(actor=opening.recruiter, seat=seat)
    elif what == "cancelled":
        interview_cancel(actor=opening.recruiter, interview=interview, reason="x", tell=False, seen=None)
    elif what == "left":
        user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=seat.interviewer)
    key = 10**9 if what == "gone" else seat.pk
    assert reminder_begin(seat=key, now=seat.due_at) is None
    assert not Notice.objects.filter(calendar="").exists()
