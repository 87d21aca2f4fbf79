"""What the database itself refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from muster.apps.org.models import Employee, Spell, Team
from tests.apps.org.conftest import Company

pytestmark = pytest.mark.django_db
OPEN = {"ends_on": None, "reason": ""}
ENDED = {"ends_on": date(2023, 12, 31), "reason": "resigned"}


def refused(make: Any) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def test_spells(company: Company) -> None:
    eve = company.people["Eve Świątek"]
    Spell.objects.all().delete()
    Spell.objects.create(employee=eve, starts_on=date(2023, 1, 1), **ENDED)
    wrong = (
        {"starts_on": date(2023, 1, 1), **OPEN},
        {"starts_on": date(2024, 1, 2), "ends_on": date(2024, 1, 1), "reason": "resigned"},
        {"starts_on": date(2024, 1, 2), "ends_on": None, "reason": "resigned"},
        {"starts_on": date(2024, 1, 2), "ends_on": date(2024, 2, 1), "reason": ""},
        {"starts_on": date(2024, 1, 2), "ends_on": date(2024, 2, 1), "reason": "bored"},
    )
    assert all(
        refused(lambda values=values: Spell.objects.create(employee=eve, **values)) for values in wrong
    )
    Spell.objects.create(employee=eve, starts_on=date(2024, 1, 1), **OPEN)
    assert refused(lambda: Spell.objects.create(employee=eve, starts_on=date(2025, 1, 1), **OPEN))


def test_spells_that_share_a_day_on_postgresql(company: Company) -> None:
    eve, dan = company.people["Eve Świątek"], company.people["Dan van Dijk"]
    Spell.objects.all().delete()
    Spell.objects.create(employee=eve, starts_on=date(2023, 1, 1), **ENDED)
    Spell.objects.create(employee=dan, starts_on=date(2023, 6, 1), **ENDED)
    shared = refused(lambda: Spell.objects.create(employee=eve, starts_on=date(2023, 12, 31), **OPEN))
    assert shared == (connection.vendor == "postgresql")


def test_nobody_is_their_own_manager_and_no_team_its_own_part(company: Company) -> None:
    eve, data = company.people["Eve Świątek"], company.teams["Data"]
    assert refused(lambda: Employee.objects.filter(pk=eve.pk).update(manager=eve))
    assert refused(lambda: Team.objects.filter(pk=data.pk).update(parent=data))


def test_e_mails_and_names_differ_by_more_than_case(company: Company) -> None:
    eve, data = company.people["Eve Świątek"], company.teams["Data"]
    assert refused(lambda: Employee.objects.filter(pk=eve.pk).update(email="E1@COMPANY.EXAMPLE"))
    assert refused(lambda: Team.objects.filter(pk=data.pk).update(name="MODELS"))
