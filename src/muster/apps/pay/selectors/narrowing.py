"""What a list of offers is narrowed to; the report of acceptance counts by the same filters that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Least

from muster.apps.accounts.models import User
from muster.apps.core.numbers import whole_number
from muster.apps.core.roles import has_role
from muster.apps.hire.models import Source
from muster.apps.hire.rules import EVERYWHERE
from muster.apps.pay.models import Offer, OfferState

__all__ = [
    "ANSWERED",
    "UNRANKED",
    "OfferFilter",
    "filter_allowed",
    "may_see_ranks",
    "offers_narrow",
    "with_quarter",
]

ANSWERED = "answered"  # accepted or declined, by the candidate
LONGEST_EMPLOYER = 200
UNRANKED = 4  # after the quarters 0 to 3


@dataclass(frozen=True)
class OfferFilter:
    """Which offers: in a state or answered, of a source, a level, with a competing employer, answered from a day to
    another, of candidates in a quarter of the ranks (see `with_quarter`), sent but never answered. What is empty does
    not narrow.
    """

    state: str = ""
    source: str = ""
    level: int | None = None
    employer: str = ""
    start: date | None = None
    end: date | None = None
    rank: int | None = None
    unanswered: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> OfferFilter:
        """Return what a query of an address asks for; what is not understood does not narrow."""
        state, source = query.get("view", ""), query.get("source", "")
        rank = whole_number(query.get("rank", ""))
        return cls(
            state=state if state in (*OfferState.values, ANSWERED) else "",
            source=source if source in Source.values else "",
            level=whole_number(query.get("level", "")),
            employer=query.get("employer", "")[:LONGEST_EMPLOYER],
            start=_day(query.get("start", "")),
            end=_day(query.get("end", "")),
            rank=rank if rank in range(UNRANKED + 1) else None,
            unanswered=query.get("unanswered") == "1",
        )

    @property
    def query(self) -> dict[str, str]:
        """Return how an address asks for this, but for the state."""
        told = {
            "source": self.source,
            "level": "" if self.level is None else str(self.level),
            "employer": self.employer,
            "start": "" if self.start is None else self.start.isoformat(),
            "end": "" if self.end is None else self.end.isoformat(),
            "rank": "" if self.rank is None else str(self.rank),
            "unanswered": "1" if self.unanswered else "",
        }
        return {name: value for name, value in told.items() if value}

    @property
    def narrows(self) -> bool:
        """Return whether it asks for more than a state."""
        return bool(self.query)


def may_see_ranks(person: User) -> bool:
    """Return whether the person may know where candidates stood: those who read scorecards everywhere do."""
    return has_role(person, *EVERYWHERE)


def filter_allowed(*, person: User, wanted: OfferFilter) -> OfferFilter:
    """Return a filter without what the person may not ask for."""
    return wanted if may_see_ranks(person) else replace(wanted, rank=None)


def with_quarter(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """Return offers with the `quarter` in which their candidates stood in the merit run that the committee had before
    it: 0 for the first to 3 for the last, `UNRANKED` where it had none.
    """
    merit = KeyTransform("merit", "decision__packet__content")
    rank, of = (Cast(KeyTransform(name, merit), IntegerField()) for name in ("rank", "of"))
    known = Q(at_rank__isnull=False, at_of__gt=0)
    place = (F("at_rank") - 1) * 4 / F("at_of")  # whole numbers, so that the rest is dropped
    quarter = Case(When(known, then=Least(place, Value(UNRANKED - 1))), default=Value(UNRANKED))
    return rows.alias(at_rank=rank, at_of=of).annotate(quarter=quarter)


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
    if wanted.unanswered:
        found &= Q(sending__isnull=False, answer=None)
    if wanted.start is not None:
        found &= Q(answer__answered_at__gte=datetime.combine(wanted.start, time(), UTC))
    if wanted.end is not None:
        after = datetime.combine(wanted.end, time(), UTC) + timedelta(days=1)
        found &= Q(answer__answered_at__lt=after)
    if wanted.rank is None:
        return rows.filter(found)
    return with_quarter(rows.filter(found)).filter(Q(quarter=wanted.rank))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 9000 else None
