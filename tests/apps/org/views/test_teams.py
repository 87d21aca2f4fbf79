"""Pages of teams."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.org.models import Team
from tests.apps.org.conftest import Company
from tests.apps.org.views.conftest import SignIn

MOST_QUERIES = 15


def test_the_tree_has_every_team_with_its_head_count(
    company: Company, colleague: User, sign_in: SignIn
) -> None:
    page = sign_in(colleague).get(reverse("org:teams"))
    totals = {node.team.name: (node.own, node.total) for node in page.context["tree"].walk()}
    assert totals == {
        "Company": (1, 5),
        "Research": (1, 3),
        "Models": (1, 1),
        "Data": (1, 1),
        "Legal": (1, 1),
    }
    assert page.content.decode().count("<details") >= 2


@pytest.mark.parametrize("name", ["teams", "team"])
def test_queries_do_not_grow_with_the_company(
    company: Company, colleague: User, sign_in: SignIn, name: str
) -> None:
    browser = sign_in(colleague)
    address = reverse(f"org:{name}", args=[company.teams["Research"].pk] if name == "team" else [])
    browser.get(address)
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
    for number in range(8):
        company.add_team(f"Team {number}", under="Research" if number % 2 else "Company")
        company.hire(f"Person {number}", f"Team {number}", "Ben Okoye")
        company.hire(f"Other {number}", "Research", "Ben Okoye")
    with CaptureQueriesContext(connection) as after:
        browser.get(address)
    assert len(after) == len(before) <= MOST_QUERIES


def test_a_team_is_added_and_changed(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    browser.post(reverse("org:team-new"), {"name": "Robotics", "parent": company.teams["Research"].pk})
    team = Team.objects.get(name="Robotics")
    address = reverse("org:team-edit", args=[team.pk])
    version = browser.get(address).context["version"]
    form = {"name": "Robots", "parent": company.teams["Legal"].pk, "lead": "e-0003", "version": version}
    assert browser.post(address, form).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.parent, team.lead) == (
        "Robots",
        company.teams["Legal"],
        company.people["Eve Świątek"],
    )
    assert browser.post(address, form | {"name": "Late"}).status_code == 409


def test_what_is_refused_stands_on_the_form(company: Company, partner: User, sign_in: SignIn) -> None:
    address = reverse("org:team-edit", args=[company.teams["Research"].pk])
    form = {"name": "Research", "parent": company.teams["Models"].pk, "lead": ""}
    page = sign_in(partner).post(address, form)
    assert page.status_code == 200
    assert "is a part of" in page.content.decode()
    page = sign_in(partner).post(address, form | {"parent": "", "lead": "nobody"})
    assert "no employee with this number" in page.content.decode()


def test_a_team_that_is_not_there(company: Company, colleague: User, sign_in: SignIn) -> None:
    assert sign_in(colleague).get(reverse("org:team", args=[10**9])).status_code == 404


def test_names_are_never_markup(company: Company, colleague: User, sign_in: SignIn) -> None:
    company.add_team("<script>alert(1)</script>", under="Legal")
    assert "<script>alert(1)" not in sign_in(colleague).get(reverse("org:teams")).content.decode()
