"""What the command palette finds in the organisation."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Hit
from muster.apps.core.text import fold
from muster.apps.org.selectors.people import employee_matching, employee_visible
from muster.apps.org.selectors.teams import team_list

__all__ = ["search_employees", "search_teams"]


def search_employees(person: User, text: str, limit: int) -> list[Hit]:
    """Return the employees working here whose names, number or e-mail have each word of the text, by name."""
    if not fold(text):
        return []
    found = employee_matching(employee_visible(person=person).filter(is_active=True), text)
    return [
        Hit(one.name, reverse("org:employee", args=[one.pk]), _("People"), f"{one.title} · {one.team}")
        for one in found.order_by("search_text", "pk")[:limit]
    ]


def search_teams(person: User, text: str, limit: int) -> list[Hit]:
    """Return the teams whose names have each word of the text, by name, with the teams above them."""
    words = fold(text).split()
    if not words:
        return []
    rows = team_list(person=person).order_by("name", "pk").values_list("pk", "name", "parent")
    teams = {pk: (name, parent) for pk, name, parent in rows}
    found = [pk for pk, (name, _parent) in teams.items() if all(word in fold(name) for word in words)]
    return [
        Hit(teams[pk][0], reverse("org:team", args=[pk]), _("Teams"), " / ".join(_above(teams, pk)))
        for pk in found[:limit]
    ]


def _above(teams: Mapping[int, tuple[str, int | None]], key: int) -> list[str]:
    """Return the names of the teams above one, the outermost first."""
    names: list[str] = []
    parent = teams[key][1]
    while parent is not None:
        name, parent = teams[parent]
        names.insert(0, name)
    return names
