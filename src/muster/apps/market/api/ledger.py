"""The ledger of moves and packages by the API, as it follows from the claims of this moment."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Day, Key, Out, Page, PageQuery, answer, may_fail
from muster.apps.core.roles import require
from muster.apps.market.api.shapes import MARKET, ClaimOut, OutsideOut, Pk, page_after
from muster.apps.market.bridge.shapes import Market, Moved, Paid, RoleField, RoleLevel, Voice
from muster.apps.market.rules import may_see
from muster.apps.market.selectors.market import Asked, market_get, moves_asked

__all__ = ["MoveOut", "PackageOut", "router"]

router = Router(tags=["Market"], auth=Access(Scope.MARKET_READ))


class MoveOut(Out):
    """A move that is claimed. Its `id` is that of the first claim about it; `low` to `high` is the interval at 90 %
    that is left by not knowing the sources; `known` is null until somebody found out.
    """

    id: int
    person: OutsideOut
    left: OutsideOut | None
    joined: OutsideOut | None
    said_first: date
    said_last: date
    probability: float
    low: float
    high: float
    known: bool | None
    contradicted: bool = Field(description="Whether claims of it were found to be both so and not so.")
    voices: int = Field(description="How many independent voices there are.")
    repetitions: int = Field(description="How many claims repeat one of them.")
    field: RoleField | None = Field(description="Of the role; null where nobody tells.")
    level: RoleLevel | None = Field(description="Of the role; null where nobody tells.")

    @classmethod
    def of(cls, move: Moved) -> MoveOut:
        """Show a move."""
        return cls(**_moved(move))


class RepetitionOut(Out):
    """A claim that repeats a voice, and the rule by which it is held to."""

    claim: ClaimOut
    why: str = Field(description="document, words, figures, quoted or source.")


class VoiceOut(Out):
    """An independent voice: its claim, how reliable its source is held to be, what it adds to the log odds."""

    claim: ClaimOut
    reliability: float
    weight: float
    copies: list[RepetitionOut]

    @classmethod
    def of(cls, voice: Voice) -> VoiceOut:
        """Show a voice."""
        return cls(
            claim=ClaimOut.of(voice.claim),
            reliability=voice.reliability,
            weight=voice.weight,
            copies=[RepetitionOut(claim=ClaimOut.of(one.claim), why=one.why) for one in voice.copies],
        )


class RelationOut(Out):
    """How a claim stands to an earlier one, by their keys."""

    first: int
    second: int
    kind: str = Field(description="agrees, conflicts, supersedes, narrows or copies.")


class MoveWholeOut(MoveOut):
    """A move, opened down to the words that it rests on."""

    rivals: list[MoveOut] = Field(
        description="Other moves of the same person at that time; not both need be so."
    )
    heard: list[VoiceOut]
    superseded: list[ClaimOut] = Field(description="What its own source has replaced.")
    relations: list[RelationOut]


class QuoteOut(Out):
    """What a package comes to by one convention: the median, and the interval at 90 %."""

    quote: str
    currency: str
    low: float
    median: float
    high: float
    said_low: float
    said_high: float | None
    probability: float


class ReadingOut(Out):
    """Which two claims cannot both be right if amounts of which nobody says what they are of are of `quote`."""

    quote: str
    clashes: list[list[int]]


class PackageOut(Out):
    """A package that is claimed. Its `id` is that of the first claim about it."""

    id: int
    person: OutsideOut | None
    organisation: OutsideOut | None
    said_first: date
    said_last: date
    disputed: bool
    quotes: list[QuoteOut]
    readings: list[ReadingOut]

    @classmethod
    def of(cls, package: Paid) -> PackageOut:
        """Show a package."""
        return cls(**_paid(package))


class PackageWholeOut(PackageOut):
    """A package, opened down to the words that it rests on."""

    heard: list[VoiceOut]
    superseded: list[ClaimOut] = Field(description="What its own source has replaced.")
    relations: list[RelationOut]


class MoveQuery(PageQuery):
    """Which moves are asked for."""

    person: Key | None = None
    organisation: Key | None = Field(None, description="At either end.")
    least: float = Field(0.0, ge=0, le=1, description="At least so probable.")
    since: Day | None = Field(None, description="Spoken of on this day or later.")
    until: Day | None = Field(None, description="Spoken of on this day or earlier.")
    field: RoleField | Literal["untold"] | None = Field(None, description="Of the role.")
    level: RoleLevel | Literal["untold"] | None = Field(None, description="Of the role.")

    def asked(self) -> Asked:
        """Return the filter of the selector."""
        return Asked(self.organisation, self.least, self.since, self.until, self.field, self.level)


class PackageQuery(PageQuery):
    """Which packages are asked for."""

    person: Key | None = None
    organisation: Key | None = Field(None, description="Who pays.")
    disputed: bool = Field(False, description="Those alone of which somebody denies something.")


@router.get("/market/moves", response={200: Page[MoveOut], **may_fail()}, summary="List moves")
def market_moves(request: HttpRequest, query: Query[MoveQuery]) -> Page[MoveOut]:
    """Return the moves that are claimed, the last spoken of first."""
    market = _market(request)
    found = moves_asked(market, query.asked())
    if query.person is not None:
        found = [one for one in found if one.told.person == str(query.person)]
    places = {claim: at for at, one in enumerate(found) for claim in map(int, one.told.claims)}
    shown, following = page_after(found, places, query)
    market.expect(shown, claims=False)
    return Page[MoveOut](data=[MoveOut.of(one) for one in shown], next=following)


@router.get("/market/moves/{int:pk}", response={200: MoveWholeOut, **may_fail(404)}, summary="Read a move")
def market_move(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return the move that a claim is about, with every voice and its words."""
    market = _market(request)
    move = market.move_of(pk)
    if move is None:
        raise Http404
    whole = MoveWholeOut(
        **_moved(move),
        rivals=[MoveOut.of(market.moves[number]) for number in move.rivals],
        heard=[VoiceOut.of(one) for one in move.voices],
        superseded=[ClaimOut.of(one) for one in move.superseded],
        relations=_relations(move),
    )
    return answer(whole)


