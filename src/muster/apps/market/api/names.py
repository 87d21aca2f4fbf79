"""Sources with their records, organisations and people outside by the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.core.api import (
    IdempotencyKey,
    IfMatch,
    Page,
    PageQuery,
    answer,
    if_match,
    may_fail,
    once,
    page_of,
)
from muster.apps.core.roles import require
from muster.apps.market.api.ledger import MoveOut, PackageOut
from muster.apps.market.api.shapes import MARKET, OutsideOut, Pk
from muster.apps.market.bridge.shapes import Record
from muster.apps.market.models import Basis, Grade, Outsider, Source
from muster.apps.market.rules import may_keep, may_see
from muster.apps.market.selectors.claims import source_list
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.names import organisation_list, outsider_list
from muster.apps.market.services.documents import KEEPERS
from muster.apps.market.services.sources import source_grade

__all__ = ["router"]

router = Router(tags=["Market"], auth=Access(Scope.MARKET_READ))
BY_NAME = ("name", "pk")


class SourceOut(OutsideOut):
    """Who says things: the grade that a person gave, how often it was right and wrong where that is known, and how
    reliable it is held to be, with the interval at 90 %.
    """

    grade: Grade
    speaks_for: int | None
    right: int
    wrong: int
    reliability: float | None
    low: float | None
    high: float | None
    version: int


class OrganisationOut(OutsideOut):
    """An organisation with its other spellings."""

    aliases: list[str]
    version: int


class PersonOutsideOut(OutsideOut):
    """Somebody who does not work here, on what ground and until when they are kept."""

    aliases: list[str]
    basis: Basis
    keep_until: date
    version: int


class PersonOutsideWholeOut(PersonOutsideOut):
    """Somebody outside with what is claimed of them."""

    moves: list[MoveOut]
    packages: list[PackageOut]


class GradeIn(Schema):
    """How far a source is trusted."""

    grade: Grade


@router.get("/market/sources", response={200: Page[SourceOut], **may_fail()}, summary="List sources")
def market_sources(request: HttpRequest, query: Query[PageQuery]) -> Page[SourceOut]:
    """Return sources with their records, by name."""
    person = _viewer(request)
    page = page_of(source_list(person=person), wanted=query, order=BY_NAME)
    records = _records(person)
    return Page[SourceOut](data=[_source(one, records.get(one.pk)) for one in page.rows], next=page.next)


@router.get("/market/sources/{int:pk}", response={200: SourceOut, **may_fail(404)}, summary="Read a source")
def market_source(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a source with its record. Its ETag is what `If-Match` must say to grade it."""
    return _answer(_viewer(request), pk)


@router.post(
    "/market/sources/{int:pk}/grade",
    response={200: SourceOut, **may_fail(404, 409, 412, 428)},
    auth=Access(Scope.MARKET_WRITE),
    summary="Grade a source",
)
def market_source_grade(
    request: HttpRequest, pk: Pk, body: GradeIn, match: IfMatch = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Say how far a source is trusted; every probability follows."""
    person = person_of(request)
    require(may_keep(person), KEEPERS)
    one = source_list(person=person).get(pk=pk)

    def work() -> HttpResponse:
        source_grade(actor=person, source=one, grade=body.grade, seen=if_match(request))
        return _answer(person, pk)

    return once(request, person, work)


@router.get(
    "/market/organisations", response={200: Page[OrganisationOut], **may_fail()}, summary="List organisations"
)
def market_organisations(request: HttpRequest, query: Query[PageQuery]) -> Page[OrganisationOut]:
    """Return organisations with their spellings, by name."""
    page = page_of(organisation_list(person=_viewer(request)), wanted=query, order=BY_NAME)
    data = [
        OrganisationOut(id=one.pk, name=one.name, aliases=one.aliases, version=one.version)
        for one in page.rows
    ]
    return Page[OrganisationOut](data=data, next=page.next)


@router.get(
    "/market/people", response={200: Page[PersonOutsideOut], **may_fail()}, summary="List people outside"
)
def market_people(request: HttpRequest, query: Query[PageQuery]) -> Page[PersonOutsideOut]:
    """Return people outside, by name; nobody who was erased."""
    page = page_of(outsider_list(person=_viewer(request)), wanted=query, order=BY_NAME)
    return Page[PersonOutsideOut](
        data=[PersonOutsideOut.model_validate(_outsider(one)) for one in page.rows], next=page.next
    )


@router.get(
    "/market/people/{int:pk}",
    response={200: PersonOutsideWholeOut, **may_fail(404)},
    summary="Read somebody outside",
)
def market_person(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return somebody outside with the moves and packages that are claimed of them."""
    person = _viewer(request)
    one = outsider_list(person=person).get(pk=pk)
    moves, packages = market_get(person=person).of_person(pk)
    whole = PersonOutsideWholeOut(
        **_outsider(one),
        moves=[MoveOut.of(move) for move in moves],
        packages=[PackageOut.of(package) for package in packages],
    )
    return answer(whole, version=one.version)


def _viewer(request: HttpRequest) -> User:
    person = person_of(request)
    require(may_see(person), MARKET)
    return person


def _answer(person: User, pk: int) -> HttpResponse:
    one = source_list(person=person).get(pk=pk)
    return answer(_source(one, _records(person).get(pk)), version=one.version)


def _records(person: User) -> dict[int, Record]:
    return {one.source.pk: one for one in market_get(person=person).sources}


def _source(one: Source, record: Record | None) -> SourceOut:
    return SourceOut(
        id=one.pk,
        name=one.name,
        grade=Grade(one.grade),
        speaks_for=one.organisation_id,
        right=0 if record is None else record.right,
        wrong=0 if record is None else record.wrong,
        reliability=None if record is None else record.reliability,
        low=None if record is None else record.low,
        high=None if record is None else record.high,
        version=one.version,
    )


def _outsider(one: Outsider) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "aliases": one.aliases,
        "basis": one.basis,
        "keep_until": one.keep_until,
        "version": one.version,
    }
