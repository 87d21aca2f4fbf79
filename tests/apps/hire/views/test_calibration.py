"""The page of calibration: one's own for everybody, all for those who lead."""

from __future__ import annotations

import pytest

from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.interviewing import schedule
from tests.apps.hire.meritruns import make_season, ran
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_everybody_sees_their_own_and_leaders_all(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    mine, other = season.interviewers
    before = signed_in(mine).get("/hire/calibration/").content.decode()
    assert "Nothing about you yet" in before
    ran(opening.recruiter)
    own = signed_in(mine).get("/hire/calibration/").content.decode()
    assert "infit" in own
    assert other.get_full_name() not in own
    assert "All interviewers" not in own
    for sort in ("", "?sort=severity", "?sort=-severity", "?sort=x"):
        leader = signed_in(opening.recruiter).get(f"/hire/calibration/{sort}").content.decode()
        assert mine.get_full_name() in leader
        assert other.get_full_name() in leader
    stranger = signed_in(opening.manager).get("/hire/calibration/").content.decode()
    assert mine.get_full_name() not in stranger


def test_severity_stands_beside_the_load_for_those_who_may_know_it(
    opening: Opening, make_user: MakeUser
) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    ran(opening.recruiter)
    interview = schedule(opening, season.applications[0])
    url = f"/hire/interviews/{interview.pk}/"
    assert "Severity" in signed_in(opening.recruiter).get(url).content.decode()
    assert "Severity" not in signed_in(opening.manager).get(url).content.decode()
