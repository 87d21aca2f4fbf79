"""Reading the tree of teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, Team
from muster.apps.org.selectors.teams import team_tree
from tests.apps.org.conftest import Company


def test_strangers_see_no_team(company: Company, stranger: User) -> None:
    assert team_tree(person=stranger).nodes == {}


def test_paths_lead_down_from_the_top(company: Company, colleague: User) -> None:
    node = team_tree(person=colleague).nodes[company.teams["Models"].pk]
    assert node.label == "Company / Research / Models"


def test_two_queries(
    company: Company, colleague: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    assert colleague.roles
    with django_assert_num_queries(2):
        [node.team.lead for node in team_tree(person=colleague).walk()]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.integers(0, 4), max_size=12), active=st.lists(st.booleans(), min_size=5, max_size=5)
)
def test_head_counts_add_up(company: Company, colleague: User, places: list[int], active: list[bool]) -> None:
    teams, people = list(company.teams.values()), list(company.people.values())
    for person, is_active in zip(people, active, strict=True):
        Employee.objects.filter(pk=person.pk).update(is_active=is_active)
    for number, place in enumerate(places):
        team = Team.objects.create(name=f"T{number}-{Team.objects.count()}", parent=teams[place])
        teams.append(team)
    tree = team_tree(person=colleague)
    assert sum(root.total for root in tree.roots) == sum(active)
    assert sorted(node.team.pk for node in tree.walk()) == sorted(tree.nodes)
    for node in tree.walk():
        assert node.total == node.own + sum(child.total for child in node.children)
