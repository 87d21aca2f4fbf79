from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from muster.apps.accounts.models import User


def test_whoever_is_signed_in_keeps_the_choice(signed_in: Client, ada: User) -> None:
    answer = signed_in.post("/preferences/", {"language": "ar", "next": "/accounts/?a=1"})
    assert answer.headers["Location"] == "/accounts/?a=1"
    signed_in.post("/preferences/", {"theme": "dark"})
    ada.refresh_from_db()
    assert (ada.language, ada.theme) == ("ar", "dark")
    page = signed_in.get("/").content.decode()
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page


def test_without_signing_in_cookies_keep_it(db: None) -> None:
    client = Client()
    client.post("/preferences/", {"language": "fr", "theme": "light"})
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="fr" dir="ltr" data-theme="light">' in page
    assert all(client.cookies[name]["httponly"] for name in (settings.LANGUAGE_COOKIE_NAME, "theme"))


def test_the_theme_alone_keeps_the_language(db: None) -> None:
    client = Client(headers={"Accept-Language": "nl"})
    client.post("/preferences/", {"theme": "dark"})
    assert '<html lang="nl" dir="ltr" data-theme="dark">' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(db: None, wanted: str) -> None:
    answer = Client().post("/preferences/", {"language": "en", "next": wanted})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("choice", [{"language": "xx"}, {"theme": "pink"}])
def test_it_refuses_what_there_is_not(signed_in: Client, ada: User, choice: dict[str, str]) -> None:
    answer = signed_in.post("/preferences/", choice)
    assert answer.status_code == 422
    ada.refresh_from_db()
    assert (ada.language, ada.theme) == ("en", "auto")


def test_a_link_changes_nothing(signed_in: Client) -> None:
    assert signed_in.get("/preferences/?language=fr").status_code == 405


def test_a_forged_theme_does_no_harm(db: None) -> None:
    client = Client()
    client.cookies["theme"] = '"><script>'
    assert "<script>" not in client.get("/accounts/login/").content.decode()
