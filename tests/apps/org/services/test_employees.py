"""Changing who works at the company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.org.models import Employee, EndReason, Spell
from muster.apps.org.services.activity import begins_at, covers, today_at
from muster.apps.org.services.employees import (
    employee_correct,
    employee_end_spell,
    employee_hire,
    employee_return,
    employee_transfer,
)
from tests.apps.org.conftest import LONG_AGO, Company

pytestmark = pytest.mark.django_db


def test_a_working_life(company: Company, partner: User, ledger_holds: Callable[[], None]) -> None:
    fay = employee_hire(
        actor=partner,
        code="E-100",
        name="Fay Ito",
        email="fay@company.example",
        post=company.post("Data", "Ben Okoye"),
        starts_on=date(2023, 5, 1),
    )
    assert (fay.is_active, fay.sort_name, fay.title) == (True, "Fay Ito", "Senior Engineer")
    director = company.post("Models", "Ada Abara", level=company.levels["M2"])
    employee_transfer(actor=partner, employee=fay, post=director)
    assert fay.title == "Director, Models"
    employee_correct(actor=partner, employee=fay, name="Fay Ōe", email="fay.oe@company.example")
    assert fay.search_text == "fay oe fay oe e-100"
    employee_end_spell(actor=partner, employee=fay, ends_on=date(2024, 1, 31), reason=EndReason.RESIGNED)
    assert not Employee.objects.get(pk=fay.pk).is_active
    employee_return(actor=partner, employee=fay, post=company.post("Data"), starts_on=date(2025, 2, 1))
    assert Employee.objects.get(pk=fay.pk).is_active
    assert list(fay.spells.values_list("starts_on", "ends_on", "reason")) == [
        (date(2023, 5, 1), date(2024, 1, 31), "resigned"),
        (date(2025, 2, 1), None, ""),
    ]
    moved = Entry.objects.get(action="employee.transfer", row=fay.pk)
    assert moved.detail["team"] == [company.teams["Data"].pk, company.teams["Models"].pk]
    ledger_holds()


def test_others_change_nothing(company: Company, colleague: User, stranger: User) -> None:
    eve, post, entries = company.people["Eve Świątek"], company.post("Data"), Entry.objects.count()
    for person in (colleague, stranger):
        for attempt in (
            lambda who: employee_hire(
                actor=who, code="X", name="X", email="x@company.example", post=post, starts_on=LONG_AGO
            ),
            lambda who: employee_transfer(actor=who, employee=eve, post=post),
            lambda who: employee_correct(actor=who, employee=eve, name="X", email="x@company.example"),
            lambda who: employee_end_spell(
                actor=who, employee=eve, ends_on=LONG_AGO, reason=EndReason.RESIGNED
            ),
            lambda who: employee_return(actor=who, employee=eve, post=post, starts_on=LONG_AGO),
        ):
            with pytest.raises(PermissionDenied):
                attempt(person)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("manager", ["Ben Okoye", "Eve Świątek"])
def test_nobody_reports_to_who_reports_to_them(company: Company, partner: User, manager: str) -> None:
    with pytest.raises(RefusedError, match="reports to Ben Okoye"):
        employee_transfer(
            actor=partner, employee=company.people["Ben Okoye"], post=company.post("Research", manager)
        )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"code": "E-0001"}, "employee number"),
        ({"email": "E1@COMPANY.example"}, "Another employee has this e-mail"),
        ({"email": "nowhere"}, "e-mail: "),
        ({"name": "  "}, "name: "),
    ],
)
def test_what_is_wrong_is_said(company: Company, values: dict[str, str], sentence: str) -> None:
    people = Employee.objects.count()
    with pytest.raises(RefusedError, match=sentence):
        company.hire(values.pop("name", "Gus Moe"), "Data", **values)  # type: ignore[arg-type]
    assert Employee.objects.count() == people


def test_days_that_cannot_be(company: Company, partner: User) -> None:
    eve, post = company.people["Eve Świątek"], company.post("Models")
    with pytest.raises(RefusedError, match="before the first"):
        employee_end_spell(
            actor=partner, employee=eve, ends_on=LONG_AGO - timedelta(days=1), reason=EndReason.DIED
        )
    with pytest.raises(RefusedError, match="still works here"):
        employee_return(actor=partner, employee=eve, post=post, starts_on=date(2025, 1, 1))
    employee_end_spell(actor=partner, employee=eve, ends_on=date(2024, 1, 1), reason=EndReason.CONTRACT)
    with pytest.raises(RefusedError, match="has left already"):
        employee_end_spell(actor=partner, employee=eve, ends_on=date(2024, 1, 2), reason=EndReason.DIED)
    with pytest.raises(RefusedError, match="still works here"):
        employee_return(actor=partner, employee=eve, post=post, starts_on=date(2024, 1, 1))


def test_who_changes_what_they_no_longer_see_is_told(company: Company, partner: User) -> None:
    eve = company.people["Eve Świątek"]
    employee_transfer(actor=partner, employee=eve, post=company.post("Data", "Ada Abara"), seen=1)
    again = Employee.objects.get(pk=eve.pk)
    with pytest.raises(ConflictError):
        employee_transfer(actor=partner, employee=again, post=company.post("Legal", "Ada Abara"), seen=1)
    assert Employee.objects.get(pk=eve.pk).team == company.teams["Data"]


def test_who_starts_or_leaves_later_is_planned_for(company: Company, partner: User) -> None:
    jakarta = company.locations["Jakarta"]
    later = today_at(jakarta) + timedelta(days=10)
    post = company.post("Data", location=jakarta)
    gus = company.hire("Gus Moe", "Data", post=post, starts_on=later)
    assert not gus.is_active
    employee_end_spell(actor=partner, employee=gus, ends_on=later, reason=EndReason.CONTRACT)
    planned = DBTaskResult.objects.order_by("run_after").values_list("run_after", flat=True)
    assert list(planned) == [begins_at(jakarta, later), begins_at(jakarta, later + timedelta(days=1))]


days = st.integers(0, 60).map(lambda offset: date(2024, 1, 1) + timedelta(days=offset))
steps = st.lists(st.tuples(st.sampled_from(["end", "return"]), days), max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, day=days)
def test_spells_never_overlap(company: Company, steps: list[tuple[str, date]], day: date) -> None:
    number = Employee.objects.count()
    one = company.hire(
        "Gus Moe", "Data", starts_on=date(2024, 1, 1), code=f"G-{number}", email=f"g{number}@x.example"
    )
    for step, on in steps:
        try:
            if step == "end":
                employee_end_spell(actor=None, employee=one, ends_on=on, reason=EndReason.UNKNOWN)
            else:
                employee_return(actor=None, employee=one, post=company.post("Data"), starts_on=on)
        except RefusedError:
            one.refresh_from_db()
    spells = list(Spell.objects.filter(employee=one))
    assert sum(covers(spell.starts_on, spell.ends_on, day) for spell in spells) <= 1
    today = today_at(company.locations["London"])
    assert Employee.objects.get(pk=one.pk).is_active == any(
        covers(spell.starts_on, spell.ends_on, today) for spell in spells
    )


def test_who_comes_back_later_works_until_the_last_day(
    company: Company, partner: User, ledger_holds: Callable[[], None]
) -> None:
    eve, today = company.people["Eve Świątek"], today_at(company.locations["London"])
    employee_end_spell(
        actor=partner, employee=eve, ends_on=today + timedelta(days=7), reason=EndReason.CONTRACT
    )
    later = today + timedelta(days=30)
    employee_return(actor=partner, employee=eve, post=company.post("Data"), starts_on=later)
    assert Employee.objects.get(pk=eve.pk).is_active
    ledger_holds()


def test_the_last_day_of_the_calendar_stands_for_no_end(company: Company, partner: User) -> None:
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=partner, employee=eve, ends_on=date.max, reason=EndReason.UNKNOWN)
    assert Employee.objects.get(pk=eve.pk).is_active
