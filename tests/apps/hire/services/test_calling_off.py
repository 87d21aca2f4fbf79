"""What is still planned for those whose applications ended is called off together."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Interview, Message, Notice, Outcome
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.calling_off import CalledOff, interviews_call_off
from muster.apps.hire.services.pipeline import application_reject, move_undo
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import verified
from tests.apps.hire.interviewing import assign, coming, heard, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def reject(opening: Opening, *applications: Application) -> None:
    keys = [one.pk for one in applications]
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=keys, reason="No"
    )


def call_off(opening: Opening, **values: object) -> CalledOff:
    given = {"actor": opening.recruiter, "reason": "Decided", "tell": True, **values}
    keys = set(Interview.objects.values_list("pk", flat=True))
    return interviews_call_off(requisition=opening.requisition, interviews=keys, **given)  # type: ignore[arg-type]


def test_what_is_to_come_is_called_off_and_all_are_told(opening: Opening, make_user: MakeUser) -> None:
    gone, left, stays = (interviewing(opening) for _ in range(3))
    past = heard(opening, gone)
    planned = schedule(opening, gone, invite=True)
    other = schedule(opening, left, starts=coming(1))
    going_on = schedule(opening, stays, starts=coming(2))
    assign(opening, planned, make_user(Role.INTERVIEWER))
    reject(opening, gone)
    application_withdraw(application=left)
    before = Message.objects.count()
    done = call_off(opening)
    assert ({one.pk for one in done.interviews}, done.own) == ({planned.pk, other.pk}, 0)
    states = dict(Interview.objects.values_list("pk", "state"))
    assert (states[past.pk], states[going_on.pk]) == ("scheduled", "scheduled")
    assert {states[planned.pk], states[other.pk]} == {"cancelled"}
    assert Message.objects.count() == before + 1  # who was never invited is not told
    assert "CANCEL" in Notice.objects.order_by("-pk")[0].calendar
    assert call_off(opening) == CalledOff((), 0)  # a double click
    assert verified()


def test_who_calls_off(opening: Opening, make_user: MakeUser) -> None:
    one = interviewing(opening)
    schedule(opening, one)
    reject(opening, one)
    for person in (make_user(Role.EXECUTIVE), make_user(Role.HIRING_MANAGER), make_user(Role.INTERVIEWER)):
        with pytest.raises(PermissionDenied):
            call_off(opening, actor=person)
    with pytest.raises(RefusedError, match="why"):
        call_off(opening, reason=" ")
    assert len(call_off(opening, actor=opening.manager).interviews) == 1


def test_what_the_person_sits_in_stays(opening: Opening, make_user: MakeUser) -> None:
    one, recruiter = interviewing(opening), make_user(Role.RECRUITER, Role.INTERVIEWER)
    mine, other = schedule(opening, one), schedule(opening, one, starts=coming(1))
    assign(opening, mine, recruiter)
    reject(opening, one)
    done = call_off(opening, actor=recruiter)
    assert ([one.pk for one in done.interviews], done.own) == ([other.pk], 1)


def test_an_application_that_goes_on_again_keeps_its_interviews(opening: Opening) -> None:
    one = interviewing(opening)
    schedule(opening, one)
    moved = application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="No"
    )
    move_undo(actor=opening.recruiter, batch=moved.batch)
    assert Application.objects.get(pk=one.pk).outcome == Outcome.ACTIVE
    assert call_off(opening) == CalledOff((), 0)
