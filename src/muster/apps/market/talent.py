"""What the market puts on the talent page. Each number is counted by the filter of the list that it leads to."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.waiting import Waiting, market_waiting
from muster.apps.market.talent_waves import talent_waves

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return, for those who keep the market, the proposals that wait for them, with how long the first has waited, the
    packages of which somebody denied something, and the posts that spread unusually fast; and for whoever sees it the
    waves of departures from our own company.
    """
    waves = talent_waves(person)
    if not may_keep(person):
        return TalentPart(figures=waves)
    waits = market_waiting(person=person)
    disputed = f"{address('market:packages')}?disputed=1"
    signals = f"{address('market:signals')}?view=week"
    return TalentPart(
        [_open(waits)],
        [
            Figure(_("Disputed packages"), waits.denied, disputed),
            Figure(_("Signals"), waits.signals, signals, _("in the last 7 days")),
            *waves,
        ],
    )


def _open(waits: Waiting) -> Figure:
    label, url = _("Claims to look at"), f"{address('market:inbox')}?waiting=1"
    if waits.since is None:
        return Figure(label, 0, url)
    days = (timezone.now() - waits.since).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(label, waits.proposals, url, told % {"count": number(days)})
