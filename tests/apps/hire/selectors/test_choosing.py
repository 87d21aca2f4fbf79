"""What a choice is made from: who can be asked next week, whom nobody must ask, what is planned already."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.choosing import Given
from muster.apps.hire.models import MeritRun, Referral
from muster.apps.hire.selectors.choosing import choice_given, openings_to_choose
from muster.apps.hire.services.readings import reading_note
from muster.apps.hire.services.terms import terms_change
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, move
from tests.apps.hire.interviewing import assign, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def given(opening: Opening, *candidates: int) -> Given:
    run = MeritRun(requisition=opening.requisition, asked_at=timezone.now(), as_of=timezone.now())
    [requisition] = openings_to_choose(run=run)
    return choice_given(run=run, requisition=requisition, candidates=candidates)


def test_who_can_be_asked_next_week(opening: Opening, make_user: MakeUser) -> None:
    one = interviewing(opening)
    able, none, away, untrained = (
        make_interviewer(opening, make_user(*roles, name=f"Person {number}"))
        for number, roles in enumerate(
            ((Role.INTERVIEWER,), (Role.INTERVIEWER,), (Role.INTERVIEWER,), (Role.EMPLOYEE,))
        )
    )
    weekly(able, 3)
    weekly(none, 0)
    weekly(away, 3, paused=True)
    found = given(opening, one.candidate_id)
    assert dict(found.room) == {able.pk: 3}
    assert untrained.pk not in dict(found.room)
    assert found.to_interview == ((one.candidate_id, 0),)


def test_who_must_not_be_asked(opening: Opening, make_user: MakeUser) -> None:
    one, other = interviewing(opening, name="One"), interviewing(opening, name="Other")
    reader, referrer, stranger = (
        make_interviewer(opening, make_user(Role.INTERVIEWER, name=name)) for name in ("Re", "Fe", "St")
    )
    reading_note(person=reader, application=one)
    Referral(application=other, referrer=referrer, relation="We studied together").save()
    found = given(opening, one.candidate_id, other.candidate_id)
    assert found.barred == ((one.candidate_id, reader.pk), (other.candidate_id, referrer.pk))
    assert stranger.pk in dict(found.room)


def test_what_is_planned_counts(opening: Opening, make_user: MakeUser) -> None:
    one = interviewing(opening)
    person, beside = (
        make_interviewer(opening, make_user(Role.INTERVIEWER, name=name)) for name in ("Pe", "Be")
    )
    interview = schedule(opening, one)
    assign(opening, interview, person)
    assign(opening, interview, beside, shadow=True)
    assert given(opening, one.candidate_id).planned == ((one.candidate_id, person.pk),)


def test_active_candidates_whom_the_run_knows(opening: Opening) -> None:
    known, unknown, applied = interviewing(opening, name="K"), interviewing(opening, name="U"), apply(opening)
    found = given(opening, known.candidate_id, applied.candidate_id)
    assert found.candidates == (known.candidate_id, applied.candidate_id)
    assert found.to_interview == ((known.candidate_id, 0),)  # the other is in no stage of interviews
    assert unknown.candidate_id not in found.candidates
    move(opening, [known.pk], "Hired")
    assert given(opening, known.candidate_id).problem == "filled"


def weekly(person: User, number: int, *, paused: bool = False) -> None:
    """Say how many interviews a week somebody takes on, perhaps with a pause that has no end."""
    terms_change(
        actor=person,
        interviewer=person,
        weekly=number,
        paused_from=timezone.now().date() - timedelta(days=1) if paused else None,
        paused_until=None,
    )
