"""What the market puts on the talent page. Each number is counted by the filter of the list that it leads to."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import day, number
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.waiting import RecentWave, Waiting, market_waiting

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return, for those who keep the market, the proposals that wait for them, with how long the first has waited, the
    packages of which somebody denied something, the posts that spread unusually fast, and the largest wave of
    departures from our own company that goes on or ended not long ago.
    """
    if not may_keep(person):
        return TalentPart()
    waits = market_waiting(person=person)
    disputed = f"{address('market:packages')}?disputed=1"
    signals = f"{address('market:signals')}?view=week"
    figures = [
        Figure(_("Disputed packages"), waits.denied, disputed),
        Figure(_("Signals"), waits.signals, signals, _("in the last 7 days")),
    ]
    if waits.wave is not None:
        figures.append(_departures(waits.wave))
    return TalentPart([_open(waits)], figures)


def _departures(wave: RecentWave) -> Figure:
    told = _("%(first)s to %(last)s") % {"first": day(wave.first), "last": day(wave.last)}
    return Figure(_("Departures in a wave"), wave.count, address("market:wave", wave.pk), told)


def _open(waits: Waiting) -> Figure:
    label, url = _("Claims to look at"), f"{address('market:inbox')}?waiting=1"
    if waits.since is None:
        return Figure(label, 0, url)
    days = (timezone.now() - waits.since).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(label, waits.proposals, url, told % {"count": number(days)})
