"""What is known of a candidate's merit, for whom."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.selectors.merit import merit_evidence, standing_latest
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer
from tests.apps.hire.interviewing import make_interviewer
from tests.apps.hire.meritruns import make_season, ran, sit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_evidence_is_the_newest_run_that_covers_it(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 3)))
    one = season.applications[0]
    nothing = merit_evidence(application=one, person=opening.recruiter)
    assert (nothing.run, nothing.standing, nothing.parts, nothing.sealed) == (None, None, (), False)
    ran(opening.recruiter, requisition=opening.requisition)
    newest = ran(opening.recruiter)
    found = merit_evidence(application=one, person=opening.recruiter)
    assert found.run == newest
    assert found.of == 3
    assert found.standing == standing_latest(candidate=one.candidate)
    assert [part.name for part in found.parts] == ["Interviewer 0", "Interviewer 1"]
    assert all(part.severity is not None for part in found.parts)
    mine = merit_evidence(application=one, person=season.interviewers[1])
    assert [part.severity is None for part in mine.parts] == [True, False]
    manager = merit_evidence(application=one, person=opening.manager)
    assert all(part.severity is None and part.shift is None for part in manager.parts)
    for person, told in (
        (opening.recruiter, True),
        (season.interviewers[1], False),
        (opening.manager, False),
    ):
        for part in merit_evidence(application=one, person=person).parts:
            telling = (part.implied, part.share, part.contribution, part.shift)
            assert [value is not None for value in telling] == [told] * 4


def test_sealed_and_blind_people_get_nothing(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2)))
    ran(opening.recruiter)
    one = season.applications[0]
    owing = make_interviewer(opening, make_user(Role.INTERVIEWER, Role.RECRUITER, name="Owing"))
    sit(opening, one, owing)
    sealed = merit_evidence(application=one, person=owing)
    assert (sealed.sealed, sealed.standing, sealed.parts) == (True, None, ())
    assert merit_evidence(application=season.applications[1], person=owing).standing is not None
    blind = make_reviewer(opening, make_user(Role.RECRUITER, name="Blind"))
    assert merit_evidence(application=one, person=blind).standing is None
