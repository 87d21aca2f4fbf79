"""Who may open which page: one who may, one beside them, one stranger, and nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.org.services.imports.requests import import_check
from tests.apps.org.conftest import Company
from tests.apps.org.views.conftest import SignIn

FOR_ALL = ("teams", "team", "employees", "employee", "locations", "ladders")
FOR_CHANGERS = (
    "team-new",
    "team-edit",
    "employee-new",
    "employee-post",
    "employee-name",
    "employee-leave",
    "employee-return",
    "location-new",
    "location-edit",
    "level-new",
    "level-edit",
    "family-new",
    "family-edit",
    "imports",
    "import",
    "import-progress",
)
POSTED = ("import-apply", "import-give-up")
OVER = ("import-columns",)  # of a file that cannot be read


@pytest.fixture
def addresses(company: Company, partner: User) -> dict[str, str]:
    one = import_check(actor=partner, name="people.csv", content=b"")
    rows = {
        "team": company.teams["Data"],
        "employee": company.people["Eve Świątek"],
        "location": company.locations["Cairo"],
        "level": company.levels["L5"],
        "family": company.families["Counsel"],
        "import": one,
    }

    def address(name: str) -> str:
        row = rows.get(name.partition("-")[0])
        about_one = name in rows or (row is not None and not name.endswith("-new"))
        return reverse(f"org:{name}", args=[row.pk] if about_one and row is not None else [])

    return {name: address(name) for name in (*FOR_ALL, *FOR_CHANGERS, *POSTED, *OVER)}


def test_every_address_is_walked(addresses: dict[str, str]) -> None:
    from muster.apps.org.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == set(addresses)


def test_who_may_open_which_page(
    addresses: dict[str, str], partner: User, colleague: User, stranger: User, sign_in: SignIn
) -> None:
    expected = dict.fromkeys(FOR_ALL, (200, 200, 403))
    expected |= dict.fromkeys(FOR_CHANGERS, (200, 403, 403))
    expected |= dict.fromkeys(POSTED, (405, 403, 403)) | dict.fromkeys(OVER, (409, 403, 403))
    browsers = [sign_in(person) for person in (partner, colleague, stranger)]
    found = {
        name: tuple(browser.get(address).status_code for browser in browsers)
        for name, address in addresses.items()
    }
    assert found == expected


def test_who_is_not_signed_in_is_asked_to(addresses: dict[str, str]) -> None:
    for address in addresses.values():
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["location"]


def test_nobody_changes_anything_who_may_not(
    addresses: dict[str, str], colleague: User, stranger: User, sign_in: SignIn
) -> None:
    for person in (colleague, stranger):
        browser = sign_in(person)
        for name in (*FOR_CHANGERS, *POSTED, *OVER):
            assert browser.post(addresses[name], {"name": "Mine"}).status_code == 403


def test_forms_are_safe_from_other_sites(addresses: dict[str, str], partner: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(partner)
    assert browser.post(addresses["team-new"], {"name": "Mine"}).status_code == 403
