"""Interviews: who plans them, what is refused, who is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview, Member, Message, Notice
from muster.apps.hire.services.interviews import interview_cancel, interview_move
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import member_add
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, verified
from tests.apps.hire.interviewing import ZONE, assign, coming, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def shift(opening: Opening, interview: Interview, **values: Any) -> Interview:
    starts = values.pop("starts", coming(1))
    given = {
        "actor": opening.recruiter,
        "ends": starts + timedelta(hours=1),
        "time_zone": ZONE,
        "place": "",
        "invite": False,
        "seen": interview.version,
        **values,
    }
    return interview_move(interview=interview, starts=starts, **given)


def call_off(opening: Opening, interview: Interview, **values: Any) -> Interview:
    given = {"actor": opening.recruiter, "reason": "Ill", "tell": False, "seen": interview.version, **values}
    return interview_cancel(interview=interview, **given)


@pytest.mark.parametrize("role", list(Role))
def test_who_plans_interviews(opening: Opening, make_user: MakeUser, role: Role) -> None:
    one, person = interviewing(opening), make_user(role)
    if role == Role.RECRUITER:
        schedule(opening, one, actor=person)
        return
    with pytest.raises(PermissionDenied, match="plan its interviews"):
        schedule(opening, one, actor=person)
    member_add(
        actor=opening.recruiter, requisition=opening.requisition, user=person, part=Member.Part.COORDINATOR
    )
    interview = schedule(opening, one, actor=person)
    stranger = make_user(Role.HIRING_MANAGER)
    for act in (shift, call_off):
        with pytest.raises(PermissionDenied):
            act(opening, interview, actor=stranger)
    shift(opening, interview, actor=opening.manager)
    call_off(opening, interview, actor=person)
    assert verified()


def test_times_are_kept_in_utc(opening: Opening) -> None:
    interview = schedule(opening, starts=datetime(2027, 3, 1, 9), place="  Room \n 1 ")
    interview.refresh_from_db()
    assert interview.starts_at == datetime(2027, 3, 1, 2, tzinfo=UTC)
    assert (interview.place, interview.state, interview.sequence) == ("Room 1", "scheduled", 0)
    entry = Entry.objects.get(action="interview.schedule")
    assert entry.detail == {"application": interview.application_id}
    assert verified()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends": coming(hour=9)}, "ends before"),
        ({"ends": coming()}, "ends before"),
        ({"ends": coming(day=2)}, "too long"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"time_zone": "Europe/Amsterdam", "starts": datetime(2027, 3, 28, 2, 30)}, "does not exist"),
        ({"time_zone": "Europe/Amsterdam", "starts": datetime(2026, 10, 25, 2, 30)}, "comes twice"),
        (
            {
                "time_zone": "Europe/Amsterdam",
                "starts": datetime(2027, 3, 28, 1, 30),
                "ends": datetime(2027, 3, 28, 2, 30),
            },
            "does not exist",
        ),
    ],
)
def test_a_time_that_cannot_be(opening: Opening, values: dict[str, Any], words: str) -> None:
    one = interviewing(opening)
    with pytest.raises(RefusedError, match=words):
        schedule(opening, one, **values)
    interview = schedule(opening, one)
    with pytest.raises(RefusedError, match=words):
        shift(opening, interview, **({"starts": coming()} | values))
    assert Interview.objects.get().version == 1
    assert verified()


def test_a_clock_change_in_the_middle_makes_an_hour_more_or_less(opening: Opening) -> None:
    starts, ends = datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 3, 30)
    interview = schedule(opening, starts=starts, ends=ends, time_zone="Europe/Amsterdam")
    assert interview.ends_at - interview.starts_at == timedelta(hours=1)


def test_a_candidate_is_in_one_place_at_a_time(opening: Opening, make_opening: Any) -> None:
    one = interviewing(opening, email="same@example.org")
    interview = schedule(opening, one)
    with pytest.raises(RefusedError, match="another interview at that time"):
        schedule(opening, one, starts=coming(hour=10), ends=coming(hour=12))
    other = make_opening(title="Other")
    with pytest.raises(RefusedError, match="another interview at that time"):
        schedule(other, interviewing(other, email="same@example.org"))
    schedule(opening, one, starts=coming(hour=11))
    shift(opening, interview, starts=coming(hour=9))
    with pytest.raises(RefusedError, match="another interview at that time"):
        shift(opening, interview, starts=coming(hour=11))


def test_only_active_applications_in_a_stage_of_interviews(opening: Opening, make_opening: Any) -> None:
    one = apply(opening)
    with pytest.raises(ConflictError, match="in no stage of interviews"):
        schedule(opening, one)
    kit = make_opening(title="Other").requisition.kits.get()
    with pytest.raises(RefusedError, match="a kit of this opening"):
        schedule(opening, one, kit=kit)
    two = interviewing(opening)
    interview = schedule(opening, two)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[two.pk], reason="No"
    )
    with pytest.raises(ConflictError, match="not active any more"):
        schedule(opening, two, starts=coming(2))
    with pytest.raises(ConflictError, match="not active any more"):
        shift(opening, interview)
    interview.refresh_from_db()
    call_off(opening, interview)
    assert verified()


def test_two_people_at_once(opening: Opening) -> None:
    interview = schedule(opening)
    seen = interview.version
    shift(opening, interview, seen=seen)
    again = Interview.objects.get()
    with pytest.raises(ConflictError, match="Somebody else"):
        shift(opening, again, seen=seen, starts=coming(3))
    with pytest.raises(ConflictError, match="Somebody else"):
        call_off(opening, again, seen=seen)
    call_off(opening, again, seen=again.version)
    call_off(opening, Interview.objects.get(), seen=seen)  # the same twice
    with pytest.raises(ConflictError, match="called off"):
        shift(opening, Interview.objects.get(), seen=None)
    assert verified()


def test_a_move_tells_who_sits_in_it_and_moves_what_is_due(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening)
    seat = assign(opening, interview, make_user(Role.INTERVIEWER))
    before = seat.due_at
    moved = shift(opening, interview, starts=coming(1), seen=interview.version)
    seat.refresh_from_db()
    assert seat.due_at == before + timedelta(days=1)
    notices = list(Notice.objects.order_by("pk"))
    assert [one.recipient for one in notices] == [seat.interviewer.email] * 2
    assert [f"SEQUENCE:{number}" in one.calendar for number, one in enumerate(notices, 1)] == [True, True]
    assert moved.sequence == 2
    assert not Message.objects.filter(calendar__gt="").exists()
    assert verified()


def test_a_move_into_what_somebody_cannot_is_refused_whole(opening: Opening, make_user: MakeUser) -> None:
    busy = make_user(Role.INTERVIEWER, name="Bo Busy")
    first, second = schedule(opening), schedule(opening, starts=coming(1))
    assign(opening, first, busy)
    assign(opening, second, busy)
    version = Interview.objects.get(pk=second.pk).version
    with pytest.raises(RefusedError, match="Bo Busy has another interview"):
        shift(opening, second, starts=coming(), seen=version)
    second.refresh_from_db()
    assert second.version == version
    assert verified()


def test_the_candidate_is_told_when_a_person_says_so(opening: Opening) -> None:
    interview = schedule(opening)
    call_off(opening, interview, tell=True)  # never invited, so there is nothing to call off
    assert not Message.objects.filter(calendar__gt="").exists()
    one = schedule(opening, starts=coming(2), invite=True)
    shift(opening, one, starts=coming(3), invite=True)
    call_off(opening, one, tell=True)
    told = list(Message.objects.filter(calendar__gt="").order_by("pk"))
    assert [("METHOD:CANCEL" in m.calendar, f"SEQUENCE:{n}" in m.calendar) for n, m in enumerate(told)] == [
        (False, True),
        (False, True),
        (True, True),
    ]
    assert {m.sent_by for m in told} == {opening.recruiter}
    assert verified()


def test_calling_off_has_a_reason(opening: Opening) -> None:
    with pytest.raises(RefusedError, match="why"):
        call_off(opening, schedule(opening), reason=" ")
