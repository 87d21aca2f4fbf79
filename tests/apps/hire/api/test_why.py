"""Why a candidate stands where they stand, by the API: what the page says, to whom it says it."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Reading
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move
from tests.apps.hire.interviewing import make_interviewer
from tests.apps.hire.meritruns import make_season, ran, sit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.any_database
def test_a_standing_is_taken_apart(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    one, other = season.applications[:2]
    sit(opening, one, make_interviewer(opening, make_user(Role.INTERVIEWER, name="Owen Owing")))
    path = f"/merit/runs/{run.pk}/standings/{one.candidate_id}"
    caller = Caller(opening.recruiter)
    why = caller.get(path).json()
    assert (why["run"], why["of"], why["standing"]["candidate"]) == (run.pk, 5, one.candidate_id)
    assert why["missing"] == ["The scorecard of Owen Owing is still to come."]
    assert sum(part["contribution"] for part in why["parts"]) == pytest.approx(why["standing"]["merit"])
    assert sum(part["share"] for part in why["parts"]) + why["prior_share"] == pytest.approx(1)
    assert (len(why["beside"]), why["versus"]) == (4, None)
    assert Reading.objects.filter(person=opening.recruiter, candidate=one.candidate_id).exists()
    versus = caller.get(path, **{"with": other.candidate_id}).json()["versus"]
    assert versus["other"]["candidate"] == other.candidate_id
    assert versus["difference"] == pytest.approx(why["standing"]["merit"] - versus["other"]["merit"])
    assert set(versus["shared"]) == {person.name for person in season.interviewers}
    # Nothing from which the severity of somebody follows is told to a hiring manager.
    hers = Caller(opening.manager).get(path).json()
    assert hers["prior_share"] is None
    names = ("share", "contribution", "shift", "severity", "severity_sd", "implied")
    assert {part[name] for part in hers["parts"] for name in names} == {None}
    assert {row["shift"] for row in (hers["standing"], *hers["beside"])} == {None}


def test_who_must_not_know_it_is_not_told(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    one = season.applications[0]
    path = f"/merit/runs/{run.pk}/standings/"
    Caller(make_user(Role.HIRING_MANAGER)).get(f"{path}{one.candidate_id}", 404)
    Caller(opening.recruiter).get(f"{path}{apply(opening).candidate_id}", 404)
    owing = make_user(Role.EXECUTIVE, Role.INTERVIEWER)
    sit(opening, one, owing)
    problem = Caller(owing).get(f"{path}{one.candidate_id}", 403).json()
    assert problem["detail"].startswith("Submit your own scorecard first")
    blind = make_reviewer(opening, make_user(Role.EXECUTIVE))
    move(opening, [season.applications[1].pk])
    problem = Caller(blind).get(f"{path}{season.applications[1].candidate_id}", 403).json()
    assert problem["detail"] == "Submit your blind review of this candidate first."
