"""Ashby's records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muster.engine.errors import Problem
from muster.tables.vendors.ashby import AshbyDump
from muster.tables.vendors.shapes import JobStage, Offer, Rating, Row, Seat
from tests.tables.vendors.dumps import ashby_pages, write_ashby


def read(folder: Path, kind: str, pages: dict[str, Any] | None = None) -> list[Any]:
    write_ashby(folder, pages or ashby_pages())
    return [one.record if isinstance(one, Row) else one for one in AshbyDump(folder).read(kind)]


def test_candidates_find_their_applications_in_other_pages(tmp_path: Path) -> None:
    [history] = read(tmp_path, "candidate")
    assert (history.candidate.email, history.candidate.links) == (
        "ada@example.org",
        ("https://ada.example.org",),
    )
    [case] = history.applications
    assert (case.id, case.job, case.stage, case.stage_name) == ("a1", "j1", "s2", "Onsite")
    assert (case.outcome, case.reason, case.source) == ("withdrawn", "Too far", "Referral")
    assert (case.school, case.employers, case.moved_at.day) == ("Example University", ("Example Works",), 19)


def test_people_jobs_and_the_stages_of_their_plans(tmp_path: Path) -> None:
    ana, ben = read(tmp_path, "person")
    assert (ana.name, ben.manager) == ("Ana Vos", "u1")
    [job] = read(tmp_path, "job")
    assert (job.status, job.department, job.office, job.managers, job.recruiters) == (
        "open",
        "d1",
        "l1",
        ("u1",),
        ("u2",),
    )
    stages = read(tmp_path, "stage")
    assert stages == [
        JobStage("s1", "j1", "Application Review", 0, ("s1",)),
        JobStage("s2", "j1", "Onsite", 1, ("s2",)),
    ]
    assert read(tmp_path, "department")[0].name == "Research"
    assert read(tmp_path, "office")[0].city == "Jakarta"
    assert read(tmp_path, "offer") == [Offer("o1", "a1", "open")]
    assert read(tmp_path, "answers") == []


def test_interviews_and_feedback(tmp_path: Path) -> None:
    [interview] = read(tmp_path, "interview")
    assert (interview.id, interview.step, interview.name) == ("e1", "s2", "Pairing")
    assert interview.seats == (Seat("u1", "ana@example.com"), Seat("u2", ""))
    [card] = read(tmp_path, "scorecard")
    assert (card.interview, card.person, card.recommendation) == ("e1", "u1", "strong_yes")
    assert card.ratings == (Rating("Craft", 3, ("1", "2", "3", "4"), "Neat"),)
    assert card.summary == "Notes\nGood talk\n\nWould move\nYes"


def test_feedback_without_scores_counts_with_its_recommendation(tmp_path: Path) -> None:
    pages = ashby_pages()
    pages["applicationFeedback.list"][0]["submittedValues"] = {"overall_recommendation": "2"}
    [card] = read(tmp_path, "scorecard", pages)
    assert [(one.criterion, one.value, len(one.words)) for one in card.ratings] == [
        ("Overall recommendation", 2, 4)
    ]
    assert card.recommendation == "no"


@pytest.mark.parametrize(("path", "value"), [("craft", {"score": 5}), ("overall_recommendation", "maybe")])
def test_scores_that_ashby_has_not_are_refused(tmp_path: Path, path: str, value: object) -> None:
    pages = ashby_pages()
    pages["applicationFeedback.list"][0]["submittedValues"][path] = value
    [problem] = read(tmp_path, "scorecard", pages)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.row, problem.file) == ("rating-word", 1, "applicationFeedback.list.json")


def test_what_cannot_be_told_is_refused(tmp_path: Path) -> None:
    pages = ashby_pages()
    pages["job.list"][0]["status"] = "Ajar"
    [problem] = read(tmp_path, "job", pages)
    assert problem.code == "status"
    pages["application.list"][0] |= {"candidate": {"id": "c9"}}
    history, orphan = read(tmp_path, "candidate", pages)
    assert history.applications == ()
    assert orphan.code == "orphan"


@pytest.mark.parametrize(
    ("status", "kind", "outcome"),
    [
        ("Active", "", "active"),
        ("Lead", "", "active"),
        ("Hired", "", "hired"),
        ("Archived", "RejectedByOrganization", "rejected"),
        ("Archived", "Hired", "hired"),
    ],
)
def test_how_an_application_stands(tmp_path: Path, status: str, kind: str, outcome: str) -> None:
    pages = ashby_pages()
    pages["application.list"][0] |= {"status": status, "archiveReason": {"reasonType": kind}}
    [history] = read(tmp_path, "candidate", pages)
    assert history.applications[0].outcome == outcome
