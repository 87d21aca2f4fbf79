"""What pay offers to the site's navigation and first page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Cell, Link, Panel, PanelRow, address
from muster.apps.pay.rules import may_list, may_see_bands
from muster.apps.pay.selectors.signing import signoffs_waiting

__all__ = ["menu", "panel_signoffs"]


def menu(person: User) -> list[Link]:
    """Return the pages of pay that the person may open."""
    if not may_list(person):
        return []
    links = [Link(_("Offers"), address("pay:offers"))]
    if may_see_bands(person):
        links += [
            Link(_("Acceptance"), address("pay:acceptance")),
            Link(_("Bands"), address("pay:bands")),
            Link(_("Said elsewhere"), address("pay:claims")),
            Link(_("Who signs"), address("pay:policy")),
        ]
    links.append(Link(_("While away"), address("pay:delegation")))
    return links


def panel_signoffs(person: User) -> Panel:
    """Return the openings for which packages wait for the person's signature, and for how many days the first does."""
    found: dict[int, list[int]] = {}
    titles: dict[int, tuple[str, str]] = {}
    now = timezone.now()
    if may_list(person):
        for one in signoffs_waiting(person=person):
            requisition = one.version_of.offer.requisition
            waited = 0 if one.asked_at is None else (now - one.asked_at).days
            found.setdefault(requisition.pk, []).append(waited)
            titles[requisition.pk] = (requisition.title, requisition.code)
    url = f"{address('pay:offers')}?view=waiting"
    rows = [
        PanelRow(
            titles[pk][0], url, (Cell(len(days), url, pressing=True), Cell(max(days), url)), titles[pk][1]
        )
        for pk, days in found.items()
    ]
    columns = (_("To sign"), _("Days waited"))
    return Panel(_("Packages that wait for your signature"), _("Opening"), columns, rows)
