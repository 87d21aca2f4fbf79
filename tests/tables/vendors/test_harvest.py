"""Greenhouse's records, as its documentation shows them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from muster.engine.errors import InputError, Problem
from muster.tables.vendors.harvest import SCALE, HarvestDump
from muster.tables.vendors.shapes import Answers, Department, Interview, Job, Offer, Row, Scorecard, Seat

APPLICATION: dict[str, Any] = {
    "id": 701,
    "candidate_id": 501,
    "prospect": False,
    "applied_at": "2026-01-05T09:00:00.000Z",
    "rejected_at": "2026-02-01T09:00:00.000Z",
    "last_activity_at": "2026-02-03T09:00:00.000Z",
    "source": {"id": 2, "public_name": "Referral"},
    "rejection_reason": {"id": 8, "name": "Too far", "type": {"id": 2, "name": "They rejected us"}},
    "jobs": [{"id": 31, "name": "Engineer"}],
    "status": "rejected",
    "current_stage": {"id": 41, "name": "Onsite"},
    "answers": [{"question": "Why?", "answer": "Because."}, {"question": "Else?", "answer": None}],
}
CANDIDATE: dict[str, Any] = {
    "id": 501,
    "first_name": "Ada",
    "last_name": "Example",
    "company": "Example Works",
    "phone_numbers": [{"value": "", "type": "home"}, {"value": "+62 21 1", "type": "mobile"}],
    "email_addresses": [{"value": "ada@example.org", "type": "personal"}],
    "website_addresses": [{"value": "https://ada.example.org"}],
    "social_media_addresses": [{"value": "@ada"}],
    "educations": [{"school_name": None}, {"school_name": "Example University"}],
    "employments": [{"company_name": "Old Works"}, {"company_name": "Example Works"}],
    "applications": [APPLICATION],
}
SCORECARD: dict[str, Any] = {
    "id": 9001,
    "application_id": 701,
    "interview": "Onsite",
    "interviewer": {"id": 11, "name": "Ana"},
    "submitted_by": {"id": 12, "name": "Ben"},
    "submitted_at": "2026-03-02T10:00:00.000Z",
    "interviewed_at": "2026-03-02T09:00:00.000Z",
    "overall_recommendation": "definitely_not",
    "attributes": [
        {"name": "Craft", "type": "Skills", "note": "<b>n</b>", "rating": "Strong Yes"},
        {"name": "Craft", "type": "Details", "note": None, "rating": "mixed"},
        {"name": "Teamwork", "type": "Skills", "note": None, "rating": "no_decision"},
    ],
    "questions": [{"question": "What?", "answer": "That"}],
}


def dump(folder: Path, **pages: object) -> HarvestDump:
    for name, records in pages.items():
        (folder / f"{name}.json").write_text(json.dumps(records))
    return HarvestDump(folder)


def records(found: HarvestDump, kind: str) -> list[Any]:
    rows = list(found.read(kind))
    assert all(isinstance(row, Row) for row in rows), rows
    return [row.record for row in rows if isinstance(row, Row)]


def problems(found: HarvestDump, kind: str) -> list[Problem]:
    return [one for one in found.read(kind) if isinstance(one, Problem)]


def test_a_candidate_holds_their_applications(tmp_path: Path) -> None:
    [history] = records(dump(tmp_path, candidates=[CANDIDATE]), "candidate")
    one, [case] = history.candidate, history.applications
    assert (one.id, one.name, one.email, one.phone) == ("501", "Ada Example", "ada@example.org", "+62 21 1")
    assert one.links == ("https://ada.example.org",)
    assert (case.id, case.job, case.stage, case.stage_name) == ("701", "31", "41", "Onsite")
    assert (case.outcome, case.reason, case.source) == ("withdrawn", "Too far", "Referral")
    assert case.applied_at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert case.moved_at == datetime(2026, 2, 1, 9, tzinfo=UTC)
    assert (case.school, case.employers) == ("Example University", ("Old Works", "Example Works"))
    assert case.letter == "Why?\nBecause."


def test_applications_of_pages_of_their_own_find_their_candidate(tmp_path: Path) -> None:
    bare = {key: value for key, value in CANDIDATE.items() if key != "applications"}
    lost = {**APPLICATION, "id": 702, "candidate_id": 999}
    found = dump(tmp_path, candidates=[bare], applications=[APPLICATION, lost])
    rows = list(found.read("candidate"))
    assert isinstance(rows[0], Row)
    assert [case.id for case in rows[0].record.applications] == ["701"]  # type: ignore[union-attr]
    [problem] = rows[1:]
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file, problem.row) == ("orphan", "applications.json", 2)
    assert problem.params == {"kind": "application", "id": "702"}


def test_an_application_that_cannot_be_kept_costs_no_other(tmp_path: Path) -> None:
    prospect = {**APPLICATION, "id": 703, "jobs": [], "prospect": True}
    odd = {**APPLICATION, "id": 704, "status": "melted"}
    timeless = {**APPLICATION, "id": 705, "applied_at": "03/04/2026"}
    found = dump(tmp_path, candidates=[{**CANDIDATE, "applications": [prospect, APPLICATION, odd, timeless]}])
    rows = list(found.read("candidate"))
    assert isinstance(rows[0], Row)
    assert [case.id for case in rows[0].record.applications] == ["701"]  # type: ignore[union-attr]
    told = [one for one in rows if isinstance(one, Problem)]
    assert [one.code for one in told] == ["prospect", "status", "time"]
    assert {(one.params["kind"], one.params["id"]) for one in told} == {
        ("application", f"70{n}") for n in (3, 4, 5)
    }


def test_a_scorecard_is_rated_by_words(tmp_path: Path) -> None:
    [card] = records(dump(tmp_path, scorecards=[SCORECARD]), "scorecard")
    assert isinstance(card, Scorecard)
    assert (card.person, card.application, card.name) == ("11", "701", "Onsite")
    assert card.recommendation == "strong_no"
    assert [(one.criterion, one.value, one.note) for one in card.ratings] == [
        ("Craft (Skills)", 5, "<b>n</b>"),
        ("Craft (Details)", 3, ""),
    ]
    assert card.ratings[0].words == SCALE
    assert card.summary == "What?\nThat"


def test_without_attributes_the_recommendation_counts_and_no_decision_is_one(tmp_path: Path) -> None:
    bare = {**SCORECARD, "attributes": [], "overall_recommendation": "yes"}
    none = {
        **SCORECARD,
        "id": 2,
        "attributes": [],
        "overall_recommendation": "no_decision",
        "submitted_at": None,
    }
    one, other = records(dump(tmp_path, scorecards=[bare, none]), "scorecard")
    assert [(rating.criterion, rating.value) for rating in one.ratings] == [("Overall recommendation", 4)]
    assert (other.ratings, other.recommendation, other.submitted_at) == ((), "undecided", None)


def test_unknown_words_are_refused_with_their_place(tmp_path: Path) -> None:
    wrong = {**SCORECARD, "attributes": [{"name": "Craft", "type": "Skills", "rating": "superb"}]}
    worse = {**SCORECARD, "overall_recommendation": "perhaps"}
    first, second = problems(dump(tmp_path, scorecards=[wrong, worse]), "scorecard")
    assert (first.code, first.file, first.row, first.column) == ("rating-word", "scorecards.json", 1, "Craft")
    assert "strong_yes" in first.sentence
    assert (second.row, second.column) == (2, "overall_recommendation")


def test_the_company_its_jobs_and_their_plan(tmp_path: Path) -> None:
    job = {
        "id": 31,
        "name": "Engineer",
        "status": "closed",
        "departments": [None, {"id": 3}],
        "offices": [{"id": 4}],
        "opened_at": "2026-01-01",
        "closed_at": "2026-02-01",
        "hiring_team": {"hiring_managers": [{"id": 1, "responsible": False}, {"id": 2, "responsible": True}]},
        "openings": [{}, {}],
    }
    found = dump(
        tmp_path,
        jobs=[job, {**job, "status": "ajar"}],
        users=[
            {
                "id": 1,
                "first_name": "A",
                "last_name": "B",
                "primary_email_address": "a@example.com",
                "disabled": True,
            }
        ],
        departments=[{"id": 3, "name": "Research", "parent_id": 2}],
        offices=[{"id": 4, "name": "Harbour", "location": {"name": "Jakarta"}}],
        job_stages=[{"id": 41, "name": "Onsite", "job_id": 31, "priority": 2, "interviews": [{"id": 6001}]}],
    )
    rows = list(found.read("job"))
    assert isinstance(rows[0], Row)
    one = rows[0].record
    assert isinstance(one, Job)
    assert (one.department, one.office, one.managers, one.openings) == ("3", "4", ("2", "1"), 2)
    assert isinstance(rows[1], Problem)
    [person] = records(found, "person")
    assert (person.name, person.email, person.active) == ("A B", "a@example.com", False)
    assert records(found, "department") == [Department("3", "Research", "2")]
    assert records(found, "office")[0].city == "Jakarta"
    [stage] = records(found, "stage")
    assert (stage.job, stage.position, stage.steps) == ("31", 2, ("6001",))


def test_interviews_offers_and_answers(tmp_path: Path) -> None:
    interview = {
        "id": 61,
        "application_id": 701,
        "start": {"date_time": "2026-03-02T09:00:00Z"},
        "end": {"date_time": "2026-03-02T10:00:00Z"},
        "location": "Room",
        "status": "complete",
        "interview": {"id": 6001, "name": "Onsite"},
        "interviewers": [{"id": 11, "email": "ana@example.com", "scorecard_id": 9001}, None],
    }
    answers = {
        "application_id": 701,
        "race": {"id": 9, "description": "Decline To Self Identify"},
        "gender": {"id": 2, "description": "Female"},
        "veteran_status": {"id": 1, "message": "I am not a protected veteran"},
        "disability_status": {"id": 1, "description": "Yes, I have a disability"},
    }
    found = dump(
        tmp_path,
        scheduled_interviews=[interview],
        offers=[{"id": 1, "application_id": 701, "status": "accepted"}],
        eeoc=[answers],
    )
    [one] = records(found, "interview")
    assert isinstance(one, Interview)
    assert one.seats == (Seat("11", "ana@example.com", "9001"),)
    assert records(found, "offer") == [Offer("1", "701", "accepted")]
    [told] = records(found, "answers")
    assert told == Answers("701", {"gender": "woman", "veteran": "no", "disability": "yes"})


def test_a_record_of_another_shape_is_told_and_not_a_fault_of_the_program(tmp_path: Path) -> None:
    shapeless = [{}, {"id": []}, {"id": 1, "first_name": {"a": 1}, "applications": 7}]
    told = problems(dump(tmp_path, candidates=shapeless), "candidate")
    assert [one.row for one in told] == [1, 2]


def test_a_folder_without_any_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="candidates"):
        HarvestDump(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        HarvestDump(tmp_path / "absent")
    (tmp_path / "users.json").write_text("[]")
    (tmp_path / "tags.json").write_text("[]")
    assert HarvestDump(tmp_path).left_out == ("tags",)
