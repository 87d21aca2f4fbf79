"""What the market offers to the site's navigation."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from muster.apps.accounts.models import User
from muster.apps.core.links import Link, address
from muster.apps.market.rules import may_see

__all__ = ["menu"]


def menu(person: User) -> list[Link]:
    """Return the pages of the market that the person may open."""
    if not may_see(person):
        return []
    return [
        Link(_("Transfers"), address("market:transfers")),
        Link(_("Flows"), address("market:flows")),
        Link(pgettext("market", "Packages"), address("market:packages")),
        Link(_("Inbox"), address("market:inbox")),
        Link(_("People outside"), address("market:people")),
        Link(_("Organisations"), address("market:organisations")),
        Link(_("Sources"), address("market:sources")),
        Link(_("Waves"), address("market:waves")),
        Link(_("Target lists"), address("market:target-lists")),
        Link(_("Signals"), address("market:signals")),
        Link(_("Feeds"), address("market:feeds")),
    ]
