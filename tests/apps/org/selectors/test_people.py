"""Reading employees; the pages' tests have the rest."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, EndReason
from muster.apps.org.selectors.people import EmployeeFilter, employee_list, employee_page, employee_visible
from muster.apps.org.services.employees import employee_end_spell, employee_return
from tests.apps.org.conftest import Company

pytestmark = pytest.mark.django_db


def names(person: User, **wanted: object) -> set[str]:
    return {one.name for one in employee_list(person=person, wanted=EmployeeFilter(**wanted))}  # type: ignore[arg-type]


def test_strangers_see_nobody(company: Company, stranger: User) -> None:
    assert not employee_visible(person=stranger).exists()
    assert names(stranger) == set()
    with pytest.raises(Employee.DoesNotExist):
        employee_page(person=stranger, key=company.people["Ada Abara"].pk)


def test_who_worked_here_on_a_day(company: Company, partner: User) -> None:
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=partner, employee=eve, ends_on=date(2023, 6, 30), reason=EndReason.RESIGNED)
    employee_return(
        actor=partner, employee=eve, post=company.post("Legal", "Lea Roux"), starts_on=date(2024, 1, 1)
    )
    here = {day: "Eve Świątek" in names(partner, on=date.fromisoformat(day)) for day in (
        "2022-02-28", "2022-03-01", "2023-06-30", "2023-07-01", "2023-12-31", "2024-01-01",
    )}  # fmt: skip
    assert list(here.values()) == [False, True, True, False, False, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("e-0003", "Eve Świątek"),
        ("E3@company.EXAMPLE", "Eve Świątek"),
        ("dijk dan", "Dan van Dijk"),
        ("roux", "Lea Roux"),
    ],
)
def test_search(company: Company, colleague: User, text: str, found: str) -> None:
    assert names(colleague, text=text) == {found}


def test_every_filter_narrows(company: Company, colleague: User) -> None:
    nothing = {"team": 0, "level": 0, "family": 0, "location": 0, "manager": 0, "text": "nobody"}
    assert set(nothing) | {"on", "with_left"} == {one.name for one in fields(EmployeeFilter)}
    for name, value in nothing.items():
        assert names(colleague, **{name: value}) == set(), name
