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
from muster.apps.pay.selectors.signing import Waits, signoffs_count

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return the packages that wait for the person's signature; and for those who see offers, all that wait. Each says
    for how long the first has waited.
    """
    if not may_list(person):
        return TalentPart()
    own, seen = signoffs_count(person=person)
    waiting = [_figure(_("Packages to sign"), own, "waiting")]
    if not may_list_offers(person):
        return TalentPart(waiting)
    return TalentPart(waiting, (_figure(_("Sign-offs that wait"), seen, "signing"),))


def _figure(label: str, waits: Waits, view: str) -> Figure:
    url = f"{address('pay:offers')}?view={view}"
    if waits.since is None:
        return Figure(label, 0, url)
    days = (timezone.now() - waits.since).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(label, waits.count, url, told % {"count": number(days)})
