"""What pay puts on the talent page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.hire.rules import may_list_offers
from muster.apps.pay.rules import may_list
from muster.apps.pay.selectors.signing import signoffs_waiting

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return the packages that wait for the person's signature; and for those who see offers, all that wait. Each says
    for how long the first has waited.
    """
    if not may_list(person):
        return TalentPart()
    own = _figure(_("Packages to sign"), person, all_seen=False)
    if not may_list_offers(person):
        return TalentPart([own])
    return TalentPart([own], (_figure(_("Sign-offs that wait"), person, all_seen=True),))


def _figure(label: str, person: User, *, all_seen: bool) -> Figure:
    rows = signoffs_waiting(person=person, all_seen=all_seen).select_related(None)
    asked = list(rows.values_list("asked_at", flat=True))
    url = f"{address('pay:offers')}?view={'signing' if all_seen else 'waiting'}"
    if not asked or asked[0] is None:
        return Figure(label, 0, url)
    days = (timezone.now() - asked[0]).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(label, len(asked), url, told % {"count": number(days)})
