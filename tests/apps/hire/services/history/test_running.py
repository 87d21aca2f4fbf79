"""A whole history is imported, once however often; each batch is all or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry, ExternalId
from muster.apps.core.roles import Role
from muster.apps.hire.models import (
    Application,
    Candidate,
    Interview,
    Move,
    OfferElsewhere,
    Outcome,
    Requisition,
    Scorecard,
    Stage,
)
from muster.apps.hire.search import matching
from muster.apps.hire.services.history import Happened, Report, history_import, running
from muster.apps.hire.services.history.context import Context
from muster.apps.org.models import Location, Team
from muster.demo.harvest import HarvestPlan, write_harvest
from muster.engine.hire.merit import estimate_merit
from muster.tables import read_scorecards
from muster.tables.vendors.shapes import Row
from tests.apps.conftest import MakeUser
from tests.apps.hire.dumps import Harvest, application, candidate, scorecard
from tests.apps.hire.meritruns import ran

PEOPLE = 60


def import_greenhouse(actor: User, folder: Path, **options: object) -> Report:
    return history_import(actor=actor, vendor="greenhouse", folder=folder, **options)  # type: ignore[arg-type]


def actions(report: Report) -> dict[str, int]:
    return {
        action: report.total(action) for action in ("created", "changed", "refused") if report.total(action)
    }


@pytest.mark.parametrize("lines", [False, True], ids=["arrays", "lines"])
def test_a_dump_is_imported_once_and_ranked(make_user: MakeUser, tmp_path: Path, lines: bool) -> None:
    actor = make_user(Role.RECRUITER)
    plan = HarvestPlan(PEOPLE, page=17, interviewed=0.6, jobs=2, people=6, lines=lines)
    write_harvest(tmp_path, plan)
    report = import_greenhouse(actor, tmp_path, batch=13)
    assert report.counts["candidate", "created"] == Candidate.objects.count() == PEOPLE
    assert report.counts["application", "created"] == Application.objects.count() == PEOPLE
    assert report.counts["interview", "created"] == Interview.objects.count() > 20
    assert report.counts["scorecard", "created"] == Scorecard.objects.count() == 2 * Interview.objects.count()
    assert report.counts["answers", "created"] > 10
    hired = Application.objects.filter(outcome=Outcome.HIRED)
    assert hired.count() > 0
    assert report.counts["offer", "created"] == OfferElsewhere.objects.count() >= hired.count()
    accepted = OfferElsewhere.objects.filter(status="accepted").order_by("application_id")
    assert [one.application_id for one in accepted] == sorted(hired.values_list("pk", flat=True))
    assert report.total("refused") == 0
    assert list(verify_ledger()) == []
    assert Entry.objects.filter(actor=None).count() == 2  # the account and its role

    entries, ids = Entry.objects.count(), ExternalId.objects.count()
    again = import_greenhouse(actor, tmp_path, batch=29)
    assert actions(again) == {}
    assert (Entry.objects.count(), ExternalId.objects.count()) == (entries, ids)

    page = next(path for path in sorted((tmp_path / "candidates").iterdir()))
    content = page.read_text()
    page.write_text(content.replace("candidate3@example.org", "new3@example.org", 1))
    changed = import_greenhouse(actor, tmp_path)
    assert actions(changed) == {"changed": 1}
    assert Candidate.objects.get(email="new3@example.org").code
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_imported_ranks_as_the_vendors_file_does(make_user: MakeUser, tmp_path: Path) -> None:
    actor = make_user(Role.RECRUITER)
    write_harvest(tmp_path, HarvestPlan(PEOPLE, interviewed=0.6, jobs=2, people=6))
    import_greenhouse(actor, tmp_path)
    run = ran(actor)
    assert run.state == "done"
    there = dict(ExternalId.objects.filter(kind="candidate").values_list("row", "external"))
    mine = {there[one.candidate_id]: one.merit for one in run.standings.all()}
    reading = read_scorecards([tmp_path / "scorecards" / "1.json"])
    ranking = estimate_merit(reading.scorecards, seed=run.seed).ranking
    theirs = dict(zip(map(str, ranking.candidate_id), ranking.merit.tolist(), strict=True))
    assert mine == pytest.approx(theirs, abs=0.01)


def test_everything_is_where_it_belongs(harvest: Harvest) -> None:
    harvest.pages["candidates"].append(
        candidate(
            502,
            application(
                702,
                status="rejected",
                rejected_at="2026-01-25T09:00:00Z",
                rejection_reason={"name": "Too far", "type": {"name": "We rejected them"}},
            ),
        )
    )
    harvest.pages["candidates"].append(candidate(503, application(703, status="hired", current_stage=None)))
    report = harvest.load()
    assert report.refused == []
    opening = Requisition.objects.get()
    assert (opening.title, opening.status, opening.public) == ("Engineer", "open", False)
    assert opening.description == "Make things"
    assert (opening.hiring_manager.name, opening.recruiter.name) == ("Ana", "Ben")
    assert (opening.team, opening.location) == (Team.objects.get(name="Research"), Location.objects.get())
    assert opening.frozen_at is not None
    kinds = [(one.name, one.kind) for one in opening.stages.order_by("position")]
    assert kinds == [
        ("Application Review", Stage.Kind.APPLIED),
        ("Onsite", Stage.Kind.INTERVIEW),
        ("Offer", Stage.Kind.OFFER),
        ("Hired", Stage.Kind.HIRED),
    ]
    ada, rejected, hired = Application.objects.order_by("pk")
    assert (ada.stage.name, ada.outcome, ada.source) == ("Onsite", "active", "referral")
    assert (ada.school, ada.stage_since.day) == ("Example University", 20)
    assert (rejected.outcome, rejected.reason) == ("rejected", "Too far")
    assert (hired.outcome, hired.stage.name) == ("hired", "Hired")
    moves = [
        (move.to_stage.name, move.outcome, move.by_id) for move in Move.objects.filter(application=rejected)
    ]
    assert moves == [("Application Review", "active", None), ("Onsite", "rejected", None)]
    assert matching("ada501") == [ada.pk]
    interview = Interview.objects.get()
    assert (interview.stage.name, interview.kit.name, interview.invited) == ("Onsite", "Onsite", True)
    card = Scorecard.objects.get()
    assert (card.seat.interviewer.name, card.recommendation) == ("Ana", "hire")
    assert list(card.ratings.values()) == [4]
    assert list(card.notes.values()) == ["Fine & dry"]
    ana = User.objects.get(email="ana@example.com")
    assert not ana.is_active
    assert ana.roles == frozenset()
    assert not ana.has_usable_password()
    assert list(verify_ledger()) == []


def test_pages_show_what_was_imported(harvest: Harvest, make_user: MakeUser, client: Client) -> None:
    harvest.pages["scorecards"][0]["overall_recommendation"] = "no_decision"
    harvest.load()
    client.force_login(make_user(Role.RECRUITER))
    key = Application.objects.get().pk
    for name in ("hire:application", "hire:scorecards"):
        response = client.get(reverse(name, args=[key]))
        assert response.status_code == 200
    content = response.content.decode()
    assert "No decision" in content
    assert "Fine &amp; dry" in content
    assert client.get(reverse("hire:board", args=[Requisition.objects.get().pk])).status_code == 200
    assert client.get(reverse("org:locations")).status_code == 200


def test_a_dry_run_says_it_all_and_leaves_nothing(harvest: Harvest) -> None:
    harvest.pages["scorecards"].append(scorecard(9002, 999))
    entries = Entry.objects.count()
    told: list[Happened] = []
    tried = harvest.load(dry_run=True, sink=told.append)
    assert (Entry.objects.count(), ExternalId.objects.count()) == (entries, 0)
    assert Candidate.objects.count() == 0
    assert tried.counts["candidate", "created"] == 1
    [refused] = tried.refused
    assert (refused.kind, refused.id, refused.file, refused.place) == (
        "scorecard",
        "9002",
        "scorecards.json",
        2,
    )
    assert str(refused).startswith(
        "scorecards.json, record 2: scorecard 9002 refused: There is no application 999"
    )
    assert sum(tried.counts.values()) == len(told)
    assert harvest.load().counts == tried.counts


def test_only_administrators_and_recruiters_import(harvest: Harvest, make_user: MakeUser) -> None:
    harvest.load()
    for role in (Role.HIRING_MANAGER, Role.EXECUTIVE, Role.EMPLOYEE):
        with pytest.raises(PermissionDenied):
            import_greenhouse(make_user(role), harvest.folder)
    gone = make_user(Role.RECRUITER)
    gone.is_active = False
    with pytest.raises(PermissionDenied):
        import_greenhouse(gone, harvest.folder)
    assert actions(import_greenhouse(make_user(Role.RECRUITER), harvest.folder)) == {}


def test_an_import_that_stops_goes_on_where_it_was(harvest: Harvest) -> None:
    harvest.pages["candidates"] = [candidate(500 + n, application(700 + n)) for n in range(10)]

    class StoppedError(Exception):
        pass

    def stop(kind: str, done: int) -> None:
        if (kind, done) == ("candidate", 6):
            raise StoppedError

    with pytest.raises(StoppedError):
        harvest.load(batch=3, tell=stop)
    assert Candidate.objects.count() == Application.objects.count() == 6
    report = harvest.load(batch=3)
    assert (report.counts["candidate", "unchanged"], report.counts["candidate", "created"]) == (6, 4)
    assert Application.objects.count() == 10
    assert list(verify_ledger()) == []


def test_what_the_database_refuses_costs_nothing_else(
    harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest.pages["candidates"] = [candidate(500 + n, application(700 + n)) for n in range(7)]
    load = running.LOADS["candidate"]

    def refuse(context: Context, rows: Sequence[Row]) -> None:
        load(context, rows)
        if Candidate.objects.filter(name="Ada Example 504").exists():
            raise DatabaseError("disk image is malformed")

    monkeypatch.setitem(running.LOADS, "candidate", refuse)
    report = harvest.load()
    assert [(one.id, one.code) for one in report.refused if one.kind == "candidate"] == [("504", "database")]
    assert Candidate.objects.count() == report.counts["candidate", "created"] == 6
    assert list(verify_ledger()) == []


def test_a_page_that_breaks_off_is_told_and_the_rest_is_imported(harvest: Harvest) -> None:
    harvest.load()
    page = harvest.folder / "candidates_2.json"
    page.write_text(json.dumps([candidate(601, application(801)), candidate(602, application(802))])[:-20])
    report = import_greenhouse(harvest.actor, harvest.folder)
    [refused] = report.refused
    assert (refused.file, refused.place, refused.code) == ("candidates_2.json", 2, "page")
    assert report.counts["candidate", "created"] == 1


def test_endpoints_that_are_not_read_are_named(harvest: Harvest) -> None:
    harvest.pages["tags"] = [{"id": 1, "name": "star"}]
    assert any("tags" in note for note in harvest.load().notes)
