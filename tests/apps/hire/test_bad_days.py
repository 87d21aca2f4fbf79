"""What goes wrong around interviews: nothing is half done, nothing is lost, and one sentence says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_activate, user_deactivate
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.clock import spell_out
from muster.apps.hire.models import Criterion, Interview, Notice, Owed, Scorecard, Seat
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.interviews import interview_move
from muster.apps.hire.services.kits import CriterionPlan, kit_save
from muster.apps.hire.services.readings import reading_note
from muster.apps.hire.services.scorecards import scorecard_save, scorecard_submit
from muster.apps.hire.services.seats import ReadBeforeError, seat_replace
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in, verified
from tests.apps.hire.interviewing import assign, coming, content, heard, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
AMSTERDAM, BACK, FORWARD = "Europe/Amsterdam", datetime(2027, 10, 31), datetime(2028, 3, 26)


def leave(make_user: MakeUser, person: User) -> User:
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=person)
    person.refresh_from_db()
    return person


def test_two_zones_meet_in_the_middle_of_a_clock_change(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER, name="Bo Busy")
    night = schedule(
        opening,
        starts=BACK.replace(hour=1, minute=30),
        ends=BACK.replace(hour=3, minute=30),
        time_zone=AMSTERDAM,
    )
    assert night.ends_at - night.starts_at == timedelta(hours=3)  # an hour comes twice
    assign(opening, night, person)
    meanwhile = schedule(
        opening,
        starts=BACK.replace(hour=9, minute=0),
        ends=BACK.replace(hour=9, minute=15),
        time_zone="Asia/Jakarta",
    )
    assert night.starts_at < meanwhile.starts_at < meanwhile.ends_at < night.ends_at
    with pytest.raises(RefusedError, match="Bo Busy has another interview at that time"):
        assign(opening, meanwhile, person)
    calendar = Notice.objects.get().calendar
    assert "DTSTART;TZID=Europe/Amsterdam:20271031T013000" in calendar
    assert "DTEND;TZID=Europe/Amsterdam:20271031T033000" in calendar


def test_a_move_into_the_hour_that_is_not_there_changes_nothing(
    opening: Opening, make_user: MakeUser
) -> None:
    interview = schedule(opening)
    seat = assign(opening, interview, make_user(Role.INTERVIEWER))
    given: dict[str, Any] = {"actor": opening.recruiter, "interview": interview, "place": "", "invite": False}
    for hour in (2, 1):
        starts, ends = (
            FORWARD.replace(hour=hour, minute=30),
            FORWARD.replace(hour=3 if hour == 2 else 2, minute=45),
        )
        with pytest.raises(RefusedError, match="does not exist"):
            interview_move(starts=starts, ends=ends, time_zone=AMSTERDAM, seen=None, **given)
    now = Interview.objects.get()
    assert (now.starts_at, now.time_zone) == (interview.starts_at, interview.time_zone)
    assert Notice.objects.count() == 1
    interview_move(
        starts=FORWARD.replace(hour=1, minute=30),
        ends=FORWARD.replace(hour=3, minute=30),
        time_zone=AMSTERDAM,
        seen=None,
        **{**given, "interview": now},
    )
    seat.refresh_from_db()
    assert now.ends_at - now.starts_at == timedelta(hours=1)
    assert seat.due_at == now.ends_at + timedelta(days=1)
    assert "01:30–03:30" in spell_out(now.starts_at, now.ends_at, AMSTERDAM)
    assert verified()


def test_the_scorecard_opens_when_the_interview_begins_whatever_the_zone(
    opening: Opening, make_user: MakeUser
) -> None:
    person = make_user(Role.INTERVIEWER)
    interview = schedule(
        opening,
        starts=BACK.replace(hour=1, minute=30),
        ends=BACK.replace(hour=3, minute=30),
        time_zone=AMSTERDAM,
    )
    seat = assign(opening, interview, person)
    begins = datetime(2027, 10, 30, 23, 30, tzinfo=UTC)
    with (
        time_machine.travel(begins - timedelta(minutes=1), tick=False),
        pytest.raises(RefusedError, match="not begun"),
    ):
        scorecard_save(actor=person, seat=seat, content=content(opening), sequence=1)
    with time_machine.travel(begins + timedelta(minutes=1), tick=False):
        scorecard_save(actor=person, seat=seat, content=content(opening), sequence=1)


def test_a_kit_changed_while_a_scorecard_is_open(opening: Opening, make_user: MakeUser) -> None:
    """The page was opened before anybody saved; then the kit was changed, which may be until the first draft."""
    seat = assign(opening, heard(opening), make_user(Role.INTERVIEWER))
    old = Criterion.objects.get(kit=seat.interview.kit)
    kit = kit_save(
        actor=opening.recruiter,
        kit=seat.interview.kit,
        name="Another",
        criteria=[CriterionPlan("Breadth", ("None", "Some", "Much"))],
    )
    new = Criterion.objects.get(kit=kit)
    browser, url = signed_in(seat.interviewer), reverse("hire:scorecard", args=[seat.pk])
    typed = {f"criterion-{old.pk}": 2, "recommendation": "hire", "summary": "What I typed", "sequence": 0}
    page = browser.post(url, {**typed, "submit": "1"}).content.decode()
    if new.pk != old.pk:
        assert "Rate “Breadth” before you submit." in page
        assert "What I typed" in page
        assert not Scorecard.objects.exists()
        done = {**typed, f"criterion-{new.pk}": 2, "submit": "1"}
        assert browser.post(url, done).status_code == 302
    card = Scorecard.objects.get()
    assert set(card.ratings) == {str(new.pk)}
    with pytest.raises(RefusedError, match="have begun"):
        kit_save(actor=opening.recruiter, kit=kit, name="Third", criteria=[CriterionPlan("x", ("a", "b"))])


def test_the_candidate_withdraws_while_a_scorecard_is_written(opening: Opening, make_user: MakeUser) -> None:
    one, person = interviewing(opening), make_user(Role.INTERVIEWER)
    seat = assign(opening, heard(opening, one), person)
    browser, url = signed_in(person), reverse("hire:scorecard", args=[seat.pk])
    save = reverse("hire:scorecard-save", args=[seat.pk])
    assert "data-saved" in browser.post(save, {"summary": "So far", "sequence": 1}).content.decode()
    application_withdraw(application=one)
    assert "data-saved" in browser.post(save, {"summary": "And on", "sequence": 2}).content.decode()
    page = browser.get(url).content.decode()
    assert "not active any more (Withdrawn)" in page
    assert "And on" in page
    scorecard_submit(actor=person, seat=seat, content=content(opening), sequence=3)
    assert not Owed.objects.exists()
    assert verified()


def test_a_seat_of_who_has_left_is_given_to_the_one_proposed(opening: Opening, make_user: MakeUser) -> None:
    leaver, free = make_user(Role.INTERVIEWER, name="Le Left"), make_user(Role.INTERVIEWER, name="Fe Free")
    interview = schedule(opening)
    seat = assign(opening, interview, leaver)
    leave(make_user, leaver)
    browser, url = signed_in(opening.recruiter), reverse("hire:interview", args=[interview.pk])
    assert "Le Left" in browser.get(reverse("hire:diary"), {"gone": "on"}).content.decode()
    page = browser.get(url).content.decode()
    assert "has left and cannot interview" in page
    assert "Ask Fe Free in their place" in page
    data = {"interviewer": free.pk, "replaces": seat.pk, "version": Interview.objects.get().version}
    assert browser.post(reverse("hire:seat-add", args=[interview.pk]), data)["Location"] == url
    assert [one.interviewer for one in Seat.objects.filter(released_at=None)] == [free]
    assert "No interviews here" in browser.get(reverse("hire:diary"), {"gone": "on"}).content.decode()
    assert "has left and cannot" not in browser.get(url).content.decode()
    assert verified()


def test_a_seat_is_taken_over_whole_or_not_at_all(opening: Opening, make_user: MakeUser) -> None:
    leaver, other = make_user(Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    interview = schedule(opening)
    seat = assign(opening, interview, leaver, shadow=True)
    with pytest.raises(ConflictError, match="with us again"):
        seat_replace(actor=opening.recruiter, seat=seat, interviewer=other)
    leave(make_user, leaver)
    reading_note(person=other, application=interview.application)
    seat = Seat.objects.select_related("interviewer", "interview__application__requisition").get()
    with pytest.raises(ReadBeforeError):
        seat_replace(actor=opening.recruiter, seat=seat, interviewer=other)
    assert Seat.objects.get(pk=seat.pk).released_at is None
    taken = seat_replace(
        actor=opening.recruiter,
        seat=Seat.objects.select_related("interviewer", "interview").get(pk=seat.pk),
        interviewer=other,
        despite="Nobody else",
    )
    assert (taken.shadow, taken.despite) == (True, "Nobody else")
    assert verified()


def test_a_scorecard_that_nobody_will_write_any_more(opening: Opening, make_user: MakeUser) -> None:
    leaver, stays = make_user(Role.INTERVIEWER, name="Le Left"), make_user(Role.INTERVIEWER)
    interview = heard(opening)
    seat = assign(opening, interview, leaver)
    assign(opening, interview, stays)
    leave(make_user, leaver)
    browser, url = signed_in(opening.recruiter), reverse("hire:interview", args=[interview.pk])
    remove = reverse("hire:seat-remove", args=[interview.pk, seat.pk])
    assert "has left" in browser.get(reverse("hire:due"), {"late": "on"}).content.decode()
    page = browser.get(url).content.decode()
    assert remove in page
    assert page.count("/remove/") == 1  # not that of who is still here
    assert browser.post(remove).status_code == 302
    assert [one.interviewer for one in Owed.objects.all()] == [stays]
    user_activate(actor=make_user(Role.ADMINISTRATOR), user=leaver)
    assert remove not in browser.get(url).content.decode()


def test_who_has_left_is_not_invited_when_it_is_moved(opening: Opening, make_user: MakeUser) -> None:
    leaver = make_user(Role.INTERVIEWER, name="Le Left")
    interview = schedule(opening)
    assign(opening, interview, leaver)
    leave(make_user, leaver)
    with pytest.raises(RefusedError, match="Le Left is no longer here"):
        interview_move(
            actor=opening.recruiter,
            interview=Interview.objects.get(),
            starts=coming(2),
            ends=coming(2, 11),
            time_zone="UTC",
            place="",
            invite=False,
            seen=None,
        )
    assert Notice.objects.count() == 1
