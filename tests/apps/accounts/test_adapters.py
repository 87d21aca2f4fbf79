"""How allauth's flows meet the ledger: passwords, a second factor, a first sign-in by a provider."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from muster.apps.accounts.adapters import AccountAdapter, SocialAccountAdapter
from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"  # noqa: S105
NEWER = "staple correct horse"


def test_nobody_makes_an_account(client: Client) -> None:
    request = RequestFactory().get("/")
    assert not AccountAdapter().is_open_for_signup(request)
    assert not SocialAccountAdapter().is_open_for_signup(request, None)
    assert client.get("/accounts/signup/").status_code == 404


def test_a_forgotten_password_is_chosen_anew_on_the_ledger(make_user: MakeUser, client: Client) -> None:
    user = make_user(email="ada@example.com")
    client.post(reverse("account_reset_password"), {"email": "ADA@example.com"})
    [message] = mail.outbox
    found = re.search(r"https?://[^/]+(/\S+)", str(message.body))
    assert found
    form = client.get(found[1], follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEWER, "password2": NEWER})
    assert done.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEWER)
    assert "user.set_password" in Entry.objects.values_list("action", flat=True)
    assert list(verify_ledger()) == []


def test_a_changed_password_ends_other_sessions(make_user: MakeUser) -> None:
    user = make_user(email="ada@example.com", password=PASSWORD)
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        assert client.get("/accounts/").status_code == 200
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEWER, "password2": NEWER}
    )
    assert elsewhere.get("/accounts/").status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEWER)
    assert list(verify_ledger()) == []


def login_by(*addresses: tuple[str, bool]) -> Any:
    """Return what allauth hands over of a first sign-in by a provider."""
    connected: list[User] = []
    return SimpleNamespace(
        is_existing=False,
        email_addresses=[SimpleNamespace(email=email, verified=verified) for email, verified in addresses],
        connect=lambda request, user: connected.append(user),
        connected=connected,
    )


def request() -> Any:
    from django.contrib.messages.middleware import MessageMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware

    made = RequestFactory().get("/")
    for middleware in (SessionMiddleware, MessageMiddleware):
        middleware(lambda _: None).process_request(made)  # type: ignore[arg-type]
    return made


def test_a_provider_signs_in_whoever_has_the_verified_address(make_user: MakeUser) -> None:
    user = make_user(email="ada@example.com")
    login = login_by(("ADA@example.com", True))
    SocialAccountAdapter().pre_social_login(request(), login)
    assert login.connected == [user]


@pytest.mark.parametrize("addresses", [[("ada@example.com", False)], [("eve@example.com", True)], []])
def test_a_provider_signs_in_nobody_else(make_user: MakeUser, addresses: list[tuple[str, bool]]) -> None:
    make_user(email="ada@example.com")
    login = login_by(*addresses)
    with pytest.raises(ImmediateHttpResponse):
        SocialAccountAdapter().pre_social_login(request(), login)
    assert login.connected == []


def test_a_provider_does_not_sign_in_who_was_deactivated(make_user: MakeUser) -> None:
    user = make_user(email="ada@example.com")
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        SocialAccountAdapter().pre_social_login(request(), login_by((user.email, True)))
