"""What pay puts on the talent page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number, percent
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.hire.rates import rate_of
from muster.apps.hire.rules import may_list_offers
from muster.apps.pay.models import OfferState
from muster.apps.pay.rules import may_list, may_see_bands
from muster.apps.pay.selectors.acceptance import FEW
from muster.apps.pay.selectors.signing import SignOffCounts, Waits, signoffs_count

__all__ = ["talent"]


def talent(person: User) -> TalentPart:
    """Return the packages that wait for the person's signature; and for those who see offers, all that wait. Each says
    for how long the first has waited.
    """
    if not may_list(person):
        return TalentPart()
    counts = signoffs_count(person=person)
    waiting = [_figure(_("Packages to sign"), counts.own, "waiting")]
    if not may_list_offers(person):
        return TalentPart(waiting)
    figures = [_figure(_("Sign-offs that wait"), counts.seen, "signing")]
    if may_see_bands(person):
        figures.append(_accepted(counts))
    return TalentPart(waiting, tuple(figures))


def _accepted(counts: SignOffCounts) -> Figure:
    """Return how many offers were accepted, of those answered, with the rate and its interval where it is told."""
    accepted, answered = counts.accepted, counts.accepted + counts.declined
    note = _("of %(count)s answered") % {"count": number(answered)}
    rate = rate_of(accepted, answered) if answered >= FEW else None
    if rate is not None:
        shares = {"share": percent(rate.share), "low": percent(rate.low), "high": percent(rate.high)}
        note = _("%(note)s: %(share)s, %(low)s to %(high)s") % {"note": note, **shares}
    url = f"{address('pay:offers')}?view={OfferState.ACCEPTED.value}"
    return Figure(_("Offers accepted"), accepted, url, note)


def _figure(label: str, waits: Waits, view: str) -> Figure:
    url = f"{address('pay:offers')}?view={view}"
    if waits.since is None:
        return Figure(label, 0, url)
    days = (timezone.now() - waits.since).days
    told = ngettext("the first for %(count)s day", "the first for %(count)s days", days)
    return Figure(label, waits.count, url, told % {"count": number(days)})
