"""What the timeline tells of interviews, and to whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Interview
from muster.apps.hire.rules import is_sealed_for
from muster.apps.hire.selectors.interviews import interview_list
from muster.apps.hire.selectors.timeline import interview_events
from muster.apps.hire.services.interviews import interview_cancel, interview_move
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.interviewing import ZONE, assign, coming, content, heard, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def told(person: User, application: Application) -> list[tuple[str, User | None]]:
    interviews = interview_list(person=person, application=application)
    sealed = is_sealed_for(person, application)
    events = interview_events(person=person, interviews=interviews, sealed=sealed)
    return [(one.row.what, one.by) for one in sorted(events, key=lambda event: event.at)]


def test_planned_moved_called_off_and_submitted(opening: Opening, make_user: MakeUser) -> None:
    one, person = interviewing(opening), make_user(Role.INTERVIEWER)
    interview = schedule(opening, one)
    moved = interview_move(
        actor=opening.manager,
        interview=interview,
        starts=coming(1),
        ends=coming(1, 11),
        time_zone=ZONE,
        place="",
        invite=False,
        seen=None,
    )
    interview_cancel(actor=opening.recruiter, interview=moved, reason="x", tell=False, seen=None)
    seat = assign(opening, heard(opening, one), person)
    scorecard_submit(
        actor=person, seat=seat, content=content(opening, summary="A secret opinion"), sequence=1
    )
    rae, mo = opening.recruiter, opening.manager
    wanted = [("planned", rae), ("moved", mo), ("cancelled", rae), ("planned", rae), ("submitted", person)]
    assert told(mo, one) == wanted
    page = signed_in(mo).get(reverse("hire:application", args=[one.pk])).content.decode()
    for text in ("Interview planned", "Interview changed", "Interview called off", "Scorecard submitted"):
        assert text in page
    assert "A secret opinion" not in page
    assert told(person, one) == wanted[-2:]  # their own interview alone
    assert told(make_user(Role.HIRING_MANAGER), one) == []


def test_that_others_submitted_is_sealed_too(opening: Opening, make_user: MakeUser) -> None:
    one, other = interviewing(opening), make_user(Role.INTERVIEWER)
    recruiter = make_user(Role.RECRUITER, Role.INTERVIEWER)
    theirs, mine = (
        assign(opening, heard(opening, one), other),
        assign(opening, heard(opening, one), recruiter),
    )
    scorecard_submit(actor=other, seat=theirs, content=content(opening), sequence=1)
    assert ("submitted", other) not in told(recruiter, one)
    assert ("submitted", other) in told(opening.recruiter, one)
    scorecard_submit(actor=recruiter, seat=mine, content=content(opening), sequence=1)
    assert {("submitted", other), ("submitted", recruiter)} <= set(told(recruiter, one))


def test_what_was_loaded_without_an_entry_was_planned_too(opening: Opening) -> None:
    interview = schedule(opening)
    copy = Interview.objects.get(pk=interview.pk)
    copy.pk, copy._state.adding = None, True
    copy.uid = type(copy.uid)(int=copy.uid.int ^ 1)
    copy.save()
    assert told(opening.recruiter, interview.application) == [
        ("planned", opening.recruiter),
        ("planned", None),
    ]
