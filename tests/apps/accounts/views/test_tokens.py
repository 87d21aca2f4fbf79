"""The page on which people make and end their tokens."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.test import Client

from muster.apps.accounts.models import Token, User
from muster.apps.accounts.selectors import token_find
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db
VALUES = {"name": "Weekly report", "scopes": ["hire.read"], "days": "30"}


def signed_in_lately(person: User) -> Client:
    """Return a browser in which somebody has just entered their password."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def test_a_secret_is_shown_once(make_user: MakeUser, django_assert_max_num_queries: Any) -> None:
    client = signed_in_lately(make_user(Role.RECRUITER))
    response = client.post("/accounts/tokens/", VALUES)
    assert response["Cache-Control"] == "no-store, private"
    [secret] = set(re.findall(r"muster_\w+_[\w-]{43}", response.content.decode()))
    token = token_find(text=secret)
    assert token is not None
    assert (token.name, token.scopes) == ("Weekly report", ["hire.read"])
    with django_assert_max_num_queries(15):
        again = client.get("/accounts/tokens/").content.decode()
    assert "Weekly report" in again
    assert secret not in again
    assert "muster_" not in again


def test_what_is_refused_stays_in_the_form(make_user: MakeUser) -> None:
    client = signed_in_lately(make_user(Role.RECRUITER))
    cases: list[dict[str, Any]] = [
        {"scopes": ["accounts.manage"]},
        {"scopes": []},
        {"name": ""},
        {"days": "100000"},
    ]
    for wrong in cases:
        page = client.post("/accounts/tokens/", {**VALUES, **wrong})
        assert page.status_code == 200
        assert not Token.objects.exists()


def test_a_token_is_made_by_who_has_just_signed_in(make_user: MakeUser) -> None:
    client = Client()
    client.force_login(make_user(Role.RECRUITER, password="a pass phrase of mine"))
    assert client.get("/accounts/tokens/").status_code == 200
    response = client.post("/accounts/tokens/", VALUES)
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not Token.objects.exists()


def test_it_is_ended_by_its_owner_and_by_administrators(make_user: MakeUser) -> None:
    owner, other, administrator = (
        make_user(Role.RECRUITER),
        make_user(Role.RECRUITER),
        make_user(Role.ADMINISTRATOR),
    )
    secrets = [make_secret(owner), make_secret(owner)]
    first, second = Token.objects.order_by("pk")
    client = Client()
    client.force_login(other)
    assert client.post(f"/accounts/tokens/{first.pk}/end/").status_code == 404
    client.force_login(owner)
    assert client.post(f"/accounts/tokens/{first.pk}/end/")["Location"] == "/accounts/tokens/"
    assert token_find(text=secrets[0]) is None
    client.force_login(administrator)
    assert second.prefix in client.get(f"/accounts/people/{owner.pk}/").content.decode()
    assert client.post(f"/accounts/tokens/{second.pk}/end/")["Location"] == f"/accounts/people/{owner.pk}/"
    assert token_find(text=secrets[1]) is None
    assert second.prefix not in client.get(f"/accounts/people/{owner.pk}/").content.decode()


def test_who_has_no_role_makes_none(make_user: MakeUser) -> None:
    assert signed_in_lately(make_user()).get("/accounts/tokens/").status_code == 403
