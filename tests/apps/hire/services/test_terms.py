"""What interviewers take on: who says so, what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Blackout, Terms
from muster.apps.hire.services.terms import MOST_BLACKOUTS, blackout_add, blackout_remove, terms_change
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import verified

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 1, 4), date(2027, 1, 8)


def change(actor: Any, interviewer: Any, **values: Any) -> Terms:
    given = {"weekly": 3, "paused_from": None, "paused_until": None, **values}
    return terms_change(actor=actor, interviewer=interviewer, **given)


def test_people_change_their_own_and_recruiters_all(make_user: MakeUser) -> None:
    person, recruiter = make_user(Role.INTERVIEWER), make_user(Role.RECRUITER)
    assert change(person, person, paused_from=FIRST, paused_until=LAST).trained  # the role says so
    assert change(recruiter, person, weekly=0, trained=False).trained is False
    stranger = make_user(Role.HIRING_MANAGER, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        change(stranger, person)
    blackout = blackout_add(actor=person, interviewer=person, first_day=FIRST, last_day=LAST)
    with pytest.raises(PermissionDenied):
        blackout_add(actor=stranger, interviewer=person, first_day=FIRST, last_day=LAST)
    with pytest.raises(PermissionDenied):
        blackout_remove(actor=stranger, blackout=blackout)
    blackout_remove(actor=recruiter, blackout=blackout)
    assert not Blackout.objects.exists()
    assert verified()


def test_nobody_says_of_themselves_that_they_are_trained(make_user: MakeUser) -> None:
    person, recruiter = make_user(), make_user(Role.RECRUITER)
    for one in (person, recruiter):
        with pytest.raises(PermissionDenied, match="trained"):
            change(one, one, trained=True)
        assert not change(one, one, trained=False).trained
    assert change(recruiter, person, trained=True).trained
    assert change(person, person).trained


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"weekly": 41}, "40"),
        ({"weekly": -1}, "0"),
        ({"paused_until": LAST}, "from when"),
        ({"paused_from": LAST, "paused_until": FIRST}, "ends before"),
    ],
)
def test_terms_that_cannot_be(make_user: MakeUser, values: dict[str, Any], words: str) -> None:
    person = make_user(Role.INTERVIEWER)
    with pytest.raises(RefusedError, match=words):
        change(person, person, **values)
    assert not Terms.objects.exists()


def test_two_people_at_once(make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    terms = change(person, person, seen=0)
    with pytest.raises(ConflictError):
        change(person, person, seen=0)
    change(person, person, seen=terms.version)
    assert verified()


def test_blackout_days_are_said_once(make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    one = blackout_add(actor=person, interviewer=person, first_day=FIRST, last_day=LAST)
    assert blackout_add(actor=person, interviewer=person, first_day=FIRST, last_day=LAST) == one
    with pytest.raises(RefusedError, match="before the first"):
        blackout_add(actor=person, interviewer=person, first_day=LAST, last_day=FIRST)
    rows = [Blackout(interviewer=person, first_day=FIRST, last_day=LAST)] * (MOST_BLACKOUTS - 1)
    Blackout.objects.bulk_create(rows)
    with pytest.raises(RefusedError, match="Remove days"):
        blackout_add(actor=person, interviewer=person, first_day=FIRST, last_day=FIRST)
