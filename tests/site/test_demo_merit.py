"""The merit runs with which the fictional company opens: finished, sealed, reproducible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.reproducing import reproduce_run
from muster.apps.hire.models import MeritReport, MeritRun, Requisition, Scorecard, ScorecardVersion, Seat
from muster.apps.hire.services.loading.odds import FREE
from muster.apps.hire.services.merit_reports import merit_report_write
from muster.demo.organisation import Organisation, build_organisation
from muster.demo.organisation.moving import move_to
from muster.site.demo import SignIn, load_demo

SEED = 1
UNTIL = date(2025, 2, 14)
TODAY = date(2025, 6, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[SignIn]]:
    """Load the company once for all tests here, and take it back after them."""
    folder = tmp_path_factory.mktemp("demo") / "static"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(STATIC_ROOT=folder):  # beside it, the passwords are written down
            loaded = load_demo(today=TODAY, seed=SEED, until=UNTIL)
        yield loaded
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    """Return the same company, as its records tell of it."""
    return move_to(build_organisation(SEED, until=UNTIL), TODAY)


def _person(site: list[SignIn], role: Role) -> User:
    return User.objects.get(email=next(one.email for one in site if one.role == role))


@pytest.mark.usefixtures("site")
def test_the_company_and_its_busiest_openings_have_a_finished_run(organisation: Organisation) -> None:
    company, *others = MeritRun.objects.order_by("pk")
    assert company.requisition is None
    assert 1 <= len(others) <= 4
    assert len({run.requisition_id for run in others}) == len(others)
    end = datetime.combine(organisation.until, time.max, UTC)
    for run in (company, *others):
        assert run.state == MeritRun.State.DONE
        assert run.as_of == run.asked_at == end
        assert Role.RECRUITER in run.asked_by.roles
        assert run.standings.count() == run.model["candidates"] > 1
        assert run.calibrations.count() == run.model["interviewers"] > 1
        assert run.choosing.state == MeritRun.State.DONE
    assert company.choosing.choices.count() == Requisition.objects.filter(status="open").count()
    assert company.choosing.odds.exists()
    for run in others:
        assert run.choosing.choices.get().requisition_id == run.requisition_id
        assert run.requisition is not None
        assert run.requisition.status == Requisition.Status.OPEN
        assert run.asked_by == run.requisition.recruiter
    counted = Scorecard.objects.filter(submitted_at__isnull=False, seat__shadow=False)
    assert company.model["scorecards"] == counted.exclude(ratings={}).count()
    assert not Job.objects.filter(title__in=("Estimating merit", "Working out the odds")).exists()
    assert list(verify_ledger()) == []


@pytest.mark.usefixtures("site")
def test_a_few_proposals_can_take_the_place_of_somebody_who_fell_ill() -> None:
    run = MeritRun.objects.get(requisition=None)
    proposed = {
        (choice.requisition_id, row[0]): row[1]
        for choice in run.choosing.choices.all()
        for row in choice.proposals
    }
    ill = Seat.objects.filter(released_at=run.as_of, interview__starts_at__gt=run.as_of)
    assert 1 <= ill.count() <= FREE
    for seat in ill.select_related("interview__application"):
        application = seat.interview.application
        assert not seat.interview.seats.filter(released_at=None).exists()
        assert proposed[application.requisition_id, application.candidate_id] != seat.interviewer_id


@pytest.mark.usefixtures("site")
def test_every_run_comes_out_the_same_again() -> None:
    for run in MeritRun.objects.all():
        found = reproduce_run(run)
        assert found.differences == ()
        assert found.input_digest == run.input_digest
    first = MeritRun.objects.earliest("pk")
    card = (
        Scorecard.objects.filter(submitted_at__isnull=False, seat__shadow=False).exclude(ratings={}).first()
    )
    assert card is not None
    key, value = next(iter(card.ratings.items()))
    Scorecard.objects.filter(pk=card.pk).update(ratings={**card.ratings, key: 1 if value > 1 else 2})
    assert reproduce_run(first).differences


@pytest.mark.usefixtures("site")
def test_a_run_counts_what_corrections_had_said_by_then(organisation: Organisation) -> None:
    told = sorted(one.changed_at for one in organisation.corrections)
    assert told
    assert sorted(ScorecardVersion.objects.values_list("created_at", flat=True)) == told


def test_the_season_report_opens_from_the_board(site: list[SignIn], client: Client) -> None:
    run = MeritRun.objects.get(requisition=None)
    client.force_login(_person(site, Role.EXECUTIVE))
    page = reverse("hire:merit-report", args=[run.pk])
    board = client.get(reverse("hire:merit-board", args=[run.pk])).content.decode()
    assert f'href="{page}"' in board
    assert client.get(page).status_code == 200
    assert client.post(reverse("hire:merit-report-ask", args=[run.pk])).status_code == 302
    asked = MeritReport.objects.get(run=run)
    assert asked.job is not None
    merit_report_write(job=RunningJob(Job.objects.get(pk=asked.job), attempt=0), pk=asked.pk)
    assert MeritReport.objects.get(run=run).state == MeritReport.State.DONE
    report = client.get(reverse("hire:merit-report-page", args=[run.pk]))
    assert report.status_code == 200
    assert "Season" in b"".join(report).decode()


def test_boards_are_for_those_who_decide(site: list[SignIn], client: Client) -> None:
    run = MeritRun.objects.get(requisition=None)
    answers = {}
    for role in (Role.RECRUITER, Role.HIRING_MANAGER, Role.EMPLOYEE):
        client.force_login(_person(site, role))
        answers[role] = client.get(reverse("hire:merit-board", args=[run.pk])).status_code
    assert answers == {Role.RECRUITER: 200, Role.HIRING_MANAGER: 404, Role.EMPLOYEE: 404}
    manager = _person(site, Role.HIRING_MANAGER)
    own = MeritRun.objects.filter(requisition__hiring_manager=manager).first()
    assert own is not None
    client.force_login(manager)
    assert client.get(reverse("hire:merit-board", args=[own.pk])).status_code == 200
