"""Lever's records."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from muster.engine.errors import Problem
from muster.tables.vendors.lever import SCALE, LeverDump
from muster.tables.vendors.shapes import JobStage, Rating, Row, Seat
from tests.tables.vendors.dumps import OPPORTUNITY, POSTING, lever_pages, write_lever


def read(folder: Path, kind: str, pages: dict[str, Any] | None = None) -> list[Any]:
    write_lever(folder, pages or lever_pages())
    return [one.record if isinstance(one, Row) else one for one in LeverDump(folder).read(kind)]


def test_the_opportunities_of_one_contact_are_one_candidate(tmp_path: Path) -> None:
    ada, lead, problem = read(tmp_path, "candidate")
    assert (ada.id, ada.candidate.email, lead.id) == ("k1", "ada@example.org", "k2")
    first, second = ada.applications
    assert (first.id, first.job, first.stage, first.outcome) == (OPPORTUNITY, POSTING, "onsite", "active")
    assert (second.outcome, second.reason) == ("withdrawn", "Candidate withdrew")
    assert isinstance(problem, Problem)
    assert problem.code == "prospect"
    assert lead.applications == ()


def test_who_was_hired_is_told_by_the_reason(tmp_path: Path) -> None:
    pages = lever_pages()
    pages["opportunities"][0]["archived"] = {"reason": "r1", "archivedAt": 1_767_900_000_000}
    assert read(tmp_path, "candidate", pages)[0].applications[0].outcome == "hired"


def test_people_postings_and_stages_that_all_of_them_share(tmp_path: Path) -> None:
    ana, ben = read(tmp_path, "person")
    assert (ana.active, ben.active) == (True, False)
    [job] = read(tmp_path, "job")
    assert (job.title, job.status, job.department, job.office) == ("Engineer", "open", "Research", "Jakarta")
    assert (job.managers, job.recruiters) == (("u1",), ("u2",))
    assert read(tmp_path, "department")[0].name == "Research"
    assert read(tmp_path, "office")[0].name == "Jakarta"
    assert read(tmp_path, "stage")[1] == JobStage("onsite", "", "Onsite", 1, ("onsite",))
    assert read(tmp_path, "answers") == []


def test_what_belongs_to_an_opportunity_is_in_its_file(tmp_path: Path) -> None:
    [interview] = read(tmp_path, "interview")
    assert (interview.application, interview.name) == (OPPORTUNITY, "Pairing")
    assert interview.ends_at - interview.starts_at == timedelta(minutes=45)
    assert interview.seats == (Seat("u1", "ana@example.com"),)
    [card] = read(tmp_path, "scorecard")
    assert (card.application, card.interview, card.person) == (OPPORTUNITY, "i1", "u1")
    assert card.recommendation == "strong_yes"
    assert card.ratings == (Rating("Craft", 3, SCALE, "Neat"),)
    assert card.summary == "Notes\nGood talk"
    [offer] = read(tmp_path, "offer")
    assert (offer.application, offer.status) == (OPPORTUNITY, "accepted")


def test_a_score_that_lever_has_not_is_refused_and_a_deleted_form_is_none(tmp_path: Path) -> None:
    pages = lever_pages()
    forms = pages[f"feedback/{OPPORTUNITY}"]
    forms[0]["fields"][0]["value"] = "Great"
    forms.append({**forms[0], "id": "f2", "deletedAt": 1_767_900_000_000})
    [problem] = read(tmp_path, "scorecard", pages)
    assert problem.code == "rating-word"


def test_a_state_that_lever_has_not_is_refused(tmp_path: Path) -> None:
    pages = lever_pages()
    pages["postings"][0]["state"] = "ajar"
    assert read(tmp_path, "job", pages)[0].code == "status"
