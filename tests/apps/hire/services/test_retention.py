"""Rules say how long data are kept; a worker finds whose time is over and erases nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Application, Candidate, Erasure, Move, Outcome, RetentionRule
from muster.apps.hire.services.erasures import erasure_decline
from muster.apps.hire.services.retention import retention_look, retention_rule_remove, retention_rule_save
from muster.apps.hire.services.retention_finding import months_after, months_of, retention_rules
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def ended(opening: Opening, *, months: int, outcome: str = Outcome.REJECTED, **values: Any) -> Application:
    """Return an application that ended some months ago."""
    one = apply(opening, **values)
    at = timezone.now() - timedelta(days=31 * months)
    Application.objects.filter(pk=one.pk).update(outcome=outcome, stage_since=at)
    Move.objects.filter(application=one).update(at=at)
    return one


def look(actor: Any) -> set[int]:
    """Let a worker look; return the candidates of open proposals."""
    retention_look(actor=actor)
    build_worker(batch=True).run()
    rows = Erasure.objects.filter(state=Erasure.State.OPEN, cause=Erasure.Cause.TIME)
    return set(rows.values_list("candidate", flat=True))


def test_the_closest_rule_holds() -> None:
    rules = {("", None): 24, ("ID", None): 12, ("", 7): 9, ("ID", 7): 6}
    assert months_of(rules, "ID", 7) == 6
    assert months_of(rules, "ID", 8) == 12
    assert months_of(rules, "NL", 7) == 9
    assert months_of(rules, "NL", 8) == 24
    assert months_of({("ID", None): 12}, "NL", 8) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_a_worker_proposes_whose_time_is_over(opening: Opening, make_user: MakeUser) -> None:
    partner = make_user(Role.PEOPLE_PARTNER)
    over = ended(opening, months=13)
    fresh = ended(opening, months=11)
    active = apply(opening)
    hired = ended(opening, months=40, outcome=Outcome.HIRED)
    assert look(partner) == set()  # without a rule data are kept
    rule = retention_rule_save(actor=partner, country="", family=None, months=12)
    assert look(partner) == {over.candidate_id}
    assert look(partner) == {over.candidate_id}  # once
    assert Erasure.objects.count() == 1
    assert Candidate.objects.filter(erased_at__isnull=False).count() == 0
    shorter = opening.requisition.location.country
    retention_rule_save(actor=partner, country=shorter, family=None, months=6)
    assert look(partner) == {over.candidate_id, fresh.candidate_id}
    assert {active.candidate_id, hired.candidate_id}.isdisjoint(look(partner))
    # Somebody applies again: their time does not run any more.
    Application.objects.filter(pk=over.pk).update(outcome=Outcome.ACTIVE)
    assert look(partner) == {fresh.candidate_id}
    assert Erasure.objects.get(candidate=over.candidate_id).state == Erasure.State.WITHDRAWN
    # What a person declined is not proposed again.
    erasure_decline(actor=partner, erasure=Erasure.objects.get(state=Erasure.State.OPEN), reason="A claim.")
    assert look(partner) == set()
    retention_rule_remove(actor=partner, rule=rule)
    assert set(retention_rules()) == {(shorter, None)}


def test_a_changed_rule_is_looked_by_at_once(opening: Opening, make_user: MakeUser) -> None:
    partner, one = make_user(Role.PEOPLE_PARTNER), ended(opening, months=13)
    rule = retention_rule_save(actor=partner, country="", family=None, months=12)
    build_worker(batch=True).run()
    assert Erasure.objects.get(state=Erasure.State.OPEN).candidate_id == one.candidate_id
    retention_rule_save(actor=partner, country="", family=None, months=24)
    build_worker(batch=True).run()
    assert not Erasure.objects.filter(state=Erasure.State.OPEN).exists()
    retention_rule_save(actor=partner, country="", family=None, months=12)
    build_worker(batch=True).run()
    assert Erasure.objects.filter(state=Erasure.State.OPEN).count() == 1
    retention_rule_remove(actor=partner, rule=rule)
    build_worker(batch=True).run()
    assert not Erasure.objects.filter(state=Erasure.State.OPEN).exists()


def test_a_rule_for_the_same_takes_the_place_of_the_earlier(make_user: MakeUser) -> None:
    admin = make_user(Role.ADMINISTRATOR)
    retention_rule_save(actor=admin, country="ID", family=None, months=12)
    retention_rule_save(actor=admin, country="ID", family=None, months=6)
    assert RetentionRule.objects.get().months == 6
    with pytest.raises(RefusedError):
        retention_rule_save(actor=admin, country="ID", family=None, months=0)
    looks = DBTaskResult.objects.filter(task_path__endswith="find_due")
    assert looks.filter(args_kwargs__kwargs__daily=False).count() == 1
    daily = looks.filter(args_kwargs__kwargs__daily=True)
    assert daily.count() == 1
    assert isinstance(daily.get().run_after, datetime)


def test_who_may(make_user: MakeUser) -> None:
    for role in (Role.RECRUITER, Role.EXECUTIVE, Role.AUDITOR, Role.EMPLOYEE):
        with pytest.raises(PermissionDenied):
            retention_rule_save(actor=make_user(role), country="", family=None, months=1)
        with pytest.raises(PermissionDenied):
            retention_look(actor=make_user(role))
