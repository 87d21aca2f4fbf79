"""Timelines and the interviews of an application by the API: what the page shows, to whom it shows it."""

from __future__ import annotations

import pytest

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_set_roles
from muster.apps.core.roles import Role
from muster.apps.hire.selectors.requisitions import stage_counts
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import interviewed, signed
from tests.apps.hire.inside import apply, make_reviewer, move
from tests.apps.hire.interviewing import assign, content, heard, interviewing
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_timeline_tells_what_the_page_tells(opening: Opening, make_user: MakeUser) -> None:
    one, ada = interviewing(opening), make_user(Role.INTERVIEWER, name="Ada")
    note_add(actor=opening.recruiter, application=one, text="Met at NeurIPS.")
    seat = assign(opening, heard(opening, one), ada)
    scorecard_submit(actor=ada, seat=seat, content=content(opening, summary="A secret opinion"), sequence=1)
    path = f"/applications/{one.pk}/timeline"
    answer = Caller(opening.manager).get(path)
    found = {happening["kind"]: happening for happening in answer.json()["data"]}
    assert set(found) == {"move", "note", "planned", "submitted"}
    assert (found["note"]["text"], found["note"]["by"]["name"]) == ("Met at NeurIPS.", "Rae Recruiter")
    assert (found["submitted"]["interview"], found["submitted"]["by"]["name"]) == (seat.interview_id, "Ada")
    moves = [happening for happening in answer.json()["data"] if happening["kind"] == "move"]
    assert [(happening["stage"], happening["outcome"]) for happening in moves] == [
        ("Interviews", "active"),
        ("Applied", "active"),
    ]
    assert "A secret opinion" not in answer.content.decode()
    Caller(make_user(Role.HIRING_MANAGER)).get(path, 404)
    Caller(ada).get(path, 404)


def test_an_outcome_is_told_to_who_may_know_it(opening: Opening, make_user: MakeUser) -> None:
    one = interviewed(opening, make_user)
    late = User.objects.get(name="Bo")
    committee = signed(opening, make_user, application=one)
    user_set_roles(actor=None, user=late, roles=[Role.INTERVIEWER, Role.EXECUTIVE])
    path = f"/applications/{one.pk}/timeline"

    def told(person: User) -> dict[str, tuple[str, int | None]]:
        every = Caller(person).get(path).json()["data"]
        return {event["kind"]: (event["outcome"], event["decision"]) for event in every if event["decision"]}

    decision = committee.decision.pk
    assert told(opening.recruiter) == {"convened": ("", decision), "signed": ("hire", decision)}
    assert told(User.objects.get(pk=late.pk))["signed"] == ("", decision)


def test_who_reviews_it_blind_reads_no_timeline(opening: Opening, make_user: MakeUser) -> None:
    one, other = apply(opening), apply(opening)
    move(opening, [one.pk])
    person = make_reviewer(opening, make_user(Role.EXECUTIVE))
    Caller(person).get(f"/applications/{one.pk}/timeline", 404)
    Caller(make_user(Role.EXECUTIVE)).get(f"/applications/{one.pk}/timeline")
    assert Caller(opening.recruiter).get(f"/applications/{other.pk}/timeline").json()["next"] is None


def test_interviews_of_one_application(opening: Opening, make_user: MakeUser) -> None:
    one, other = heard(opening), heard(opening)
    ada = make_user(Role.INTERVIEWER, name="Ada")
    assign(opening, one, ada)
    for person, seen in ((opening.recruiter, [one.pk]), (ada, [one.pk]), (make_user(Role.INTERVIEWER), [])):
        found = Caller(person).get("/interviews", application=one.application_id).json()["data"]
        assert [interview["id"] for interview in found] == seen
    assert Caller(ada).get("/interviews", application=other.application_id).json()["data"] == []


def test_stages_say_how_many_stand_in_them(opening: Opening, make_user: MakeUser) -> None:
    move(opening, [apply(opening).pk], "Interviews")
    apply(opening)
    path = f"/requisitions/{opening.requisition.pk}/stages"
    stages = {one["name"]: one["active"] for one in Caller(opening.recruiter).get(path).json()["data"]}
    assert (stages["Applied"], stages["Interviews"], stages["Hired"]) == (1, 1, 0)
    stranger = Caller(make_user(Role.EMPLOYEE)).get(path).json()["data"]
    assert {one["active"] for one in stranger} == {None}
    assert sum(stage_counts(requisition=opening.requisition).values()) == 2
