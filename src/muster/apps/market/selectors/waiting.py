"""What waits in the market, in one query: it stands on a page that has numbers of every section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Min, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from muster.apps.accounts.models import User
from muster.apps.market.bridge.shapes import Market, Paid
from muster.apps.market.models import Claim, Proposal, Stance
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.documents import asked_of
from muster.apps.market.selectors.signals import alarms_recent

__all__ = ["Waiting", "market_waiting", "packages_denied"]


@dataclass(frozen=True)
class Waiting:
    """How many proposals nobody has decided on, since when the first is there, how many packages somebody denied
    anything of, and how many posts of the last days spread unusually fast.
    """

    proposals: int = 0
    since: datetime | None = None
    denied: int = 0
    signals: int = 0


def market_waiting(*, person: User) -> Waiting:
    """Return what waits for those who keep the market."""
    if not may_keep(person):
        return Waiting()
    proposals = Proposal.objects.filter(asked_of(), state=Proposal.State.OPEN).order_by()
    ends = (Cast(Coalesce(name, Value(0)), CharField()) for name in ("person", "joined"))
    package = Concat(next(ends), Value("/"), next(ends))
    alarms = alarms_recent(person=person).order_by()
    count, since, denied, signals = User.objects.filter(pk=person.pk).values_list(
        Subquery(proposals.values(all=Value(1)).annotate(n=Count("pk")).values("n")),
        Subquery(proposals.values(all=Value(1)).annotate(n=Min("created_at")).values("n")),
        Subquery(_denials().values(all=Value(1)).annotate(n=Count(package, distinct=True)).values("n")),
        Subquery(alarms.values(all=Value(1)).annotate(n=Count("pk")).values("n")),
    )[0]
    return Waiting(count or 0, since, denied or 0, signals or 0)


def packages_denied(market: Market) -> list[Paid]:
    """Return the packages of which somebody denied anything, now or before they changed their mind."""
    denials = {str(key) for key in _denials().values_list("pk", flat=True)}
    return [one for one in market.packages if not denials.isdisjoint(one.told.claims)]


def _denials() -> QuerySet[Claim]:
    rows = Claim.objects.filter(kind=Claim.Kind.PACKAGE, stance=Stance.DENIES)
    return rows.exclude(person__erased_at__isnull=False).order_by()
