"""Loading the fictional company."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.apps.core.roles import Role
from muster.apps.org.models import Employee, Spell, Team
from muster.apps.org.selectors.teams import team_tree
from muster.apps.org.services.load import load_organisation
from muster.demo.organisation import Organisation, build_organisation


@pytest.fixture(scope="module")
def halcyon() -> Organisation:
    return build_organisation(seed=3)


@pytest.mark.django_db
def test_the_company_is_there_as_it_is_on_the_day(
    halcyon: Organisation, make_user: Callable[..., object], ledger_holds: Callable[[], None]
) -> None:
    auditor = make_user(Role.AUDITOR)
    someone = halcyon.employees[0].id
    loaded = load_organisation(organisation=halcyon, today=halcyon.until, users={someone: auditor})  # type: ignore[dict-item]
    ends = {one.spell_id: one.last_day for one in halcyon.departures}
    here = {
        one.employee_id
        for one in halcyon.spells
        if one.started_on <= halcyon.until <= ends.get(one.id, halcyon.until)
    }
    assert set(Employee.objects.filter(is_active=True).values_list("code", flat=True)) == here
    assert Spell.objects.count() == len(halcyon.spells)
    assert loaded.employees[someone].user == auditor
    tree = team_tree(person=auditor)  # type: ignore[arg-type]
    assert len(tree.roots) == 1
    assert tree.roots[0].total == len(here)
    assert Team.objects.exclude(lead=None).exists()
    heads = Employee.objects.filter(is_active=True, manager=None)
    assert heads.count() == 1
    ledger_holds()
