"""Pages of employees."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, EndReason
from muster.apps.org.services.employees import employee_end_spell
from muster.apps.org.views import people
from tests.apps.org.conftest import Company
from tests.apps.org.views.conftest import SignIn

MOST_QUERIES = 15


def names(page: object) -> list[str]:
    return [one.name for one in page.context["page"].rows]  # type: ignore[attr-defined]


def test_the_table_is_by_name_and_narrows(company: Company, colleague: User, sign_in: SignIn) -> None:
    browser, address = sign_in(colleague), reverse("org:employees")
    everybody = ["Ada Abara", "Ben Okoye", "Dan van Dijk", "Eve Świątek", "Lea Roux"]
    assert names(browser.get(address)) == everybody
    team = str(company.teams["Research"].pk)
    assert names(browser.get(address, {"team": team})) == ["Ben Okoye", "Dan van Dijk", "Eve Świątek"]
    assert names(browser.get(address, {"team": team, "q": "SWIATEK eve"})) == ["Eve Świątek"]
    assert names(browser.get(address, {"manager": "e-0001"})) == ["Ben Okoye", "Lea Roux"]
    assert names(browser.get(address, {"family": company.families["Counsel"].pk})) == ["Lea Roux"]
    assert names(browser.get(address, {"q": "' OR 1=1 --"})) == []
    assert names(browser.get(address, {"team": "x", "on": "yesterday"})) == everybody


def test_pages_lead_to_one_another(
    company: Company, colleague: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ROWS", 2)
    browser, address, seen, after = sign_in(colleague), reverse("org:employees"), [], None
    for _ in range(3):
        page = browser.get(address, {"after": after} if after else {})
        seen += names(page)
        after = page.context["page"].next
    assert (len(set(seen)), after) == (5, None)


def test_who_left_is_seen_by_those_whose_work_it_is(
    company: Company, partner: User, colleague: User, sign_in: SignIn
) -> None:
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=partner, employee=eve, ends_on=date(2024, 1, 31), reason=EndReason.RESIGNED)
    index, own = reverse("org:employees"), reverse("org:employee", args=[eve.pk])
    assert "Eve Świątek" not in names(sign_in(colleague).get(index, {"left": "on", "on": "2023-01-01"}))
    assert sign_in(colleague).get(own).status_code == 404
    assert "Eve Świątek" in names(sign_in(partner).get(index, {"left": "on"}))
    assert "Eve Świątek" in names(sign_in(partner).get(index, {"on": "2023-01-01"}))
    assert "Eve Świątek" not in names(sign_in(partner).get(index, {"on": "2024-02-01"}))
    assert "Resigned" in sign_in(partner).get(own).content.decode()


def test_spells_are_for_oneself_ones_managers_and_those_whose_work_it_is(
    company: Company, partner: User, colleague: User, stranger: User, sign_in: SignIn
) -> None:
    eve, ada, dan = (company.people[name] for name in ("Eve Świątek", "Ada Abara", "Dan van Dijk"))
    address = reverse("org:employee", args=[eve.pk])
    told = {}
    for employee in (eve, ada, dan):
        Employee.objects.filter(user=colleague).update(user=None)
        Employee.objects.filter(pk=employee.pk).update(user=colleague)
        told[employee.name] = sign_in(colleague).get(address).context["shown"].spells is not None
    assert told == {"Eve Świątek": True, "Ada Abara": True, "Dan van Dijk": False}
    assert sign_in(partner).get(address).context["shown"].spells is not None


def test_the_page_shows_the_way_up_and_down(company: Company, colleague: User, sign_in: SignIn) -> None:
    ben, eve = company.people["Ben Okoye"], company.people["Eve Świątek"]
    browser = sign_in(colleague)
    shown = browser.get(reverse("org:employee", args=[eve.pk])).context["shown"]
    assert [one.name for one in shown.chain] == ["Ben Okoye", "Ada Abara"]
    shown = browser.get(reverse("org:employee", args=[ben.pk])).context["shown"]
    assert [one.name for one in shown.reports] == ["Dan van Dijk", "Eve Świątek"]


@pytest.mark.parametrize("name", ["employees", "employee"])
def test_queries_do_not_grow_with_the_company(
    company: Company, partner: User, sign_in: SignIn, name: str
) -> None:
    browser = sign_in(partner)
    address = reverse(f"org:{name}", args=[company.people["Ben Okoye"].pk] if name == "employee" else [])
    browser.get(address)
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
    for number in range(12):
        company.hire(f"Person {number}", "Models", "Ben Okoye" if number % 2 else f"Person {number - 1}")
    with CaptureQueriesContext(connection) as after:
        browser.get(address)
    assert len(after) == len(before) <= MOST_QUERIES


def test_a_working_life_in_the_browser(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    post: dict[str, str | int] = {
        "team": company.teams["Data"].pk,
        "level": company.levels["L4"].pk,
        "family": company.families["Engineer"].pk,
        "location": company.locations["Jakarta"].pk,
        "manager": "E-0002",
    }
    person: dict[str, str | int] = {
        "code": "E-77",
        "name": "Gus Moe",
        "email": "gus@company.example",
        "starts_on": "2024-01-01",
    }
    assert browser.post(reverse("org:employee-new"), post | person).status_code == 302
    gus = Employee.objects.get(code="E-77")
    steps: dict[str, dict[str, str | int]] = {
        "employee-post": post | {"team": company.teams["Legal"].pk},
        "employee-name": {"name": "Gus Mø", "email": "gus.mo@company.example"},
        "employee-leave": {"ends_on": "2025-01-31", "reason": "resigned"},
        "employee-return": post | {"starts_on": "2025-06-01"},
    }
    for name, form in steps.items():
        address = reverse(f"org:{name}", args=[gus.pk])
        version = browser.get(address).context["version"]
        assert browser.post(address, form | {"version": version}).status_code == 302, name
        assert browser.post(address, form | {"version": version}).status_code == 409, name
    gus.refresh_from_db()
    assert (gus.name, gus.is_active, gus.team.name, gus.spells.count()) == ("Gus Mø", True, "Data", 2)


def test_what_is_refused_stands_on_the_form(company: Company, partner: User, sign_in: SignIn) -> None:
    address = reverse("org:employee-leave", args=[company.people["Eve Świątek"].pk])
    page = sign_in(partner).post(address, {"ends_on": "2001-01-01", "reason": "resigned"})
    assert page.status_code == 200
    assert "cannot be before the first" in page.content.decode()
