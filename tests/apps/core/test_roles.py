"""Roles, and what follows from them in the core."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role, require
from muster.apps.core.rules import may_see_all_jobs, may_see_ledger
from tests.apps.conftest import MakeUser


@pytest.mark.django_db
def test_one_of_several_is_enough_while_somebody_is_active(make_user: MakeUser) -> None:
    person = make_user(Role.RECRUITER, Role.EMPLOYEE)
    assert has_role(person, Role.AUDITOR, Role.RECRUITER)
    assert not has_role(person, Role.AUDITOR)
    assert not has_role(person)
    person.is_active = False
    assert not has_role(person, Role.RECRUITER)


def test_what_is_not_allowed_is_refused_with_the_sentence() -> None:
    require(True, "never told")
    with pytest.raises(PermissionDenied, match=r"^Only so\.$"):
        require(False, "Only so.")


@pytest.mark.django_db
def test_the_ledger_is_the_auditor_s_and_jobs_the_administrator_s(make_user: MakeUser) -> None:
    who: dict[Role, User] = {role: make_user(role) for role in Role}
    assert [role for role, one in who.items() if may_see_ledger(one)] == [Role.AUDITOR]
    assert [role for role, one in who.items() if may_see_all_jobs(one)] == [Role.ADMINISTRATOR]
