"""Openings, candidates and interviews by the API."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.services.interviews import interview_cancel
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply
from tests.apps.hire.interviewing import assign, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_openings_are_those_of_the_pages(opening: Opening, make_opening: Any, make_user: MakeUser) -> None:
    draft = make_opening(title="Counsel", open_it=False)
    apply(opening)
    caller, other = Caller(opening.recruiter), Caller(make_user(Role.EMPLOYEE))
    assert [one["title"] for one in caller.get("/requisitions").json()["data"]] == [
        "Counsel",
        "Research Scientist",
    ]
    assert [one["title"] for one in other.get("/requisitions").json()["data"]] == ["Research Scientist"]
    assert [one["title"] for one in caller.get("/requisitions?status=draft").json()["data"]] == ["Counsel"]
    whole = caller.get(f"/requisitions/{opening.requisition.pk}").json()
    assert whole["applications"] == {"active": 1, "rejected": 0, "withdrawn": 0, "hired": 0, "all": 1}
    assert whole["hiring_manager"] == {"id": opening.manager.pk, "name": "Mo Manager"}
    assert other.get(f"/requisitions/{opening.requisition.pk}").json()["applications"] is None
    other.get(f"/requisitions/{draft.requisition.pk}", 404)
    assert Caller(draft.manager).get("/requisitions", mine=True).json()["data"][0]["title"] == "Counsel"


def test_stages_are_in_their_order(opening: Opening) -> None:
    stages = Caller(opening.recruiter).get(f"/requisitions/{opening.requisition.pk}/stages").json()
    assert [one["name"] for one in stages["data"]][:2] == ["Applied", "Blind review"]
    assert stages["data"][1]["blind"] is True
    assert stages["next"] is None


def test_candidates_are_found(opening: Opening) -> None:
    one = apply(opening, email="Zu@Example.org", phone="+62 21 1")
    apply(opening, name="Somebody Else")
    caller = Caller(opening.recruiter)
    [found] = caller.get("/candidates", email="zu@example.org").json()["data"]
    assert (found["name"], found["phone"], found["applications"]) == (NAME, "+62 21 1", [one.pk])
    assert [one["id"] for one in caller.get("/candidates", name="zulaikha").json()["data"]] == [found["id"]]
    answer = caller.get(f"/candidates/{found['id']}")
    assert answer.json() == found
    assert answer["ETag"] == '"1"'


def test_interviews_are_those_of_the_pages(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening)
    ada, stranger = make_user(Role.INTERVIEWER, name="Ada"), make_user(Role.INTERVIEWER)
    assign(opening, interview, ada)
    [found] = Caller(ada).get("/interviews", mine=True).json()["data"]
    assert (found["called"], found["state"], found["kit"]) == (NAME, "scheduled", interview.kit.name)
    assert [one["interviewer"]["name"] for one in found["seats"]] == ["Ada"]
    assert Caller(ada).get(f"/interviews/{interview.pk}").json() == found
    assert Caller(stranger).get("/interviews").json()["data"] == []
    Caller(stranger).get(f"/interviews/{interview.pk}", 404)
    caller = Caller(opening.recruiter)
    assert caller.get("/interviews", end="2020-01-01").json()["data"] == []
    caller.get("/interviews", 422, end="9999-12-31")
    interview_cancel(actor=opening.recruiter, interview=interview, reason="Ill", tell=False, seen=None)
    assert caller.get("/interviews?state=scheduled").json()["data"] == []
    assert len(caller.get("/interviews?state=cancelled").json()["data"]) == 1
