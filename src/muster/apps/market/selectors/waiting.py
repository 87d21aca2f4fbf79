"""What waits in the market, in one query: it stands on a page that has numbers of every section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, Min, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from muster.apps.accounts.models import User
from muster.apps.market.bridge.shapes import Market, Paid
from muster.apps.market.models import Claim, Proposal, Stance
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.documents import asked_of
from muster.apps.market.selectors.signals import alarms_recent
from muster.apps.market.selectors.waves import waves_recent

__all__ = ["RecentWave", "Waiting", "market_waiting", "packages_denied"]


@dataclass(frozen=True)
class RecentWave:
    """How many left in a wave, from which day to which."""

    pk: int
    count: int
    first: date
    last: date


@dataclass(frozen=True)
class Waiting:
    """How many proposals nobody has decided on, since when the first is there, how many packages somebody denied
    anything of, how many posts of the last days spread unusually fast, and the largest wave of late from our company.
    """

    proposals: int = 0
    since: datetime | None = None
    denied: int = 0
    signals: int = 0
    wave: RecentWave | None = None


def market_waiting(*, person: User) -> Waiting:
    """Return what waits for those who keep the market."""
    if not may_keep(person):
        return Waiting()
    proposals = Proposal.objects.filter(asked_of(), state=Proposal.State.OPEN).order_by()
    ends = (Cast(Coalesce(name, Value(0)), CharField()) for name in ("person", "joined"))
    package = Concat(next(ends), Value("/"), next(ends))
    alarms = alarms_recent(person=person).order_by()
    wave = JSONObject(pk="pk", count="count", first="first", last="last")
    count, since, denied, signals, largest = User.objects.filter(pk=person.pk).values_list(
        Subquery(proposals.values(all=Value(1)).annotate(n=Count("pk")).values("n")),
        Subquery(proposals.values(all=Value(1)).annotate(n=Min("created_at")).values("n")),
        Subquery(_denials().values(all=Value(1)).annotate(n=Count(package, distinct=True)).values("n")),
        Subquery(alarms.values(all=Value(1)).annotate(n=Count("pk")).values("n")),
        Subquery(waves_recent(person=person).values(told=wave)[:1]),
    )[0]
    return Waiting(count or 0, since, denied or 0, signals or 0, None if largest is None else _wave(largest))


def _wave(told: Mapping[str, Any]) -> RecentWave:
    first, last = (date.fromisoformat(told[name]) for name in ("first", "last"))
    return RecentWave(told["pk"], round(told["count"]), first, last)


def packages_denied(market: Market) -> list[Paid]:
    """Return the packages of which somebody denied anything, now or before they changed their mind."""
    denials = {str(key) for key in _denials().values_list("pk", flat=True)}
    return [one for one in market.packages if not denials.isdisjoint(one.told.claims)]


def _denials() -> QuerySet[Claim]:
    rows = Claim.objects.filter(kind=Claim.Kind.PACKAGE, stance=Stance.DENIES)
    return rows.exclude(person__erased_at__isnull=False).order_by()
