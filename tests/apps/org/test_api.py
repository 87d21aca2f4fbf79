"""Employees and teams by the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from muster.apps.core.roles import Role
from muster.apps.org.models import EndReason
from muster.apps.org.services.employees import employee_end_spell
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.org.objects import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


def test_employees_are_listed_by_name(make_user: MakeUser, django_assert_max_num_queries: Any) -> None:
    people = [make_employee(make_user(name=name)) for name in ("Cyd", "Ada", "Bea")]
    caller = Caller(make_user(Role.EMPLOYEE))
    caller.get("/me")
    with django_assert_max_num_queries(15):
        found = caller.get("/employees").json()["data"]
    assert [one["name"] for one in found] == ["Ada", "Bea", "Cyd"]
    first = caller.get("/employees", limit=2).json()
    rest = caller.get("/employees", limit=2, cursor=first["next"]).json()
    assert [one["name"] for one in first["data"] + rest["data"]] == ["Ada", "Bea", "Cyd"]
    assert rest["next"] is None
    [ada] = caller.get("/employees", text="ada").json()["data"]
    assert (ada["id"], ada["active"]) == (people[1].pk, True)
    assert caller.get("/employees", team=people[0].team_id).json()["data"][0]["name"] == "Cyd"


def test_history_is_for_who_may_see_it(make_user: MakeUser) -> None:
    owner = make_user(Role.EMPLOYEE, name="Ada")
    one = make_employee(owner)
    path = f"/employees/{one.pk}"
    assert Caller(make_user(Role.EMPLOYEE)).get(path).json()["spells"] is None
    assert Caller(owner).get(path).json()["spells"] == [
        {"starts_on": "2024-01-01", "ends_on": None, "reason": ""}
    ]
    partner = Caller(make_user(Role.PEOPLE_PARTNER))
    employee_end_spell(actor=None, employee=one, ends_on=date(2024, 12, 31), reason=EndReason.RESIGNED)
    assert partner.get(path).json()["active"] is False
    assert len(partner.get("/employees", with_left=True).json()["data"]) == 1
    Caller(make_user(Role.EMPLOYEE)).get(path, 404)
    assert Caller(make_user(Role.EMPLOYEE)).get("/employees", with_left=True).json()["data"] == []


def test_teams_make_a_tree(make_user: MakeUser) -> None:
    team = make_employee(make_user()).team
    caller = Caller(make_user(Role.EMPLOYEE))
    [found] = caller.get("/teams").json()["data"]
    assert found == {"id": team.pk, "name": team.name, "parent": None, "lead": None, "own": 1, "total": 1}
    assert caller.get(f"/teams/{team.pk}").json() == found
    caller.get("/teams/999", 404)
