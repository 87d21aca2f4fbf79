"""A request to be erased is passed on, decided by a person, and carried out once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.jobs import find_due
from muster.apps.hire.models import Application, Candidate, Erasure, Move, Outcome
from muster.apps.hire.services.erasures import (
    erasure_ask,
    erasure_ask_for,
    erasure_carry_out,
    erasure_decline,
    erasures_carry_out,
)
from muster.apps.hire.services.retention import retention_rule_save
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, move
from tests.apps.hire.interviewing import schedule
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MUSTER_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def proposed(application: Application) -> Erasure:
    """Propose somebody whose time is over."""
    row = Erasure(
        candidate=application.candidate,
        cause=Erasure.Cause.TIME,
        asked_at=timezone.now(),
        due_on=date(2026, 1, 1),
    )
    with change(row, "test.create", actor=None):
        row.save()
    return row


def test_a_request_is_made_once_and_ends_what_goes_on(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    asked = erasure_ask(application=one)
    assert erasure_ask(application=one) == asked
    assert asked.due_on == (timezone.now() + timedelta(days=30)).date()
    partner = make_user(Role.PEOPLE_PARTNER)
    erasure_carry_out(actor=partner, erasure=asked, seen=asked.version)
    now = Erasure.objects.select_related("candidate").get()
    assert (now.state, now.decided_by, now.candidate.email) == (Erasure.State.DONE, partner, "")
    assert Application.objects.get().outcome == Outcome.WITHDRAWN
    with pytest.raises(ConflictError):
        erasure_carry_out(actor=partner, erasure=asked)
    with pytest.raises(RefusedError, match="erased already"):
        erasure_ask(application=one)
    assert broken() == []


def test_a_request_takes_the_place_of_a_proposal(opening: Opening) -> None:
    one = apply(opening)
    row = proposed(one)
    assert erasure_ask(application=one).pk == row.pk
    assert Erasure.objects.get().cause == Erasure.Cause.ASKED


def test_declining_needs_a_reason(opening: Opening, make_user: MakeUser) -> None:
    asked, admin = erasure_ask(application=apply(opening)), make_user(Role.ADMINISTRATOR)
    with pytest.raises(RefusedError, match="Say why"):
        erasure_decline(actor=admin, erasure=asked, reason=" ")
    erasure_decline(actor=admin, erasure=asked, reason="A claim is open.")
    with pytest.raises(ConflictError):
        erasure_carry_out(actor=admin, erasure=asked)
    assert Candidate.objects.get().erased_at is None


def test_who_may(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    asked = erasure_ask_for(actor=opening.recruiter, application=one)
    for stranger in (opening.recruiter, opening.manager, make_user(Role.EXECUTIVE), make_user(Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            erasure_carry_out(actor=stranger, erasure=asked)
        with pytest.raises(PermissionDenied):
            erasure_decline(actor=stranger, erasure=asked, reason="x")
        with pytest.raises(PermissionDenied):
            erasures_carry_out(actor=stranger)
    with pytest.raises(PermissionDenied):
        erasure_ask_for(actor=make_user(Role.INTERVIEWER), application=one)


def over(*applications: Application) -> None:
    """End applications so long ago that the rule of a year has run out."""
    at = timezone.now() - timedelta(days=400)
    keys = [one.pk for one in applications]
    Application.objects.filter(pk__in=keys).update(outcome=Outcome.REJECTED, stage_since=at)
    Move.objects.filter(application__in=keys).update(at=at)


@pytest.mark.django_db(transaction=True)
def test_a_worker_erases_those_whose_time_is_over_and_leaves_the_rest(
    opening: Opening, make_user: MakeUser
) -> None:
    admin = make_user(Role.ADMINISTRATOR)
    retention_rule_save(actor=admin, country="", family=None, months=12)
    ended, again, recent, met, asked = (apply(opening, name=name) for name in ("Ada", "Bo", "Cy", "Di", "Ed"))
    move(opening, [met.pk], "Interviews")
    schedule(opening, met)  # and was closed without calling it off: for a person to look at
    over(ended, met)
    Application.objects.filter(pk__in=[recent.pk, asked.pk]).update(outcome=Outcome.REJECTED)
    for one in (ended, again, recent, met):
        proposed(one)
    erasure_ask(application=asked)
    job = erasures_carry_out(actor=admin)
    DBTaskResult.objects.filter(task_path=find_due.module_path).delete()  # as one who looks comes later
    build_worker(batch=True).run()
    job.refresh_from_db()
    states = {row.candidate_id: row.state for row in Erasure.objects.all()}
    assert states == {
        ended.candidate_id: Erasure.State.DONE,
        again.candidate_id: Erasure.State.WITHDRAWN,  # applied anew
        recent.candidate_id: Erasure.State.WITHDRAWN,  # a rule was changed
        met.candidate_id: Erasure.State.OPEN,
        asked.candidate_id: Erasure.State.OPEN,
    }
    assert Candidate.objects.filter(erased_at=None).count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_proposal_that_is_not_due_any_more_is_taken_back(opening: Opening, make_user: MakeUser) -> None:
    partner = make_user(Role.PEOPLE_PARTNER)
    retention_rule_save(actor=partner, country="", family=None, months=12)
    one = apply(opening)
    over(one)
    row = proposed(one)
    retention_rule_save(actor=partner, country="", family=None, months=24)
    with pytest.raises(ConflictError):
        erasure_carry_out(actor=partner, erasure=row)
    assert Erasure.objects.get().state == Erasure.State.WITHDRAWN
    assert Candidate.objects.get().erased_at is None
    retention_rule_save(actor=partner, country="", family=None, months=12)
    erasure_carry_out(actor=partner, erasure=proposed(one))
    assert Candidate.objects.get().erased_at is not None
