"""Applications: they come in, and withdraw."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.apps.core.errors import RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Candidate, Move, Outcome, Referral, Requisition, Source
from muster.apps.hire.services.applications import (
    ApplicationForm,
    application_add,
    application_apply,
    application_by_token,
    application_refer,
    application_withdraw,
)
from muster.apps.hire.services.requisitions import requisition_close
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, move, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
FORM = ApplicationForm(name=NAME, email="z@example.org")


def test_an_application_begins_in_the_first_stage_with_a_link(opening: Opening) -> None:
    application, token = application_apply(requisition=opening.requisition, form=FORM)
    assert (application.stage.name, application.source) == ("Applied", Source.CAREERS)
    assert application_by_token(token=token) == application
    assert application_by_token(token=token[:-1]) is None
    assert application.moves.get().from_stage is None
    assert verified()


def test_an_address_applies_once_at_a_time(opening: Opening) -> None:
    application_apply(requisition=opening.requisition, form=FORM)
    counts = [model.objects.count() for model in (Application, Candidate, Move, Entry)]
    with pytest.raises(RefusedError, match="already"):
        application_apply(
            requisition=opening.requisition, form=ApplicationForm(name="Else", email=" Z@Example.org ")
        )
    assert [model.objects.count() for model in (Application, Candidate, Move, Entry)] == counts
    assert Candidate.objects.get().name == NAME


def test_a_known_address_is_found_by_the_index(opening: Opening) -> None:
    others = [
        Candidate(code=f"X-{number}", name="X", email=f"x{number}@example.org") for number in range(2_000)
    ]
    Candidate.objects.bulk_create(others)  # of a handful, no database would use an index
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE hire_candidate")
    with CaptureQueriesContext(connection) as queries:
        application_apply(requisition=opening.requisition, form=FORM)
    asked = next(
        one["sql"] for one in queries if one["sql"].startswith("SELECT") and "z@example.org" in one["sql"]
    )
    plan = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(plan + asked)
        told = str(cursor.fetchall())
    assert "hire_candidate_email" in told


def test_nobody_applies_to_what_is_closed(opening: Opening) -> None:
    requisition_close(
        actor=opening.recruiter,
        requisition=opening.requisition,
        close_reason=Requisition.CloseReason.FILLED,
        reason="Done",
        seen=None,
    )
    with pytest.raises(RefusedError, match="not open"):
        application_apply(requisition=opening.requisition, form=FORM)


def test_what_is_no_address_is_refused(opening: Opening) -> None:
    with pytest.raises(RefusedError):
        application_apply(requisition=opening.requisition, form=ApplicationForm(name="A", email="nothing"))
    assert not Candidate.objects.exists()


def test_who_adds(opening: Opening, make_user: MakeUser) -> None:
    for role in (Role.EXECUTIVE, Role.HIRING_MANAGER, Role.EMPLOYEE):
        with pytest.raises(PermissionDenied):
            application_add(
                actor=make_user(role), requisition=opening.requisition, form=FORM, source=Source.AGENCY
            )
    added = application_add(
        actor=opening.manager, requisition=opening.requisition, form=FORM, source=Source.AGENCY
    )
    assert added.moves.get().by == opening.manager


def test_who_refers(opening: Opening, make_user: MakeUser) -> None:
    employee = make_user(Role.EMPLOYEE, email="me@example.com")
    refer: dict[str, Any] = {"requisition": opening.requisition, "note": "Good"}
    with pytest.raises(PermissionDenied):
        application_refer(actor=make_user(), form=FORM, relation="Friend", **refer)
    with pytest.raises(RefusedError, match="how you know"):
        application_refer(actor=employee, form=FORM, relation=" ", **refer)
    own = ApplicationForm(name="Me", email="ME@example.com")
    with pytest.raises(RefusedError, match="yourself"):
        application_refer(actor=employee, form=own, relation="Self", **refer)
    application = application_refer(actor=employee, form=FORM, relation="Friend", **refer)
    assert Referral.objects.get().application == application
    assert verified()


def test_withdrawing_twice_is_once(opening: Opening) -> None:
    one = apply(opening)
    stale = Application.objects.get(pk=one.pk)
    application_withdraw(application=one)
    entries = Entry.objects.count()
    application_withdraw(application=stale)
    assert stale.outcome == Outcome.WITHDRAWN
    assert Entry.objects.count() == entries
    assert verified()


def test_what_is_decided_is_not_withdrawn(opening: Opening) -> None:
    one = apply(opening)
    move(opening, [one.pk], "Hired")
    with pytest.raises(RefusedError, match="decided"):
        application_withdraw(application=one)
