"""Reading the tree of teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, Team
from muster.apps.org.rules import may_see_organisation

__all__ = ["TeamNode", "TeamTree", "team_list", "team_tree"]


@dataclass
class TeamNode:
    """A team in its place, with how many work there now: in the team itself, and with all teams below."""

    team: Team
    own: int
    parent: TeamNode | None = None
    children: list[TeamNode] = field(default_factory=list)
    total: int = 0

    @property
    def path(self) -> list[TeamNode]:
        """Return the teams above, the outermost first."""
        return [] if self.parent is None else [*self.parent.path, self.parent]

    @property
    def label(self) -> str:
        """Return the name with those of the teams above: `Research / Models`."""
        return " / ".join(node.team.name for node in (*self.path, self))


@dataclass(frozen=True)
class TeamTree:
    """All teams: the outermost, and each by its key."""

    roots: tuple[TeamNode, ...]
    nodes: Mapping[int, TeamNode]

    def walk(self) -> Iterator[TeamNode]:
        """Yield every team after the one that it is part of, by name."""
        waiting = list(reversed(self.roots))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def team_list(*, person: User) -> QuerySet[Team]:
    """Return the teams that the person may see."""
    return Team.objects.all() if may_see_organisation(person) else Team.objects.none()


def team_tree(*, person: User) -> TeamTree:
    """Return the tree of teams with their leads and head counts, in two queries."""
    if not may_see_organisation(person):
        return TeamTree((), {})
    counts = dict(
        Employee.objects.filter(is_active=True)
        .order_by()
        .values_list("team")
        .annotate(Count("pk"))
        .iterator()
    )
    teams = Team.objects.select_related("lead").order_by("name", "pk")
    nodes = {team.pk: TeamNode(team, counts.get(team.pk, 0)) for team in teams}
    roots = []
    for node in nodes.values():
        if node.team.parent_id is None:
            roots.append(node)
        else:
            node.parent = nodes[node.team.parent_id]
            node.parent.children.append(node)
    tree = TeamTree(tuple(roots), nodes)
    for node in reversed(list(tree.walk())):
        node.total = node.own + sum(child.total for child in node.children)
    return tree
