"""Changing accounts: who may, what stays on the ledger, and that somebody is always left who can."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.accounts.models import User
from muster.apps.accounts.services import (
    user_activate,
    user_change_preferences,
    user_create,
    user_deactivate,
    user_set_roles,
)
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser


def actions() -> list[str]:
    return list(Entry.objects.values_list("action", flat=True))


@pytest.mark.django_db
def test_somebody_is_added_with_roles(make_user: MakeUser) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    user = user_create(
        actor=administrator, email=" Ada@Example.com ", name=" Ada ", roles=[Role.AUDITOR, Role.EMPLOYEE]
    )
    assert (user.email, user.name, user.has_usable_password()) == ("Ada@Example.com", "Ada", False)
    assert user.roles == {Role.AUDITOR, Role.EMPLOYEE}
    assert actions()[2:] == ["user.create", "role.grant", "role.grant"]
    assert {entry.actor_id for entry in Entry.objects.all()[2:]} == {administrator.pk}
    assert list(verify_ledger()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"email": "nonsense"}, "valid email"),
        ({"email": "ADA@example.com"}, "already exists|is taken"),
        ({"name": ""}, "blank"),
        ({"language": "tlh"}, "not a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    make_user: MakeUser, values: dict[str, str], told: str
) -> None:
    make_user(email="ada@example.com")
    with pytest.raises(RefusedError, match=told):
        user_create(**{"actor": None, "email": "new@example.com", "name": "New", **values})  # type: ignore[arg-type]
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_change_accounts(make_user: MakeUser, role: Role) -> None:
    actor, user = make_user(role), make_user()
    before = Entry.objects.count()
    for refused in (
        lambda: user_create(actor=actor, email="a@b.example", name="A"),
        lambda: user_set_roles(actor=actor, user=user, roles=[Role.ADMINISTRATOR]),
        lambda: user_set_roles(actor=actor, user=actor, roles=[Role.ADMINISTRATOR]),
        lambda: user_deactivate(actor=actor, user=user),
        lambda: user_activate(actor=actor, user=user),
    ):
        with pytest.raises(PermissionDenied, match="Only an administrator"):
            refused()
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_deactivated_administrator_may_do_nothing(make_user: MakeUser) -> None:
    first, second = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    user_deactivate(actor=first, user=second)
    with pytest.raises(PermissionDenied):
        user_activate(actor=second, user=second)
    user_activate(actor=first, user=second)
    assert User.objects.get(pk=second.pk).is_active


@pytest.mark.django_db
def test_exactly_the_roles_that_were_chosen(make_user: MakeUser) -> None:
    administrator, user = make_user(Role.ADMINISTRATOR), make_user(Role.AUDITOR, Role.EMPLOYEE)
    stamp = user.stamp
    user_set_roles(actor=administrator, user=user, roles=[Role.EMPLOYEE, Role.RECRUITER])
    assert User.objects.get(pk=user.pk).roles == {Role.EMPLOYEE, Role.RECRUITER}
    assert user.stamp != stamp
    assert actions()[-3:] == ["role.grant", "role.revoke", "user.end_sessions"]
    before = Entry.objects.count()
    user_set_roles(actor=administrator, user=user, roles=[Role.RECRUITER, Role.EMPLOYEE])
    assert Entry.objects.count() == before, "nothing changed, and nothing is told"
    assert list(verify_ledger()) == []


@pytest.mark.django_db
def test_the_only_administrator_stays(make_user: MakeUser) -> None:
    only = make_user(Role.ADMINISTRATOR)
    with pytest.raises(RefusedError, match="only administrator"):
        user_set_roles(actor=only, user=only, roles=[])
    with pytest.raises(RefusedError, match="only administrator"):
        user_deactivate(actor=only, user=only)
    assert only.roles == {Role.ADMINISTRATOR}


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one(make_user: MakeUser) -> None:
    first, second = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    together, told = threading.Barrier(2), []

    def remove(actor: User, user: User) -> None:
        try:
            together.wait(timeout=30)
            user_set_roles(actor=actor, user=user, roles=[])
            told.append("done")
        except (RefusedError, PermissionDenied):
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "refused"]


@pytest.mark.django_db
def test_one_s_own_preferences(make_user: MakeUser) -> None:
    user = make_user()
    user_change_preferences(actor=user, language="ar", theme="dark")
    assert (user.language, user.theme) == ("ar", "dark")
    with pytest.raises(RefusedError):
        user_change_preferences(actor=user, language="tlh", theme="dark")
    assert User.objects.get(pk=user.pk).language == "ar"
    assert list(verify_ledger()) == []
