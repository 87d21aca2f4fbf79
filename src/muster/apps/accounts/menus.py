"""What accounts and the core offer to the site's navigation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.accounts.rules import may_see_users
from muster.apps.core.links import Link, address
from muster.apps.core.rules import may_manage_webhooks, may_see_all_jobs, may_see_ledger

__all__ = ["menu"]


def menu(person: User) -> list[Link]:
    """Return the pages of administration that the person may open."""
    links = []
    if may_see_users(person):
        links.append(Link(_("People"), address("accounts:people")))
    if may_see_ledger(person):
        links.append(Link(_("Ledger"), address("core:ledger")))
    if may_see_all_jobs(person) or may_see_ledger(person):
        links.append(Link(_("Jobs"), address("core:jobs")))
    if may_manage_webhooks(person):
        links.append(Link(_("Webhooks"), address("core:webhooks")))
    return links
