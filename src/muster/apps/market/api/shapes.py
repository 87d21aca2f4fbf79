"""The shapes that several parts of the API of the market share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.params import Path
from pydantic import Field

from muster.apps.core.api import Key, Out, PageQuery, ProblemError
from muster.apps.market.models import Claim, Organisation, Outsider, Source, Stance
from muster.apps.market.models.sources import Grade

__all__ = [
    "MARKET",
    "ClaimOut",
    "Found",
    "OutsideOut",
    "Pk",
    "page_after",
    "storable",
]

MARKET = gettext_lazy("Only those who keep the market, and recruiters, see it.")
Pk = Annotated[Key, Path()]
Found = Literal["confirmed", "refuted"]
"""What became known of a claim. Names of the API's shapes are each one thing's, and hiring has outcomes of its own."""


class OutsideOut(Out):
    """A person, an organisation or a source outside, by its key and name."""

    id: int
    name: str

    @classmethod
    def of(cls, row: Organisation | Outsider | Source) -> OutsideOut:
        """Show a row."""
        return cls(id=row.pk, name=row.name)

    @classmethod
    def or_none(cls, row: Organisation | Outsider | None) -> OutsideOut | None:
        """Show a row, where there is one."""
        return None if row is None else cls.of(row)


class ResolutionOut(Out):
    """What became known of a claim."""

    outcome: Found
    reason: str
    resolved_at: datetime


class ClaimOut(Out):
    """What a source said of a move or a package. Of a package `joined` is who pays; `low` and `high` are whole units of
    the currency, null where open. `words` are those of the document that it rests on, from `start` to `end`.
    """

    id: int
    kind: Literal["move", "package"]
    source: OutsideOut
    grade: Grade
    said_on: date
    stance: Stance
    hedged: bool
    person: OutsideOut | None
    joined: OutsideOut | None
    left: OutsideOut | None
    role: str
    low: float | None
    high: float | None
    currency: str
    quote: str = Field(
        description="What the amount is of: total, yearly, first_year, signing, base; or empty."
    )
    years: float | None
    quoted: str = Field(description="Whom the source cites.")
    document: int
    start: int
    end: int
    words: str
    resolution: ResolutionOut | None
    version: int

    @classmethod
    def of(cls, one: Claim) -> ClaimOut:
        """Show a claim."""
        resolution = getattr(one, "resolution", None)
        return cls(
            id=one.pk,
            kind="move" if one.kind == Claim.Kind.MOVE else "package",
            source=OutsideOut.of(one.source),
            grade=Grade(one.source.grade),
            said_on=one.said_on,
            stance=Stance(one.stance),
            hedged=one.hedged,
            person=OutsideOut.or_none(one.person),
            joined=OutsideOut.or_none(one.joined),
            left=OutsideOut.or_none(one.left),
            role=one.role,
            low=None if one.low is None else float(one.low),
            high=None if one.high is None else float(one.high),
            currency=one.currency,
            quote=one.quote,
            years=None if one.years is None else float(one.years),
            quoted=one.quoted,
            document=one.document_id,
            start=one.start,
            end=one.end,
            words=one.words,
            resolution=None if resolution is None else ResolutionOut.model_validate(resolution),
            version=one.version,
        )


class Keyed(Protocol):
    """What is derived from claims, and named by the first of them."""

    @property
    def key(self) -> int:
        """Return the first claim about it."""
        ...


Derived = TypeVar("Derived", bound=Keyed)


def page_after(
    rows: Sequence[Derived], places: dict[int, int], wanted: PageQuery
) -> tuple[Sequence[Derived], str | None]:
    """Return the page of derived rows that is asked for, and the cursor of the next. A cursor is the claim by which the
    last row of a page is named; `places` says where each claim stands now. Raises ProblemError for one that is none.
    """
    first = 0
    if wanted.cursor:
        place = (
            places.get(int(wanted.cursor)) if wanted.cursor.isdecimal() and len(wanted.cursor) < 19 else None
        )
        if place is None:
            raise ProblemError(422, _("This cursor belongs to no page of this list; begin without one."))
        first = place + 1
    shown = rows[first : first + wanted.limit]
    more = first + wanted.limit < len(rows)
    return shown, str(shown[-1].key) if shown and more else None


def storable(text: str) -> str:
    """Return a text without the sign that no database has a place for."""
    return text.replace("\0", "")
