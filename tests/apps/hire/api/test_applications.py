"""Applications and notes by the API: for whom, in which shape, and what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Note, Outcome
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, signed_in, stage_named, verified
from tests.apps.hire.interviewing import assign, content, heard, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_an_application_is_shown_whole(opening: Opening) -> None:
    one = apply(opening, resume="Ten years of models", years=7, letter="Dear all", school="ITB")
    caller = Caller(opening.recruiter)
    whole = caller.get(f"/applications/{one.pk}").json()
    assert whole["candidate"] == {"id": one.candidate_id, "name": NAME}
    assert (whole["letter"], whole["resume_text"], whole["school"]) == (
        "Dear all",
        "Ten years of models",
        "ITB",
    )
    assert whole["stage"] == {"id": one.stage_id, "name": "Applied", "kind": "applied"}
    [listed] = caller.get("/applications").json()["data"]
    assert listed == {name: value for name, value in whole.items() if name in listed}
    assert listed["years"] == 7


def test_lists_are_narrowed(opening: Opening, make_opening: Any) -> None:
    other = make_opening(title="Counsel")
    mine, hers = apply(opening, name="Ada One"), apply(other, name="Bea Two")
    gone = apply(opening, name="Cyd Three")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[gone.pk], reason="x"
    )
    caller = Caller(opening.recruiter)

    def found(**query: Any) -> set[int]:
        return {one["id"] for one in caller.get("/applications", **query).json()["data"]}

    assert found() == {mine.pk, hers.pk, gone.pk}
    assert found(requisition=other.requisition.pk) == {hers.pk}
    assert found(outcome="rejected") == {gone.pk}
    assert found(text="bea") == {hers.pk}
    assert found(text="bea", requisition=opening.requisition.pk) == set()
    assert found(kind="interview") == set()
    assert found(start="2100-01-01") == set()
    assert Caller(opening.manager).get("/applications").json()["data"][0]["requisition"]["title"] != "Counsel"


def test_lists_make_few_queries(opening: Opening, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        apply(opening, name=f"Person {number}")
    caller = Caller(opening.manager)
    caller.get("/me")
    for path in ("/applications", "/candidates", "/requisitions", "/interviews", "/scorecards"):
        with django_assert_max_num_queries(15):
            caller.get(path)


def test_who_reviews_blind_is_told_nobody(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening, letter="I am Zulaikha", school="ITB")
    move(opening, [one.pk])
    reviewer = make_reviewer(opening, make_user(Role.RECRUITER))
    caller = Caller(reviewer)
    whole = caller.get(f"/applications/{one.pk}")
    assert whole.json()["blind"] is True
    assert whole.json()["candidate"] is None
    for answer in (
        whole,
        caller.get("/applications"),
        caller.get("/candidates"),
        Caller(reviewer, base="/api/harvest/v1").get("/candidates"),
        Caller(reviewer, base="/api/harvest/v1").get("/applications"),
    ):
        text = answer.content.decode()
        assert "Zulaikha" not in text
        assert "ITB" not in text
        assert "example.org" not in text
    caller.get(f"/candidates/{one.candidate_id}", 404)
    caller.get(f"/applications/{one.pk}/notes", 404)
    caller.post(f"/applications/{one.pk}/notes", {"text": "x"}, 422)
    assert caller.get("/applications", text="Zulaikha").json()["data"] == []
    assert Caller(opening.recruiter).get("/candidates").json()["data"][0]["name"] == NAME


def test_an_application_is_moved_as_on_the_board(opening: Opening, make_opening: Any) -> None:
    one = apply(opening)
    caller = Caller(opening.recruiter)
    hired = caller.post(
        f"/applications/{one.pk}/move", {"stage": stage_named(opening, "Hired").pk}, If_Match="*"
    )
    assert hired.json()["outcome"] == Outcome.HIRED
    elsewhere = stage_named(make_opening(), "Interviews")
    caller.post(f"/applications/{one.pk}/move", {"stage": elsewhere.pk}, 422, If_Match="*")
    same = stage_named(opening, "Hired")
    caller.post(f"/applications/{one.pk}/move", {"stage": same.pk}, 422, If_Match="*")
    assert verified()


def test_notes_are_for_colleagues(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    Caller(opening.manager).post(f"/applications/{one.pk}/notes", {"text": "Spoke at NeurIPS."}, 201)
    [note] = Caller(opening.recruiter).get(f"/applications/{one.pk}/notes").json()["data"]
    assert note["text"] == "Spoke at NeurIPS."
    assert note["author"] == {"id": opening.manager.pk, "name": "Mo Manager"}
    page = signed_in(opening.recruiter).get(f"/hire/applications/{one.pk}/").content.decode()
    assert "Spoke at NeurIPS." in page
    other = make_user(Role.HIRING_MANAGER)
    Caller(other).post(f"/applications/{one.pk}/notes", {"text": "x"}, 404)
    with pytest.raises(PermissionDenied):
        note_add(actor=other, application=one, text="x")
    for wrong in ("", "  ", "x" * 5_001):
        with pytest.raises(RefusedError):
            note_add(actor=opening.recruiter, application=one, text=wrong)
    assert Note.objects.count() == 1
    assert verified()


def test_a_note_is_written_on_the_page(opening: Opening) -> None:
    one = apply(opening)
    client = signed_in(opening.recruiter)
    response = client.post(f"/hire/applications/{one.pk}/notes/", {"text": "Called <b>them</b>."})
    assert response["Location"] == f"/hire/applications/{one.pk}/"
    page = client.get(f"/hire/applications/{one.pk}/").content.decode()
    assert "Called &lt;b&gt;them&lt;/b&gt;." in page


def test_notes_of_others_are_sealed_until_ones_own_scorecard_is_in(opening: Opening) -> None:
    interview = heard(opening)
    one = interview.application
    seat = assign(opening, interview, make_interviewer(opening, opening.manager), shadow=True)
    note_add(actor=opening.recruiter, application=one, text="A strong opinion")
    note_add(actor=opening.manager, application=one, text="My own")
    caller = Caller(opening.manager)

    def read() -> list[str]:
        return [note["text"] for note in caller.get(f"/applications/{one.pk}/notes").json()["data"]]

    assert read() == ["My own"]
    page = signed_in(opening.manager).get(f"/hire/applications/{one.pk}/").content.decode()
    assert "A strong opinion" not in page
    scorecard_submit(actor=opening.manager, seat=seat, content=content(opening), sequence=1)
    assert read() == ["My own", "A strong opinion"]
