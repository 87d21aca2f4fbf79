"""What the market puts on the talent page. Each number is counted by the filter of the list that it leads to."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.documents import proposals_open, proposals_since
from muster.apps.market.selectors.market import market_get

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return, for those who keep the market, the proposals that wait for them, with how long the first has waited, and
    the packages of which somebody denies something.
    """
    if not may_keep(person):
        return TalentPart()
    disputed = sum(one.disputed for one in market_get(person=person).told.ledger.packages)
    return TalentPart(
        [_waiting(person)],
        [Figure(_("Disputed packages"), disputed, f"{address('market:packages')}?disputed=1")],
    )


def _waiting(person: User) -> Figure:
    url, since = f"{address('market:inbox')}?waiting=1", proposals_since(person=person)
    if since is None:
        return Figure(_("Claims to look at"), 0, url)
    days = (timezone.now() - since).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(_("Claims to look at"), proposals_open(person=person), url, told % {"count": number(days)})
