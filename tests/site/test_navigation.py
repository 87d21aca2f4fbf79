from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from muster.apps.accounts.models import User
from muster.apps.core.links import Link
from muster.apps.core.roles import Person
from muster.site import navigation as module
from muster.site.navigation import navigation, sections_of


def pay(person: Person) -> list[Link]:
    return [Link("Offers", "/pay/"), Link("Grants", "/pay/grants/")]


def org(person: Person) -> list[Link]:
    return [Link("Teams", "/org/teams/")]


def accounts(person: Person) -> list[Link]:
    return [Link("People", "/accounts/people/")]


def hire(person: Person) -> list[Link]:
    return []


@pytest.fixture
def menus(settings: Settings) -> Iterator[None]:
    settings.SITE_MENUS = {name: f"{__name__}.{name}" for name in ("org", "hire", "pay", "accounts")}
    module._menus.cache_clear()
    yield
    module._menus.cache_clear()


@pytest.mark.usefixtures("menus")
def test_sections_come_in_the_order_of_the_loop_and_only_with_pages(ada: User) -> None:
    sections = sections_of(ada)
    assert [section.name for section in sections] == ["pay", "org", "accounts"]
    assert [section.url for section in sections] == ["/pay/", "/org/teams/", "/accounts/people/"]
    assert [section.is_foundation for section in sections] == [False, True, True]


@pytest.mark.usefixtures("menus")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/pay/grants/7/", "pay"),
        ("/org/teams/", "org"),
        ("/accounts/people/3/", "accounts"),
        ("/org/levels/", "org"),
        ("/", None),
        ("/x/", None),
        ("/accounts/2fa/", None),
    ],
)
def test_a_page_knows_its_section(ada: User, path: str, name: str | None) -> None:
    request = RequestFactory().get(path)
    request.user = ada
    section = navigation(request)["section"]
    assert (section.name if section else None) == name  # type: ignore[attr-defined]


@pytest.mark.usefixtures("menus")
def test_home_leads_to_each_section(signed_in: Client) -> None:
    page = signed_in.get("/").content.decode()
    assert page.count('href="/pay/"') == 2  # in the header and in the page
    assert 'data-section=""' in page


@pytest.mark.usefixtures("menus")
def test_the_header_shows_where_one_is(signed_in: Client) -> None:
    page = signed_in.get("/pay/").content.decode()
    assert 'data-section="pay"' in page
    assert 'href="/pay/" aria-current="page"' in page
    assert 'href="/pay/grants/"' in page


def test_who_is_not_signed_in_sees_no_section(db: None) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert 'class="sections"' not in page
    assert 'id="palette"' not in page


def test_the_sections_of_the_settings_can_be_opened(signed_in: Client, ada: User) -> None:
    for section in sections_of(ada):
        for link in section.pages:
            assert signed_in.get(link.url).status_code == 200
