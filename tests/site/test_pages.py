from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

DIRECTIONS = {"en": "ltr", "id": "ltr", "nl": "ltr", "fr": "ltr", "ar": "rtl", "pt": "ltr"}


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_signing_in_speaks_every_language(db: None, language: str, address: str) -> None:
    page = Client().get(address, headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}" dir="{DIRECTIONS[language]}">' in page
    assert page.count("<h1>") == 1
    assert "signup" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search/",
        "/accounts/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/3rdparty/",
        "/accounts/logout/",
    ],
)
def test_pages_of_ones_own(signed_in: Client, address: str) -> None:
    answer = signed_in.get(address, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    assert page.count('<main id="main"') == 1
    assert len(re.findall(r"<title>\s*\S.* · Muster</title>", page, re.DOTALL)) == 1
    assert "/accounts/email/" not in page
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_home_and_account_ask_to_sign_in(db: None) -> None:
    for address in ("/", "/accounts/"):
        assert Client().get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_health_asks_the_database(db: None) -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_what_has_no_page_finds_the_mark(db: None) -> None:
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/static/site/images/mark.svg")


def test_the_style_guide_is_not_served(signed_in: Client) -> None:
    assert signed_in.get("/styleguide/").status_code == 404
