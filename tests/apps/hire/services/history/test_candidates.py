"""Candidates and their applications: who is who, what changes, what stays."""

from __future__ import annotations

from typing import Any

from muster.apps.core.ledger import change, verify_ledger
from muster.apps.core.models import ExternalId
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Candidate, Move, Outcome
from muster.apps.hire.search import matching
from muster.apps.hire.services.erasing import candidate_erase
from tests.apps.hire.dumps import Harvest, application, candidate
from tests.apps.hire.openings import Opening

SAME = {"email_addresses": [{"value": "Same@Example.org"}]}


def alone(harvest: Harvest, *candidates: dict[str, Any]) -> None:
    """Leave candidates alone in the dump."""
    harvest.pages |= {"candidates": list(candidates), "scheduled_interviews": [], "scorecards": []}


def test_two_candidates_with_one_address_are_one_person_here(harvest: Harvest) -> None:
    closed = application(702, status="rejected", rejected_at="2026-01-25")
    alone(
        harvest,
        candidate(501, application(701), **SAME),
        candidate(502, closed, email_addresses=[{"value": "same@example.org"}]),
    )
    report = harvest.load(batch=1)
    person = Candidate.objects.get()
    assert (person.name, person.email) == ("Ada Example 501", "Same@Example.org")
    assert person.applications.count() == 2
    [remark] = [one for one in report.remarks if one.kind == "candidate"]
    assert (remark.id, remark.action) == ("502", "linked")
    assert person.code in remark.sentence
    again = harvest.load()
    assert (again.total("created"), again.total("changed"), again.total("refused")) == (0, 0, 0)


def test_nobody_has_two_active_applications_for_one_job(harvest: Harvest) -> None:
    for batch in (1, 10):
        ExternalId.objects.filter(kind="application", external="702").delete()
        alone(harvest, candidate(501, application(701), **SAME), candidate(502, application(702), **SAME))
        report = harvest.load(batch=batch)
        assert [(one.kind, one.id, one.code) for one in report.refused] == [("application", "702", "active")]
        assert Application.objects.count() == 1


def test_who_is_known_here_is_linked_and_not_overwritten(harvest: Harvest, opening: Opening) -> None:
    known = Candidate(code="C-known", name="Ada Known", email="SAME@example.org")
    with change(known, "test.create", actor=None):
        known.save()
    alone(harvest, candidate(501, application(701), **SAME))
    harvest.load()
    assert Application.objects.get().candidate == known
    alone(harvest, candidate(501, application(701), **SAME, last_name="Other"))
    harvest.load()
    known.refresh_from_db()
    assert known.name == "Ada Known"
    assert opening.requisition.applications.count() == 0


def test_people_without_an_address_are_kept_and_stay_apart(harvest: Harvest) -> None:
    alone(harvest, candidate(501, email_addresses=[]), candidate(502, email_addresses=[]))
    assert harvest.load().total("refused") == 0
    assert Candidate.objects.filter(email="").count() == 2


def test_what_is_no_address_is_refused_with_the_applications(harvest: Harvest) -> None:
    alone(harvest, candidate(501, application(701), email_addresses=[{"value": "not an address"}]))
    report = harvest.load()
    assert [(one.kind, one.id, one.code) for one in report.refused] == [("candidate", "501", "email")]
    assert (Candidate.objects.count(), Application.objects.count()) == (0, 0)


def test_a_changed_candidate_is_found_under_the_new_name(harvest: Harvest) -> None:
    harvest.load()
    harvest.pages["candidates"][0]["last_name"] = "Renamed"
    report = harvest.load()
    assert report.counts["candidate", "changed"] == report.total("changed") == 1
    assert matching("renamed") == [Application.objects.get().pk]
    assert harvest.load().total("changed") == 0


def test_what_was_changed_here_stays_and_is_told(harvest: Harvest) -> None:
    harvest.load()
    person = Candidate.objects.get()
    with change(person, "test.change", actor=None):
        person.phone = "+62 21 555"
        person.save()
    harvest.pages["candidates"][0]["last_name"] = "Renamed"
    report = harvest.load()
    assert [(one.id, one.code) for one in report.refused] == [("501", "changed-here")]
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Ada Example 501", "+62 21 555")


def test_an_application_that_went_on_gets_a_move(harvest: Harvest) -> None:
    harvest.load()
    before = Application.objects.get()
    token = status_token(before)
    harvest.pages["candidates"][0]["applications"][0] |= {
        "status": "rejected",
        "rejected_at": "2026-02-01T00:00:00Z",
        "rejection_reason": {"name": "Not now", "type": {"name": "We rejected them"}},
    }
    report = harvest.load()
    assert report.counts["application", "changed"] == 1
    after = Application.objects.get()
    assert (after.outcome, after.reason, after.stage_since.day) == (Outcome.REJECTED, "Not now", 1)
    assert status_token(after) == token is not None
    last = Move.objects.order_by("-pk")[0]
    assert (last.outcome, last.reason, last.from_stage, last.to_stage) == (
        "rejected",
        "Not now",
        before.stage,
        after.stage,
    )
    assert Move.objects.count() == 3
    assert list(verify_ledger()) == []


def test_activity_alone_changes_nothing(harvest: Harvest) -> None:
    harvest.load()
    harvest.pages["candidates"][0]["applications"][0]["last_activity_at"] = "2026-03-01T00:00:00Z"
    report = harvest.load()
    assert (report.total("changed"), report.counts["application", "unchanged"]) == (0, 1)
    assert Application.objects.get().stage_since.day == 20


def test_a_job_that_is_not_there_is_named(harvest: Harvest) -> None:
    alone(harvest, candidate(501, application(701, jobs=[{"id": 99}])))
    [refused] = harvest.load().refused
    assert (refused.kind, refused.code) == ("application", "job")
    assert "99" in refused.sentence


def test_a_stage_that_is_not_there_is_added(harvest: Harvest) -> None:
    alone(harvest, candidate(501, application(701, current_stage={"id": 77, "name": "Take Home Test"})))
    harvest.load()
    stage = Application.objects.get().stage
    assert (stage.name, stage.kind) == ("Take Home Test", "review")
    assert [one.name for one in stage.requisition.stages.order_by("position")][-1] == "Hired"


def test_a_record_that_is_there_twice_counts_once(harvest: Harvest) -> None:
    other = candidate(501, application(701), last_name="Other")
    alone(harvest, candidate(501, application(701)), candidate(501, application(701)), other)
    report = harvest.load()
    assert Candidate.objects.count() == Application.objects.count() == 1
    assert [(one.kind, one.code) for one in report.refused] == [("candidate", "twice")]


def test_who_was_erased_does_not_come_back(harvest: Harvest) -> None:
    closed = application(701, status="rejected", rejected_at="2026-01-25")
    alone(harvest, candidate(501, closed, **SAME))
    harvest.load()
    person = Candidate.objects.get()
    candidate_erase(actor=None, candidate=person)
    assert set(ExternalId.objects.filter(kind__in=("candidate", "application")).values_list("digest")) == {
        ("",)
    }
    alone(harvest, candidate(501, closed, application(702), **SAME, last_name="Anew"))
    report = harvest.load()
    assert [(one.kind, one.id, one.code) for one in report.refused if one.kind == "candidate"] == [
        ("candidate", "501", "erased")
    ]
    person.refresh_from_db()
    assert (person.name, person.email) == (person.code, "")
    assert Candidate.objects.count() == Application.objects.count() == 1
    assert list(verify_ledger()) == []
