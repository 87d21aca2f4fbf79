"""Claims as they were confirmed, one by one, and the sources that made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.market.bridge.rows import RELATED
from muster.apps.market.models import Claim, Proposal, Source
from muster.apps.market.rules import may_see
from muster.apps.market.selectors.documents import asked_of

__all__ = ["ClaimFilter", "claim_list", "proposal_list", "source_list"]


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims somebody asks for: about whom, of an organisation at either end, by whom, said since a day."""

    person: int | None = None
    organisation: int | None = None
    source: int | None = None
    document: int | None = None
    kind: str = ""
    since: date | None = None


def claim_list(*, person: User, wanted: ClaimFilter | None = None) -> QuerySet[Claim]:
    """Return the claims that somebody asks for, about nobody who was erased, for those who see the market."""
    if not may_see(person):
        return Claim.objects.none()
    wanted = wanted or ClaimFilter()
    rows = Claim.objects.exclude(person__erased_at__isnull=False).select_related(*RELATED)
    for name in ("person", "source", "document", "kind"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.organisation is not None:
        rows = rows.filter(Q(joined=wanted.organisation) | Q(left=wanted.organisation))
    return rows if wanted.since is None else rows.filter(said_on__gte=wanted.since)


def proposal_list(*, person: User, state: str = "") -> QuerySet[Proposal]:
    """Return the proposals that people are asked about, for those who see the market."""
    if not may_see(person):
        return Proposal.objects.none()
    rows = Proposal.objects.filter(asked_of()).select_related("document")
    return rows.filter(state=state) if state else rows


def source_list(*, person: User) -> QuerySet[Source]:
    """Return all sources for those who see the market."""
    return Source.objects.order_by("name", "pk") if may_see(person) else Source.objects.none()
