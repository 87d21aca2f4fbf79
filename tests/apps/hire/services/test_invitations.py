"""Invitations: who gets which, in what language, with what attached, and what they do not tell."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from django.core import mail
from icalendar import Calendar

from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Candidate, Message, Notice
from muster.apps.hire.services.interviews import interview_cancel
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, make_reviewer, verified
from tests.apps.hire.interviewing import assign, coming, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def event(text: str) -> Any:
    return Calendar.from_ical(text).walk("VEVENT")[0]


def test_an_interviewer_reads_it_in_their_language(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening, place="Room 1")
    assign(opening, interview, make_user(Role.INTERVIEWER, language="nl"))
    notice = Notice.objects.get()
    assert NAME in notice.subject
    assert "Gesprek met" in notice.subject
    assert f"/hire/interviews/{interview.pk}/" in notice.body
    assert "10:00–11:00 (Asia/Jakarta)" in notice.body
    assert (event(notice.calendar)["LOCATION"], event(notice.calendar)["SEQUENCE"]) == ("Room 1", 1)


def test_a_blind_reviewer_who_interviews_reads_no_name(opening: Opening, make_user: MakeUser) -> None:
    person = make_interviewer(opening, make_reviewer(opening, make_user(Role.INTERVIEWER)))
    interview = schedule(opening)
    assign(opening, interview, person)
    notice = Notice.objects.get()
    told = notice.subject + notice.body + str(event(notice.calendar)["SUMMARY"])
    assert "Zulaikha" not in told + notice.calendar
    assert interview.application.code in told


def test_the_candidate_reads_it_in_theirs_and_no_name_of_an_interviewer(
    opening: Opening, make_user: MakeUser
) -> None:
    one = interviewing(opening)
    Candidate.objects.update(language="fr")
    one.refresh_from_db()
    interview = schedule(opening, one, starts=coming(), invite=True)
    assign(opening, interview, make_user(Role.INTERVIEWER, name="Secret Interviewer"))
    message = Message.objects.get(calendar__gt="")
    assert message.subject.startswith("Entretien pour")
    assert "{status_link}" in message.body
    assert "Secret" not in message.body + message.calendar
    assert "{status_link}" not in message.calendar
    interview_cancel(actor=opening.recruiter, interview=interview, reason="Private", tell=True, seen=None)
    last = Message.objects.order_by("pk").last()
    assert last is not None
    assert "Private" not in last.subject + last.body + last.calendar


def test_nothing_is_said_of_what_is_over(opening: Opening, make_user: MakeUser) -> None:
    starts = datetime(2026, 1, 5, 9)
    interview = schedule(opening, starts=starts, invite=True)
    seat = assign(opening, interview, make_user(Role.INTERVIEWER))
    assert not Notice.objects.exists()
    assert not Message.objects.filter(calendar__gt="").exists()
    assert seat.due_at < datetime.now(UTC)


@pytest.mark.django_db(transaction=True)
def test_they_leave_by_e_mail_with_the_calendar(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening, invite=True)
    person = make_user(Role.INTERVIEWER)
    assign(opening, interview, person)
    interview_cancel(actor=opening.recruiter, interview=interview, reason="x", tell=True, seen=None)
    build_worker(batch=True).run()
    kinds: dict[str, list[str]] = {}
    for sent in mail.outbox:
        raw = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        for part in raw.walk():
            if part.get_content_type() == "text/calendar":
                kinds.setdefault(sent.to[0], []).append(str(part["Content-Type"].params["method"]))
                assert part["Content-Type"].params["charset"] == "utf-8"
                assert event(part.get_content())["UID"]
    candidate = interview.application.candidate.email
    assert kinds == {candidate: ["REQUEST", "CANCEL"], person.email: ["REQUEST", "CANCEL"]}
    assert set(Notice.objects.values_list("status", flat=True)) == {"sent"}
    assert verified()


@pytest.mark.django_db(transaction=True)
def test_the_worker_reminds_when_the_time_has_come(opening: Opening, make_user: MakeUser) -> None:
    seat = assign(opening, schedule(opening), make_user(Role.INTERVIEWER))
    build_worker(batch=True).run()
    mail.outbox.clear()
    with time_machine.travel(seat.due_at.timestamp() + 60, tick=True):
        build_worker(batch=True).run()
        build_worker(batch=True).run()
    assert [sent.to for sent in mail.outbox] == [[seat.interviewer.email]]
    seat.refresh_from_db()
    assert seat.reminded_at is not None
    assert Notice.objects.filter(calendar="").get().status == "sent"
    assert verified()
