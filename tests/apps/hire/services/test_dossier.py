"""The whole file of an application: for whom, with what, without what is sealed, and on the record."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import path_of
from muster.apps.core.models import Entry, ExternalId
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member, Reading, Seat, Vote
from muster.apps.hire.selectors.candidates import application_export
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.dossier import application_export_all
from muster.apps.hire.services.erasures import erasure_ask
from muster.apps.hire.services.messages import message_send
from muster.apps.hire.services.protected import self_identification_store
from muster.apps.hire.services.rejections import rejection_send
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.resumes import resume_store
from muster.apps.hire.services.scorecards import scorecard_change, scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import signed
from tests.apps.hire.inside import NAME, make_reviewer, move, signed_in, submit, verified
from tests.apps.hire.interviewing import assign, content, heard, interviewing
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
OPINION = "A secret opinion"


@pytest.fixture
def application(opening: Opening, make_user: MakeUser) -> Application:
    """Return an application with something of everything."""
    one, _token = application_apply(
        requisition=opening.requisition,
        form=ApplicationForm(name=NAME, email="z@example.org", letter="My letter"),
        resume=resume_store(upload=ContentFile(b"What I did", name="cv.txt"), actor=None),
    )
    move(opening, [one.pk], "Interviews")
    one.refresh_from_db()
    self_identification_store(application=one, answers={"gender": "nonbinary"})
    move(opening, [one.pk])
    submit(opening, make_reviewer(opening, make_user()), one, note="Two papers")
    move(opening, [one.pk], "Interviews")
    message_send(actor=opening.recruiter, applications=[one], subject="Hello", body="Go to {status_link}")
    seat = assign(opening, heard(opening, one), make_user(Role.INTERVIEWER, name="In Terviewer"))
    said = content(opening, summary=OPINION)
    scorecard_submit(actor=seat.interviewer, seat=seat, content=said, sequence=1)
    return Application.objects.select_related("candidate", "requisition", "stage", "resume").get(pk=one.pk)


def test_decisions_are_in_it_as_far_as_they_may_be_read(opening: Opening, make_user: MakeUser) -> None:
    one, owes = interviewing(opening), make_user(Role.EXECUTIVE, Role.INTERVIEWER)
    assign(opening, heard(opening, one), owes)
    move(opening, [one.pk], "Committee")
    signed(opening, make_user, "no_hire", application=Application.objects.get(pk=one.pk))
    one = Application.objects.get(pk=one.pk)

    def told(person: User) -> tuple[Any, list[str]]:
        with zipfile.ZipFile(io.BytesIO(application_export_all(actor=person, application=one))) as archive:
            found = json.loads(archive.read(f"{one.code}.json"))
        return found["decisions"], found["left_out"]

    [decision], left_out = told(opening.recruiter)
    assert (decision["outcome"], decision["rationale"]) == ("no_hire", "The evidence is strong.")
    assert [ballot["vote"] for ballot in decision["ballots"]] == ["no_hire", "no_hire"]
    assert left_out == []
    # Whoever still owes a scorecard of the candidate reads neither votes nor outcome.
    [decision], left_out = told(owes)
    assert "outcome" not in decision
    assert decision["ballots"] == []
    assert any("Votes are left out" in sentence for sentence in left_out)


def opened(data: bytes, application: Application) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [f"{application.code}.json", "files/cv.txt"]
        assert archive.read("files/cv.txt") == b"What I did"
        found: dict[str, Any] = json.loads(archive.read(f"{application.code}.json"))
    return found


def test_everything_is_in_it(opening: Opening, application: Application) -> None:
    found = opened(application_export_all(actor=opening.recruiter, application=application), application)
    assert (found["candidate"]["name"], found["letter"], found["made_by"]) == (
        NAME,
        "My letter",
        "Rae Recruiter",
    )
    assert [one["to"] for one in found["moves"]] == ["Applied", "Interviews", "Blind review", "Interviews"]
    assert [one["subject"] for one in found["messages"]] == ["Hello"]
    assert [one["note"] for one in found["reviews"]] == ["Two papers"]
    assert [one["who"][0]["interviewer"] for one in found["interviews"]] == ["In Terviewer"]
    [card] = found["scorecards"]
    assert (card["summary"], card["ratings"][0]["rating"], card["ratings"][0]["of"]) == (OPINION, 2, 3)
    assert found["left_out"] == []
    text = json.dumps(found)
    assert "nonbinary" not in text  # what is said voluntarily is nobody's to read
    assert "/careers/status/" not in text  # nor the candidate's own link
    entry = Entry.objects.get(action="application.export")
    assert (entry.row, entry.actor, entry.detail) == (application.pk, opening.recruiter, {"left_out": 0})
    assert Reading.objects.get().person == opening.recruiter
    assert verified()


def test_scorecards_are_left_out_for_who_owes_one(
    opening: Opening, application: Application, make_user: MakeUser
) -> None:
    person = make_user(Role.RECRUITER, Role.INTERVIEWER)
    seat = assign(opening, heard(opening, application), person)
    data = application_export_all(actor=person, application=application)
    found = opened(data, application)
    assert found["scorecards"] == []
    assert "sealed until you submit your own scorecard" in found["left_out"][0]
    assert OPINION not in json.dumps(found)
    assert not Reading.objects.exists()
    scorecard_submit(actor=person, seat=seat, content=content(opening), sequence=1)
    found = opened(application_export_all(actor=person, application=application), application)
    assert (len(found["scorecards"]), found["left_out"]) == (2, [])


def test_what_a_committee_decided_is_left_out_for_who_owes_a_scorecard(
    opening: Opening, application: Application, make_user: MakeUser
) -> None:
    person = make_user(Role.RECRUITER, Role.INTERVIEWER)
    seat = assign(opening, heard(opening, application), person)

    def told(to: User) -> tuple[list[str], list[str]]:
        found = opened(application_export_all(actor=to, application=application), application)
        return [one["subject"] for one in found["messages"]], found["left_out"]

    decision = signed(opening, make_user, Vote.NO_HIRE, application=application).decision
    before = told(person)[1]
    for to in (person, opening.recruiter):
        assert told(to)[0] == ["Hello"]  # a draft is nobody's to take out
    letter = {"subject": "Our answer", "body": "No."}
    rejection_send(actor=opening.recruiter, decision=decision, seen=None, **letter)
    assert told(person) == (["Hello"], before)  # what is left out does not tell that anything was sent
    assert any("Messages about a committee's decision are left out" in sentence for sentence in before)
    assert told(opening.recruiter) == (["Hello", "Our answer"], [])
    scorecard_submit(actor=person, seat=seat, content=content(opening), sequence=1)
    assert told(person) == (["Hello", "Our answer"], [])


def test_who_takes_it_out(opening: Opening, application: Application, make_user: MakeUser) -> None:
    url = reverse("hire:application-export", args=[application.pk])
    for person in (opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)):
        answer = signed_in(person).post(url)
        assert answer["Content-Disposition"] == f'attachment; filename="{application.code}.zip"'
        assert OPINION in json.dumps(opened(answer.content, application))
    coordinator = make_user(Role.EMPLOYEE)
    member_add(
        actor=opening.recruiter,
        requisition=opening.requisition,
        user=coordinator,
        part=Member.Part.COORDINATOR,
    )
    with pytest.raises(PermissionDenied):
        application_export_all(actor=coordinator, application=application)
    assert signed_in(coordinator).post(url).status_code == 403
    assert (
        url
        not in signed_in(coordinator).get(reverse("hire:application", args=[application.pk])).content.decode()
    )
    for person in (make_user(Role.INTERVIEWER), make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        assert signed_in(person).post(url).status_code == 404
    assert signed_in(opening.recruiter).get(url).status_code == 405


def test_a_blind_reviewer_takes_nothing_out(opening: Opening, application: Application) -> None:
    make_reviewer(opening, opening.manager)
    with pytest.raises(RefusedError, match="blind"):
        application_export_all(actor=opening.manager, application=application)
    url = reverse("hire:application-export", args=[application.pk])
    assert signed_in(opening.manager).post(url)["Location"] == reverse("hire:review", args=[application.pk])


def test_a_file_that_is_gone_is_told_in_it_and_on_the_ledger(
    opening: Opening, application: Application
) -> None:
    assert application.resume is not None
    path_of(application.resume).unlink()
    data = application_export_all(actor=opening.recruiter, application=application)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [f"{application.code}.json"]
        found = json.loads(archive.read(f"{application.code}.json"))
    assert found["resume"] == "cv.txt"
    assert found["left_out"] == [
        "cv.txt is left out: its content is not where it was stored; tell an administrator."
    ]
    assert Entry.objects.get(action="application.export").detail == {"left_out": 1}


def test_ids_elsewhere_and_what_was_said_before_are_in_it(opening: Opening, application: Application) -> None:
    seat = Seat.objects.get(interview__application=application)
    changed = content(opening, summary="Said better")
    scorecard_change(actor=seat.interviewer, seat=seat, content=changed, reason="Read it again", seen=None)
    for kind, row in (("candidate", application.candidate_id), ("application", application.pk)):
        ExternalId.objects.create(system="greenhouse", kind=kind, external=f"gh-{kind}", row=row)
    erasure_ask(application=application)
    archive = zipfile.ZipFile(
        io.BytesIO(application_export_all(actor=opening.recruiter, application=application))
    )
    found = json.loads(archive.read(f"{application.code}.json"))
    [card] = found["scorecards"]
    assert (card["summary"], card["earlier"][0]["summary"]) == ("Said better", OPINION)
    assert card["earlier"][0]["changed_because"] == "Read it again"
    assert {one["id"] for one in found["known_elsewhere"]} == {"gh-candidate", "gh-application"}
    assert [one["state"] for one in found["asked_to_be_erased"]] == ["open"]
    own = application_export(application=application)
    assert [one["id"] for one in own["known_elsewhere"]] == ["gh-application"]
