"""Users: found whatever the case of their e-mail, roles, sessions, passwords hashed anew on the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from muster.apps.accounts.models import RoleGrant, User, new_stamp
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


def test_a_user_is_found_whatever_the_case(make_user: MakeUser) -> None:
    user = make_user(email="Ada@Example.com")
    assert User.objects.get_by_natural_key("aDA@example.COM") == user


def test_an_e_mail_is_taken_whatever_its_case(make_user: MakeUser) -> None:
    make_user(email="ada@example.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ADA@example.com", name="Other")


def test_names(make_user: MakeUser) -> None:
    user = make_user(Role.AUDITOR, name="Ada")
    assert (str(user), user.get_full_name(), str(User(email="a@b.c"))) == ("Ada", "Ada", "a@b.c")
    assert str(RoleGrant.objects.get()) == "Ada: Auditor"


def test_roles_are_asked_for_once(make_user: MakeUser, django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=make_user(Role.AUDITOR, Role.EMPLOYEE).pk)
    with django_assert_num_queries(1):
        assert user.roles == user.roles == {Role.AUDITOR, Role.EMPLOYEE}
    assert user.is_staff is False


def test_a_session_s_key_changes_with_the_password_and_the_stamp(make_user: MakeUser, settings: Any) -> None:
    user = make_user(password="one")
    keys = {user.get_session_auth_hash()}
    user.stamp = new_stamp()
    keys.add(user.get_session_auth_hash())
    user.set_password("two")
    keys.add(user.get_session_auth_hash())
    assert len(keys) == 3
    before = user.get_session_auth_hash()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert list(user.get_session_auth_fallback_hash()) == [before]


def test_a_password_hashed_by_an_older_method_is_hashed_anew_on_the_ledger(
    make_user: MakeUser, settings: Any
) -> None:
    user = make_user(password="one")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert not user.check_password("two")
    assert user.check_password("one")
    assert User.objects.get(pk=user.pk).password.startswith("argon2")
    assert Entry.objects.latest("sequence").action == "user.renew_password_hash"
    assert list(verify_ledger()) == []
