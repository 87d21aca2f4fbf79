"""Tokens: made, kept as a digest, ended by hand and by what changes about their owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from muster.apps.accounts.models import Scope, Token
from muster.apps.accounts.selectors import token_find
from muster.apps.accounts.services import (
    token_create,
    token_end,
    token_note_use,
    user_activate,
    user_deactivate,
    user_set_roles,
)
from muster.apps.accounts.services.tokens import MOST_TOKENS, access_end_all
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db
READ = [Scope.HIRE_READ]


def soon() -> datetime:
    return timezone.now() + timedelta(days=1)


def test_a_token_is_kept_as_a_digest_and_found_by_its_secret(make_user: MakeUser) -> None:
    owner = make_user(Role.RECRUITER)
    token, text = token_create(actor=owner, name=" Report ", scopes=READ, expires_at=soon())
    assert text.startswith(f"muster_{token.prefix}_")
    secret = text.rpartition(f"{token.prefix}_")[2]
    kept = Token.objects.values().get(pk=token.pk)
    assert secret not in str(kept)
    assert (token.name, token.scopes) == ("Report", ["hire.read"])
    assert token_find(text=text) == token
    for wrong in (
        text[:-1],
        text + "x",
        f"muster_{token.prefix}_",
        "muster",
        "",
        f"x_{'y' * 10}_{secret}",
        "\0_\0_\0",
    ):
        assert token_find(text=wrong) is None
    [entry] = Entry.objects.filter(action="token.create")
    assert entry.detail == {"scopes": ["hire.read"]}
    assert list(verify_ledger()) == []


def test_it_ends_with_its_day_and_by_hand(make_user: MakeUser) -> None:
    owner, other, administrator = (
        make_user(Role.RECRUITER),
        make_user(Role.RECRUITER),
        make_user(Role.ADMINISTRATOR),
    )
    text = make_secret(owner)
    token = token_find(text=text)
    assert token is not None
    with pytest.raises(PermissionDenied):
        token_end(actor=other, token=token)
    token_end(actor=owner, token=token)
    assert token_find(text=text) is None
    ended_at = Token.objects.get(pk=token.pk).ended_at
    token_end(actor=administrator, token=token)
    assert Token.objects.get(pk=token.pk).ended_at == ended_at
    second = make_secret(owner)
    Token.objects.filter(ended_at=None).update(expires_at=timezone.now())
    assert token_find(text=second) is None


def test_it_ends_with_the_roles_and_the_account_of_its_owner(make_user: MakeUser) -> None:
    administrator, owner, other = (
        make_user(Role.ADMINISTRATOR),
        make_user(Role.RECRUITER),
        make_user(Role.EMPLOYEE),
    )
    text, others = make_secret(owner), make_secret(other)
    user_set_roles(actor=administrator, user=owner, roles=[Role.RECRUITER])
    assert token_find(text=text) is not None  # nothing changed
    user_set_roles(actor=administrator, user=owner, roles=[Role.RECRUITER, Role.EMPLOYEE])
    assert token_find(text=text) is None
    again = make_secret(owner)
    user_deactivate(actor=administrator, user=owner)
    assert token_find(text=again) is None
    user_activate(actor=administrator, user=owner)
    assert token_find(text=again) is None
    assert token_find(text=others) is not None
    assert Entry.objects.filter(action="token.end").count() == 2
    assert list(verify_ledger()) == []


def test_what_cannot_be_is_refused(make_user: MakeUser) -> None:
    owner, nobody = make_user(Role.RECRUITER), make_user()
    good: dict[str, Any] = {"name": "x", "scopes": READ, "expires_at": soon()}
    wrong: tuple[dict[str, Any], ...] = (
        {"name": "  "},
        {"scopes": []},
        {"scopes": [Scope.ACCOUNTS_MANAGE]},
        {"expires_at": timezone.now()},
        {"expires_at": timezone.now() + timedelta(days=400)},
    )
    for one in wrong:
        with pytest.raises(RefusedError):
            token_create(actor=owner, **{**good, **one})
    with pytest.raises(PermissionDenied):
        token_create(actor=nobody, **good)
    assert not Token.objects.exists()
    token_create(actor=make_user(Role.ADMINISTRATOR), **{**good, "scopes": [Scope.ACCOUNTS_MANAGE]})


def test_nobody_has_too_many(make_user: MakeUser) -> None:
    owner = make_user(Role.RECRUITER)
    for _number in range(MOST_TOKENS):
        make_secret(owner)
    with pytest.raises(RefusedError, match="many tokens"):
        make_secret(owner)


def test_its_use_is_noted_now_and_then_and_off_the_ledger(make_user: MakeUser) -> None:
    token = token_find(text=make_secret(make_user(Role.RECRUITER)))
    assert token is not None
    assert token.used_at is None
    entries = Entry.objects.count()
    token_note_use(token=token)
    first = Token.objects.get(pk=token.pk).used_at
    assert first is not None
    token_note_use(token=token)
    assert Token.objects.get(pk=token.pk).used_at == first
    Token.objects.update(used_at=first - timedelta(hours=1))
    token_note_use(token=Token.objects.get(pk=token.pk))
    assert Token.objects.get(pk=token.pk).used_at > first - timedelta(hours=1)  # type: ignore[operator]
    assert Entry.objects.count() == entries
    assert list(verify_ledger()) == []


def test_a_restore_ends_sessions_and_tokens(make_user: MakeUser, client: Client) -> None:
    owner = make_user(Role.RECRUITER)
    client.force_login(owner)
    text = make_secret(owner)
    access_end_all()
    assert token_find(text=text) is None
    assert client.get("/accounts/tokens/").status_code == 302
    assert list(verify_ledger()) == []