@router.get("/market/packages", response={200: Page[PackageOut], **may_fail()}, summary="List packages")
def market_packages(request: HttpRequest, query: Query[PackageQuery]) -> Page[PackageOut]:
    """Return the packages that are claimed, the last spoken of first."""
    market = _market(request)
    found = [one for one in market.packages if _is_asked(one, query)]
    places = {claim: at for at, one in enumerate(found) for claim in map(int, one.told.claims)}
    shown, following = page_after(found, places, query)
    market.expect(shown, claims=False)
    return Page[PackageOut](data=[PackageOut.of(one) for one in shown], next=following)


@router.get(
    "/market/packages/{int:pk}", response={200: PackageWholeOut, **may_fail(404)}, summary="Read a package"
)
def market_package(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return the package that a claim is about, with every voice and its words."""
    package = _market(request).package_of(pk)
    if package is None:
        raise Http404
    whole = PackageWholeOut(
        **_paid(package),
        heard=[VoiceOut.of(one) for one in package.voices],
        superseded=[ClaimOut.of(one) for one in package.superseded],
        relations=_relations(package),
    )
    return answer(whole)


def _market(request: HttpRequest) -> Market:
    person = person_of(request)
    require(may_see(person), MARKET)
    return market_get(person=person)


def _is_asked(package: Paid, query: PackageQuery) -> bool:
    told = package.told
    return (
        (query.person is None or told.person == str(query.person))
        and (query.organisation is None or told.organisation == str(query.organisation))
        and (told.disputed or not query.disputed)
    )


def _moved(move: Moved) -> dict[str, Any]:
    return {
        "id": move.key,
        "person": OutsideOut.of(move.person),
        "left": OutsideOut.or_none(move.left),
        "joined": OutsideOut.or_none(move.joined),
        "said_first": move.said_first,
        "said_last": move.said_last,
        "probability": move.probability,
        "low": move.low,
        "high": move.high,
        "known": move.truth,
        "contradicted": move.contradicted,
        "voices": move.heard,
        "repetitions": move.copies,
        "field": move.field,
        "level": move.level,
    }


def _paid(package: Paid) -> dict[str, Any]:
    return {
        "id": package.key,
        "person": OutsideOut.or_none(package.person),
        "organisation": OutsideOut.or_none(package.organisation),
        "said_first": package.said_first,
        "said_last": package.said_last,
        "disputed": package.disputed,
        "quotes": [QuoteOut.model_validate(one) for one in package.quotes],
        "readings": [
            ReadingOut(quote=one.convention, clashes=[list(map(int, pair)) for pair in one.clashes])
            for one in package.told.readings
        ],
    }


def _relations(found: Moved | Paid) -> list[RelationOut]:
    return [
        RelationOut(first=int(one.first), second=int(one.second), kind=one.kind)
        for one in found.told.relations
    ]
