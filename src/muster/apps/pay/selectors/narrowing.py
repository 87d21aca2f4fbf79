"""What a list of offers is narrowed to; the report of acceptance counts by the same filters that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from muster.apps.core.numbers import whole_number
from muster.apps.hire.models import Source
from muster.apps.pay.models import Offer, OfferState

__all__ = ["ANSWERED", "OfferFilter", "offers_narrow"]

ANSWERED = "answered"  # accepted or declined, by the candidate
LONGEST_EMPLOYER = 200


@dataclass(frozen=True)
class OfferFilter:
    """Which offers: in a state or answered, of a source, a level, with a competing employer, answered from a day to
    another. What is empty does not narrow.
    """

    state: str = ""
    source: str = ""
    level: int | None = None
    employer: str = ""
    start: date | None = None
    end: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> OfferFilter:
        """Return what a query of an address asks for; what is not understood does not narrow."""
        state, source = query.get("view", ""), query.get("source", "")
        return cls(
            state=state if state in (*OfferState.values, ANSWERED) else "",
            source=source if source in Source.values else "",
            level=whole_number(query.get("level", "")),
            employer=query.get("employer", "")[:LONGEST_EMPLOYER],
            start=_day(query.get("start", "")),
            end=_day(query.get("end", "")),
        )

    @property
    def narrows(self) -> bool:
        """Return whether it asks for more than a state."""
        return bool(self.source or self.level or self.employer or self.start or self.end)


def offers_narrow(rows: QuerySet[Offer], wanted: OfferFilter) -> QuerySet[Offer]:
    """Return those of the offers that a filter asks for."""
    found = Q()
    if wanted.state == ANSWERED:
        found &= Q(answer__isnull=False)
    elif wanted.state:
        found &= Q(state=wanted.state)
    if wanted.source:
        found &= Q(application__source=wanted.source)
    if wanted.level is not None:
        found &= Q(requisition__level=wanted.level)
    if wanted.employer:
        found &= Q(answer__employer__iexact=wanted.employer)
    if wanted.start is not None:
        found &= Q(answer__answered_at__gte=datetime.combine(wanted.start, time(), UTC))
    if wanted.end is not None:
        after = datetime.combine(wanted.end, time(), UTC) + timedelta(days=1)
        found &= Q(answer__answered_at__lt=after)
    return rows.filter(found)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 9000 else None
