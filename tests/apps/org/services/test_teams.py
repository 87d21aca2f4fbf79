"""Changing the tree of teams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.org.models import EndReason, Team
from muster.apps.org.services.employees import employee_end_spell
from muster.apps.org.services.teams import team_create, team_move, team_rename, team_set_lead
from tests.apps.org.conftest import Company

pytestmark = pytest.mark.django_db


def test_a_people_partner_builds_the_tree_on_the_record(
    company: Company, partner: User, ledger_holds: Callable[[], None]
) -> None:
    team = team_create(actor=partner, name=" Robotics ", parent=company.teams["Research"])
    team_rename(actor=partner, team=team, name="Robots")
    team_move(actor=partner, team=team, parent=company.teams["Company"])
    team_set_lead(actor=partner, team=team, lead=company.people["Eve Świątek"])
    stored = Team.objects.get(pk=team.pk)
    assert (stored.name, stored.parent, stored.lead) == (
        "Robots",
        company.teams["Company"],
        company.people["Eve Świątek"],
    )
    entries = Entry.objects.filter(kind="org.team", row=team.pk).order_by("sequence")
    assert [entry.action for entry in entries] == ["team.create", "team.rename", "team.move", "team.set_lead"]
    assert {entry.actor_id for entry in entries} == {partner.pk}
    ledger_holds()


def test_others_change_nothing(company: Company, colleague: User, stranger: User) -> None:
    team, entries = company.teams["Data"], Entry.objects.count()
    for person in (colleague, stranger):
        for attempt in (
            lambda who: team_create(actor=who, name="Mine"),
            lambda who: team_rename(actor=who, team=team, name="Mine"),
            lambda who: team_move(actor=who, team=team, parent=None),
            lambda who: team_set_lead(actor=who, team=team, lead=None),
        ):
            with pytest.raises(PermissionDenied):
                attempt(person)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("under", ["Research", "Models"])
def test_a_team_does_not_become_part_of_itself(company: Company, partner: User, under: str) -> None:
    with pytest.raises(RefusedError, match=r"is a part of Research"):
        team_move(actor=partner, team=company.teams["Research"], parent=company.teams[under])


def test_two_teams_of_a_name_stand_in_different_places(company: Company, partner: User) -> None:
    with pytest.raises(RefusedError, match="a team of this name"):
        team_create(actor=partner, name="MODELS", parent=company.teams["Research"])
    with pytest.raises(RefusedError, match="a team of this name"):
        team_create(actor=partner, name="company")
    team_create(actor=partner, name="Models", parent=company.teams["Legal"])


def test_who_changes_what_they_no_longer_see_is_told(company: Company, partner: User) -> None:
    team = Team.objects.get(pk=company.teams["Data"].pk)
    team_rename(actor=partner, team=company.teams["Data"], name="Datasets")
    with pytest.raises(ConflictError):
        team_rename(actor=partner, team=team, name="Facts", seen=1)


def test_only_who_works_here_leads(company: Company, partner: User) -> None:
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=partner, employee=eve, ends_on=date(2023, 1, 1), reason=EndReason.RESIGNED)
    with pytest.raises(RefusedError, match="does not work here now"):
        team_set_lead(actor=partner, team=company.teams["Models"], lead=eve)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=12))
def test_no_sequence_of_moves_makes_a_circle(company: Company, moves: list[tuple[int, int]]) -> None:
    teams = [*company.teams.values(), None]
    for moved, under in moves:
        team = teams[moved]
        assert team is not None
        try:
            team_move(actor=None, team=team, parent=teams[under])
        except RefusedError:
            team.refresh_from_db()
    parents = dict(Team.objects.values_list("pk", "parent"))
    for key in parents:
        seen: set[int | None] = set()
        above: int | None = key
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]
