"""An export holds what its owner may see, and nothing else: openings of theirs, no seal broken, no blind lifted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.exporting import export_size, export_write
from muster.apps.hire.models import Application, Reading
from muster.apps.hire.services.erasing import candidate_erase
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.protected import self_identification_store
from muster.apps.hire.services.scorecards import scorecard_save, scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, signed
from tests.apps.hire.inside import apply, make_reviewer, move
from tests.apps.hire.inside import submit as review
from tests.apps.hire.interviewing import assign, content, heard, interviewing, make_interviewer
from tests.apps.hire.meritruns import make_season
from tests.apps.hire.openings import Opening
from tests.apps.hire.selectors.test_offers_elsewhere import SALARY, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(tmp_path: Path) -> Callable[[User], dict[str, list[dict[str, Any]]]]:
    """Export as somebody; return the JSON records by their endpoints."""

    def export(person: User) -> dict[str, list[dict[str, Any]]]:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        export_write(person=User.objects.get(pk=person.pk), folder=folder, format="json")
        return {
            path.stem: [json.loads(line) for line in path.read_text().splitlines()]
            for path in folder.glob("*.jsonl")
        }

    return export


Taken = Callable[[User], dict[str, list[dict[str, Any]]]]


def test_each_gets_what_they_see(
    opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser, taken: Taken
) -> None:
    season = make_season(opening, make_user, ratings=((3, 2), (1, 1)))
    other = make_opening(title="Counsel")
    apply(other, name="Somebody Else")
    executive, employee = make_user(Role.EXECUTIVE), make_user(Role.EMPLOYEE)
    for person in (opening.recruiter, executive):
        found = taken(person)
        assert (len(found["candidates"]), len(found["scorecards"])) == (3, 4)
        assert len(found["jobs"]) == 2
    mine = taken(opening.manager)
    assert {one["id"] for one in mine["candidates"]} == {one.candidate_id for one in season.applications}
    assert len(mine["scorecards"]) == 4
    own = taken(season.interviewers[0])
    assert "candidates" not in own
    assert {one["interviewer"]["id"] for one in own["scorecards"]} >= {season.interviewers[0].pk}
    nothing = taken(employee)
    assert not {"candidates", "scorecards", "scheduled_interviews", "decisions"} & nothing.keys()
    assert {one["primary_email_address"] for one in nothing["users"]} == {
        one.email for each in (opening, other) for one in (each.recruiter, each.manager)
    }
    assert export_size(person=opening.recruiter) == 3 + 4 + 4
    assert export_size(person=employee) == 0


def test_what_is_sealed_stays_sealed(opening: Opening, make_user: MakeUser, taken: Taken) -> None:
    interview = heard(opening)
    first = assign(opening, interview, make_user(Role.INTERVIEWER))
    scorecard_submit(actor=first.interviewer, seat=first, content=content(opening), sequence=1)
    late = make_interviewer(opening, make_user(Role.RECRUITER, Role.INTERVIEWER))
    seat = assign(opening, interview, late)
    scorecard_save(actor=late, seat=seat, content=content(opening), sequence=1)
    found = taken(late)
    assert "scorecards" not in found  # of others sealed, of one's own a draft
    [one] = found["scheduled_interviews"]
    assert [each["scorecard_id"] for each in one["interviewers"]] == [None, None]
    assert not Reading.objects.filter(person=late).exists()
    scorecard_submit(actor=late, seat=seat, content=content(opening), sequence=2)
    assert len(taken(late)["scorecards"]) == 2
    assert Reading.objects.filter(person=late).count() == 1


def test_whom_one_reviews_blind_is_not_in_it(opening: Opening, make_user: MakeUser, taken: Taken) -> None:
    reviewer = make_reviewer(opening, make_user(Role.RECRUITER))
    one, other = apply(opening), apply(opening)
    move(opening, [one.pk, other.pk], "Interviews")
    for application in (one, other):
        interview = heard(opening, application)
        seat = assign(opening, interview, make_user(Role.INTERVIEWER))
        scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    move(opening, [one.pk, other.pk], "Blind review")
    assert not {"candidates", "scheduled_interviews", "scorecards"} & taken(reviewer).keys()
    review(opening, reviewer, one)
    found = taken(reviewer)
    assert [each["id"] for each in found["candidates"]] == [one.candidate_id]
    assert [each["application_id"] for each in found["scheduled_interviews"]] == [one.pk]
    assert [each["application_id"] for each in found["scorecards"]] == [one.pk]


def test_votes_stay_sealed(opening: Opening, make_user: MakeUser, taken: Taken) -> None:
    committee = convene(opening, make_user)
    committee.vote(0, reasons="In confidence")
    done = signed(opening, make_user)
    found = {one["id"]: one for one in taken(opening.recruiter)["decisions"]}
    assert "In confidence" not in json.dumps(found)
    told = found[str(done.decision.pk)]
    assert (told["outcome"], told["state"]) == ("hire", "signed")
    assert sorted(one["vote"] for one in told["ballots"]) == ["", "hire", "hire"]
    assert found[str(committee.decision.pk)]["outcome"] == ""


def test_offers_are_for_those_who_see_them(
    opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser, taken: Taken
) -> None:
    application, other = apply(opening), make_opening(title="Counsel")
    there = apply(other, name="Bea Two")
    one, two = offered(application), offered(there, system="ashby")
    partner = make_user(Role.COMPENSATION_PARTNER)
    for person, wanted in (
        (opening.recruiter, {one.pk, two.pk}),
        (partner, {one.pk, two.pk}),
        (make_user(Role.EXECUTIVE), {one.pk, two.pk}),
        (other.manager, {two.pk}),
    ):
        assert {each["id"] for each in taken(person)["offers"]} == wanted
    for role in (
        Role.INTERVIEWER,
        Role.COMMITTEE_MEMBER,
        Role.PEOPLE_PARTNER,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
    ):
        assert "offers" not in taken(make_user(role))
    assert not {"candidates", "scorecards", "scheduled_interviews"} & taken(partner).keys()
    [told] = taken(other.manager)["offers"]
    assert told == {
        **{"id": two.pk, "version": 1, "application_id": there.pk, "candidate_id": there.candidate_id},
        **{"job_id": other.requisition.pk, "status": "unresolved"},
        **{"sent_at": None, "resolved_at": None, "starts_at": None},
        "custom_fields": {"salary": SALARY},
        "keyed_custom_fields": {"salary": {"name": "Salary", "type": "short_text", "value": SALARY}},
        "muster": {"status": "open", "system": "ashby", "external": two.external},
    }


def test_offers_sealed_blind_or_to_be_decided_are_not_in_it(
    opening: Opening, make_user: MakeUser, taken: Taken
) -> None:
    member = make_user(Role.COMMITTEE_MEMBER, Role.EXECUTIVE, Role.INTERVIEWER)
    committee = convene(
        opening, make_user, members=[member, *(make_user(Role.COMMITTEE_MEMBER) for _ in "ab")]
    )
    decided = Application.objects.get(pk=committee.decision.application_id)
    owed, fresh = interviewing(opening, name="Owed One"), apply(opening, name="Fresh One")
    offers = {one.pk: offered(one).pk for one in (decided, owed, fresh)}
    seat = assign(opening, heard(opening, owed), member)
    assert [one["id"] for one in taken(member)["offers"]] == [offers[fresh.pk]]
    scorecard_submit(actor=member, seat=seat, content=content(opening), sequence=1)
    assert {one["id"] for one in taken(member)["offers"]} == {offers[owed.pk], offers[fresh.pk]}
    make_reviewer(opening, member)
    assert "offers" not in taken(member)
    assert len(taken(opening.recruiter)["offers"]) == 3


def test_nobody_takes_out_whoever_was_erased(opening: Opening, make_user: MakeUser, taken: Taken) -> None:
    season = make_season(opening, make_user, ratings=((3, 2), (1, 1)))
    gone = season.applications[0]
    offered(gone)
    still = offered(season.applications[1])
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[gone.pk], reason="x"
    )
    candidate_erase(actor=None, candidate=gone.candidate)
    found = taken(opening.recruiter)
    kept = season.applications[1]
    assert [one["id"] for one in found["candidates"]] == [kept.candidate_id]
    assert {one["application_id"] for one in found["scheduled_interviews"]} == {kept.pk}
    assert {one["application_id"] for one in found["scorecards"]} == {kept.pk}
    assert [one["id"] for one in found["offers"]] == [still.pk]


def test_what_candidates_say_of_themselves_is_never_in_it(opening: Opening, taken: Taken) -> None:
    self_identification_store(application=apply(opening), answers={"gender": "nonesuch"})
    assert "nonesuch" not in json.dumps(taken(opening.recruiter))


def test_an_account_that_has_ended_sees_nothing(opening: Opening, make_user: MakeUser, taken: Taken) -> None:
    season = make_season(opening, make_user, ratings=((3,),))
    offered(season.applications[0])
    User.objects.filter(pk=opening.recruiter.pk).update(is_active=False)
    assert taken(opening.recruiter) == {}
