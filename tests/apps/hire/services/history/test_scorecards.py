"""Interviews, scorecards, and what candidates said of themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry, ExternalId
from muster.apps.hire.models import (
    Application,
    Candidate,
    Criterion,
    Interview,
    Notice,
    Owed,
    Scorecard,
    ScorecardVersion,
    Seat,
)
from muster.apps.hire.selectors.protected import self_identification_export
from muster.apps.hire.services.erasing import candidate_erase
from muster.apps.hire.services.protected import self_identification_store
from tests.apps.hire.dumps import Harvest, application, candidate, scorecard


def test_scorecards_come_before_their_interviews_in_the_folder_and_find_them(harvest: Harvest) -> None:
    assert list(harvest.pages).index("scorecards") > 0  # read by kind, not by the order of the files
    harvest.load()
    card = Scorecard.objects.get()
    assert ExternalId.objects.get(kind="interview").row == card.seat.interview_id


def test_a_scorecard_submitted_before_its_interview_began_is_kept_and_told(harvest: Harvest) -> None:
    harvest.pages["scorecards"][0]["submitted_at"] = "2026-01-12T08:00:00Z"
    report = harvest.load()
    assert Scorecard.objects.count() == 1
    assert [one.code for one in report.remarks if one.kind == "scorecard"] == ["early"]


def test_a_scorecard_without_an_interview_gets_one(harvest: Harvest) -> None:
    harvest.pages["scorecards"].append(scorecard(9002, 701, interviewer={"id": 12}, interview="Phone"))
    harvest.load()
    card = Scorecard.objects.get(seat__interviewer__name="Ben")
    assert card.seat.interview.kit.name == "Phone"
    assert card.seat.interview.starts_at.hour == 9
    again = harvest.load()
    assert again.total("created") == again.total("changed") == 0
    assert Interview.objects.count() == 2


def test_a_seat_that_names_no_scorecard_is_found_by_who_sat_there(harvest: Harvest) -> None:
    harvest.pages["scheduled_interviews"][0]["interviewers"][0]["scorecard_id"] = None
    harvest.load()
    assert Interview.objects.count() == Seat.objects.count() == Scorecard.objects.count() == 1


def test_drafts_strangers_and_what_is_about_nothing_are_told(harvest: Harvest) -> None:
    harvest.pages["scorecards"] += [
        scorecard(9002, 701, submitted_at=None),
        scorecard(9003, 999),
        scorecard(9004, 701, interviewer={"id": 99}),
        scorecard(9005, 701, attributes=[{"name": "Craft", "rating": "superb"}]),
    ]
    report = harvest.load()
    assert [(one.id, one.code) for one in report.refused] == [
        ("9005", "rating-word"),
        ("9003", "application"),
        ("9004", "person"),
    ]
    assert report.counts["scorecard", "left out"] == 1
    assert Scorecard.objects.count() == 1


def test_a_changed_scorecard_keeps_what_it_said(harvest: Harvest) -> None:
    harvest.load()
    before = Scorecard.objects.get()
    harvest.pages["scorecards"][0]["attributes"] = [
        {"name": "Craft", "type": "Skills", "rating": "no"},
        {"name": "Depth", "type": "Skills", "rating": "strong_yes"},
    ]
    assert harvest.load().counts["scorecard", "changed"] == 1
    after = Scorecard.objects.get()
    assert list(after.ratings.values()) == [2, 5]
    version = ScorecardVersion.objects.get()
    assert (version.number, version.ratings, version.reason) == (1, before.ratings, "Changed in Greenhouse")
    assert [one.name for one in Criterion.objects.order_by("position")] == ["Craft", "Depth"]
    assert list(verify_ledger()) == []
    assert harvest.load().total("changed") == 0


def test_a_changed_interview_is_changed_with_its_seats(harvest: Harvest) -> None:
    harvest.load()
    told = harvest.pages["scheduled_interviews"][0]
    told["location"] = "Room 4"
    told["interviewers"] = [*told["interviewers"], {"id": 12, "scorecard_id": None}]
    assert harvest.load().counts["interview", "changed"] == 1
    interview = Interview.objects.get()
    assert interview.place == "Room 4"
    assert {seat.interviewer.name for seat in interview.seats.all()} == {"Ana", "Ben"}
    told["location"] = "Room 5"
    told["interviewers"] = told["interviewers"][:1]
    harvest.load()
    assert [seat.interviewer.name for seat in interview.seats.filter(released_at=None)] == ["Ana"]


def test_nobody_is_written_to_and_closed_cases_owe_nothing(harvest: Harvest) -> None:
    soon = timezone.now() + timedelta(days=2)
    harvest.pages["candidates"].append(candidate(502, application(702, status="rejected")))
    for key, of, at in ((62, 702, "2026-01-12T09:00:00Z"), (63, 701, soon.isoformat())):
        harvest.pages["scheduled_interviews"].append(
            {
                "id": key,
                "application_id": of,
                "start": {"date_time": at},
                "end": None,
                "interview": {"id": 6001, "name": "Onsite"},
                "interviewers": [{"id": 12, "scorecard_id": None}, {"id": 99, "scorecard_id": None}],
            }
        )
    report = harvest.load()
    assert Notice.objects.count() == 0
    owed = Owed.objects.get()
    assert owed.seat.interview.application == Application.objects.order_by("pk")[0]
    assert owed.seat.reminded_at is None
    assert [one.code for one in report.remarks if one.kind == "interview"] == ["people", "people"]


ANSWERED = [{"question": "Cover Letter", "answer": "I, Ada"}]
ANSWERS = {
    "application_id": 701,
    "race": {"id": 2, "description": "Asian"},
    "gender": {"id": 2, "description": "Female"},
    "veteran_status": {"id": 3, "message": "I don't wish to answer"},
    "disability_status": None,
}


def test_answers_go_to_the_walled_off_table_and_nowhere_else(harvest: Harvest) -> None:
    harvest.pages["eeoc"] = [ANSWERS, {**ANSWERS, "application_id": 999}, {"application_id": 701}]
    report = harvest.load()
    case = Application.objects.get()
    assert self_identification_export(application=case) == {"gender": "woman", "race": "Asian"}
    assert report.counts["answers", "created"] == 1
    assert [(one.kind, one.id) for one in report.refused] == [("answers", "999")]
    assert not any(
        word in str(one) for one in (*report.refused, *report.remarks) for word in ("Asian", "woman")
    )
    assert not ExternalId.objects.filter(kind="answers").exists()
    entry = Entry.objects.get(action="self_identification.import")
    assert (entry.actor, entry.detail) == (harvest.actor, {})
    assert list(verify_ledger()) == []


@pytest.mark.parametrize("own", [False, True])
def test_new_answers_take_the_place_of_imported_ones_but_not_of_the_candidates_own(
    harvest: Harvest, own: bool
) -> None:
    harvest.pages["eeoc"] = [ANSWERS]
    harvest.load()
    case = Application.objects.get()
    if own:
        self_identification_store(application=case, answers={"gender": "other"})
    harvest.pages["eeoc"] = [{**ANSWERS, "race": None}]
    report = harvest.load()
    assert report.counts["answers", "unchanged" if own else "changed"] == 1
    told = {"gender": "other"} if own else {"gender": "woman"}
    assert self_identification_export(application=case) == told


def test_nothing_comes_back_about_who_was_erased(harvest: Harvest, settings: Any, tmp_path: Path) -> None:
    settings.MUSTER_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    closed = application(701, status="rejected", rejected_at="2026-01-25")
    other = application(702, status="rejected", rejected_at="2026-01-25")
    harvest.pages["candidates"] = [candidate(501, closed), candidate(502, other)]
    harvest.load()
    candidate_erase(actor=None, candidate=Candidate.objects.order_by("pk")[0])
    [met] = harvest.pages["scheduled_interviews"]
    for key, of in ((62, 701), (63, 702)):
        harvest.pages["scheduled_interviews"].append(
            {**met, "id": key, "application_id": of, "interviewers": []}
        )
        harvest.pages["scorecards"].append(scorecard(9000 + key, of, interviewer={"id": 12}))
    harvest.pages["eeoc"] = [ANSWERS, {**ANSWERS, "application_id": 702}]
    # There they are one with somebody else by now.
    harvest.pages["candidates"] = [candidate(502, other, {**closed, "answers": ANSWERED})]
    report = harvest.load()
    assert sorted((one.kind, one.id) for one in report.refused if one.code == "erased") == [
        ("answers", "701"),
        ("application", "701"),
        ("interview", "61"),
        ("interview", "62"),
        ("scorecard", "9001"),
        ("scorecard", "9062"),
    ]
    assert {one.code for one in report.refused} == {"erased"}
    erased, here = Application.objects.order_by("pk")
    assert (erased.interviews.count(), here.interviews.count()) == (1, 2)
    assert [one.summary for one in Scorecard.objects.filter(seat__interview__application=erased)] == [""]
    assert (erased.school, erased.letter) == ("", "")
    assert self_identification_export(application=erased) == {}
    assert self_identification_export(application=here) != {}
    assert list(verify_ledger()) == []
