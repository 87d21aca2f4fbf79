"""Pages come in the language that the person chose."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("nl", "ltr")])
def test_the_language_of_the_person_before_that_of_the_browser(
    make_user: MakeUser, client: Client, language: str, direction: str
) -> None:
    client.force_login(make_user(language=language))
    page = client.get("/accounts/", headers={"Accept-Language": "fr"}).content.decode()
    assert f'lang="{language}"' in page
    assert f'dir="{direction}"' in page


def test_the_language_of_the_browser_for_whoever_is_not_signed_in(client: Client) -> None:
    page = client.get("/accounts/login/", headers={"Accept-Language": "fr"}).content.decode()
    assert 'lang="fr"' in page
