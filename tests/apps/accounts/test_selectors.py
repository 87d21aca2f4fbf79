"""Reading accounts: everybody for those who may see that, oneself for all others."""

from __future__ import annotations

import pytest

from muster.apps.accounts.models import User
from muster.apps.accounts.rules import may_manage_users, may_see_users
from muster.apps.accounts.selectors import user_get, user_list
from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_who_sees_whom(make_user: MakeUser, role: Role) -> None:
    person, other = make_user(role), make_user()
    seen = set(user_list(person=person))
    assert seen == ({person, other} if role in {Role.ADMINISTRATOR, Role.AUDITOR} else {person})
    assert user_get(person=person, pk=person.pk) == person
    if other not in seen:
        with pytest.raises(User.DoesNotExist):
            user_get(person=person, pk=other.pk)


def test_filters(make_user: MakeUser) -> None:
    person = make_user(Role.ADMINISTRATOR, name="Ada", email="ada@example.com")
    bob = make_user(Role.AUDITOR, name="Bob", email="bob@elsewhere.example")
    assert list(user_list(person=person, text="elsewhere")) == [bob]
    assert list(user_list(person=person, text="aD")) == [person]
    assert list(user_list(person=person, role="auditor")) == [bob]
    assert list(user_list(person=person, role="nonsense")) == [person, bob]


def test_rules(make_user: MakeUser) -> None:
    who = {role: make_user(role) for role in Role}
    assert {role for role, one in who.items() if may_see_users(one)} == {Role.ADMINISTRATOR, Role.AUDITOR}
    assert {role for role, one in who.items() if may_manage_users(one)} == {Role.ADMINISTRATOR}
