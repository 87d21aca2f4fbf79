from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from muster.apps.accounts.models import User
from muster.apps.core.links import Hit
from muster.apps.core.roles import Person
from muster.site import search as module
from muster.site.search import find


def people(person: Person, text: str, limit: int) -> list[Hit]:
    names = ["Ines Amrani", "<b>Ines</b>", "Tomasz Brandt"]
    return [Hit(name, "/people/1/", "People", "Runtime") for name in names if text.lower() in name.lower()][
        :limit
    ]


@pytest.fixture(autouse=True)
def providers(settings: Settings) -> Iterator[None]:
    settings.SITE_SEARCHES = [f"{__name__}.people"]
    module._providers.cache_clear()
    yield
    module._providers.cache_clear()


def test_it_finds_pages_and_what_the_sections_find(ada: User) -> None:
    assert [(hit.kind, hit.label) for hit in find(person=ada, text="tomasz")] == [("People", "Tomasz Brandt")]
    assert [(hit.kind, hit.label) for hit in find(person=ada, text="ACCOUNT your")] == [
        ("Pages", "Your account")
    ]
    assert len(find(person=ada, text="ines", limit=1)) == 1


def test_without_a_text_it_offers_pages_alone(ada: User) -> None:
    assert {hit.kind for hit in find(person=ada, text="")} == {"Pages"}


def test_the_palette_gets_options(signed_in: Client) -> None:
    answer = signed_in.get("/search/?q=ines", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert page.count('role="option"') == 2
    assert "&lt;b&gt;Ines&lt;/b&gt;" in page
    assert "HX-Request" in answer.headers["Vary"]


def test_without_script_it_is_a_page(signed_in: Client) -> None:
    page = signed_in.get("/search/?q=ines").content.decode()
    assert "<html" in page
    assert 'value="ines"' in page
    assert "Tomasz" not in page


def test_nothing_found_says_so(signed_in: Client) -> None:
    assert "Nothing is called" in signed_in.get("/search/?q=%3Cq%3E").content.decode()


def test_a_long_text_is_cut(signed_in: Client) -> None:
    assert signed_in.get("/search/", {"q": "a" * 5000}).status_code == 200


def test_it_is_for_those_who_are_signed_in(db: None) -> None:
    assert Client().get("/search/?q=ines").status_code == 302


def test_it_only_reads(signed_in: Client) -> None:
    assert signed_in.post("/search/", {"q": "ines"}).status_code == 405


def test_what_no_database_can_look_for_does_not_reach_the_sections(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(person: Person, text: str, limit: int) -> list[Hit]:
        asked.append(text)
        return []

    with monkeypatch.context() as patch:
        patch.setattr(module, "_providers", lambda: [note])
        assert signed_in.get("/search/?q=a%00@b%00").status_code == 200
    assert asked == ["a @b"]
