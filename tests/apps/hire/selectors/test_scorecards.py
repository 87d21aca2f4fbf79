"""Reading scorecards: sealed until one's own is in, whatever other role somebody has."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Seat
from muster.apps.hire.selectors.scorecards import scorecard_list, seat_mine
from muster.apps.hire.services.scorecards import scorecard_save, scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer
from tests.apps.hire.interviewing import assign, content, heard, interviewing, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(opening: Opening, make_user: MakeUser) -> Seat:
    seat = assign(
        opening, heard(opening, interviewing(opening, email="z@example.org")), make_user(Role.INTERVIEWER)
    )
    said = content(opening, summary="A secret opinion")
    scorecard_submit(actor=seat.interviewer, seat=seat, content=said, sequence=1)
    return seat


@pytest.mark.parametrize(
    "roles", [(), (Role.RECRUITER,), (Role.EXECUTIVE, Role.RECRUITER, Role.ADMINISTRATOR)]
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_sealed_until_ones_own_is_in(
    opening: Opening, make_opening: Any, make_user: MakeUser, submitted: Seat, roles: Any, elsewhere: bool
) -> None:
    key = submitted.interview.application_id
    there = make_opening(title="Other") if elsewhere else opening
    one = interviewing(there, email="z@example.org") if elsewhere else submitted.interview.application
    person = make_user(Role.INTERVIEWER, *roles)
    seat = assign(there, heard(there, one), person)
    assign(opening, heard(opening, submitted.interview.application), person)
    for owed in Seat.objects.filter(interviewer=person):
        found = scorecard_list(person=person, pk=key)
        assert found is not None
        assert (found.shown, found.sealed) == ((), True)
        home = there if owed == seat else opening
        scorecard_save(actor=person, seat=owed, content=content(home), sequence=1)
        assert scorecard_list(person=person, pk=key) == found
        scorecard_submit(actor=person, seat=owed, content=content(home), sequence=2)
    found = scorecard_list(person=person, pk=key)
    assert found is not None
    assert found.shown[0].card.summary == "A secret opinion"


def test_who_reads(opening: Opening, make_user: MakeUser, submitted: Seat) -> None:
    key = submitted.interview.application_id
    readers = (opening.recruiter, opening.manager, submitted.interviewer, make_user(Role.EXECUTIVE))
    for person in readers:
        found = scorecard_list(person=person, pk=key)
        assert found is not None
        assert found.shown[0].ratings[0].anchor == "Some"
    beside = make_interviewer(opening, make_user(Role.INTERVIEWER))
    for stranger in (beside, make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        assert scorecard_list(person=stranger, pk=key) is None
    assert scorecard_list(person=opening.recruiter, pk=10**9) is None
    make_reviewer(opening, opening.manager)
    assert scorecard_list(person=opening.manager, pk=key) is None


def test_ones_own_seat_alone(opening: Opening, submitted: Seat) -> None:
    assert seat_mine(person=submitted.interviewer, pk=submitted.pk) == submitted
    assert seat_mine(person=opening.recruiter, pk=submitted.pk) is None
