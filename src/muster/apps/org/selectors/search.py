"""What the command palette finds in the organisation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Hit
from muster.apps.core.text import fold
from muster.apps.org.selectors.people import employee_matching, employee_visible
from muster.apps.org.selectors.teams import team_tree

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
    """Return the teams whose names have each word of the text."""
    words = fold(text).split()
    if not words:
        return []
    found = [
        node
        for node in team_tree(person=person).walk()
        if all(word in fold(node.team.name) for word in words)
    ]
    return [
        Hit(
            node.team.name,
            reverse("org:team", args=[node.team.pk]),
            _("Teams"),
            " / ".join(above.team.name for above in node.path),
        )
        for node in found[:limit]
    ]
