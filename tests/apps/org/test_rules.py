"""Who may do what with the organisation, role by role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.org.rules import may_change_organisation, may_see_history, may_see_organisation

CHANGERS = {Role.ADMINISTRATOR, Role.PEOPLE_PARTNER}
HISTORIANS = CHANGERS | {Role.COMPENSATION_PARTNER, Role.EXECUTIVE, Role.AUDITOR}


@pytest.mark.parametrize("role", list(Role))
def test_roles(make_user: Callable[..., User], role: Role) -> None:
    person = make_user(role)
    assert may_see_organisation(person)
    assert may_change_organisation(person) == (role in CHANGERS)
    assert may_see_history(person) == (role in HISTORIANS)
    person.is_active = False
    assert not may_see_organisation(person)
    assert not may_change_organisation(person)


def test_no_role_no_organisation(stranger: User) -> None:
    assert not may_see_organisation(stranger)
