"""What the organisation offers to the site's navigation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Link, address
from muster.apps.org.rules import may_change_organisation, may_see_organisation

__all__ = ["menu"]


def menu(person: User) -> list[Link]:
    """Return the pages of the organisation that the person may open."""
    if not may_see_organisation(person):
        return []
    links = [
        Link(_("Teams"), address("org:teams")),
        Link(_("Employees"), address("org:employees")),
        Link(_("Locations"), address("org:locations")),
        Link(_("Levels and families"), address("org:ladders")),
    ]
    if may_change_organisation(person):
        links.append(Link(_("Import"), address("org:imports")))
    return links
