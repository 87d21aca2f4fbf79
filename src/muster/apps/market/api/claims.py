"""Claims by the API: read with their words, and resolved."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Day, IdempotencyKey, Key, Page, PageQuery, answer, may_fail, once, page_of
from muster.apps.core.roles import require
from muster.apps.market.api.shapes import MARKET, ClaimOut, Found, Pk
from muster.apps.market.models import Claim
from muster.apps.market.rules import may_keep, may_see
from muster.apps.market.selectors.claims import ClaimFilter, claim_list
from muster.apps.market.services.documents import KEEPERS
from muster.apps.market.services.resolving import claim_reopen, claim_resolve

__all__ = ["router"]

router = Router(tags=["Market"], auth=Access(Scope.MARKET_READ))
WRITES = Access(Scope.MARKET_WRITE)


class ClaimQuery(PageQuery):
    """Which claims are asked for."""

    person: Key | None = None
    organisation: Key | None = Field(None, description="At either end.")
    source: Key | None = None
    document: Key | None = None
    kind: Literal["", "move", "package"] = ""
    since: Day | None = Field(None, description="Said on this day or later.")

    def wanted(self) -> ClaimFilter:
        """Return the filter of the selector."""
        return ClaimFilter(**self.model_dump(exclude={"limit", "cursor"}))


class ResolveIn(Schema):
    """What became known of a claim."""

    outcome: Found
    reason: Annotated[str, Field(min_length=1, max_length=500, description="How it is known.")]


@router.get("/market/claims", response={200: Page[ClaimOut], **may_fail()}, summary="List claims")
def market_claims(request: HttpRequest, query: Query[ClaimQuery]) -> Page[ClaimOut]:
    """Return claims with their words, the last said first."""
    person = person_of(request)
    require(may_see(person), MARKET)
    page = page_of(claim_list(person=person, wanted=query.wanted()), wanted=query, order=("-said_on", "-pk"))
    return Page[ClaimOut](data=[ClaimOut.of(one) for one in page.rows], next=page.next)


@router.get("/market/claims/{int:pk}", response={200: ClaimOut, **may_fail(404)}, summary="Read a claim")
def market_claim(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a claim with its words."""
    person = person_of(request)
    require(may_see(person), MARKET)
    one = claim_list(person=person).get(pk=pk)
    return answer(ClaimOut.of(one), version=one.version)


@router.post(
    "/market/claims/{int:pk}/resolve",
    response={200: ClaimOut, **may_fail(404, 409)},
    auth=WRITES,
    summary="Say what became known of a claim",
)
def market_claim_resolve(
    request: HttpRequest, pk: Pk, body: ResolveIn, key: IdempotencyKey = None
) -> HttpResponse:
    """Say whether a claim is so, and how that is known; the records of its sources follow."""
    person = person_of(request)
    require(may_keep(person), KEEPERS)
    one = claim_list(person=person).get(pk=pk)

    def work() -> HttpResponse:
        claim_resolve(actor=person, claim=one, outcome=body.outcome, reason=body.reason.replace("\0", ""))
        return _shown(pk)

    return once(request, person, work)


@router.post(
    "/market/claims/{int:pk}/reopen",
    response={200: ClaimOut, **may_fail(404, 409)},
    auth=WRITES,
    summary="Take back what became known of a claim",
)
def market_claim_reopen(request: HttpRequest, pk: Pk, key: IdempotencyKey = None) -> HttpResponse:
    """Take back what was said to be known of a claim; nothing happens where nothing was."""
    person = person_of(request)
    require(may_keep(person), KEEPERS)
    one = claim_list(person=person).get(pk=pk)

    def work() -> HttpResponse:
        claim_reopen(actor=person, claim=one)
        return _shown(pk)

    return once(request, person, work)


def _shown(pk: int) -> HttpResponse:
    one = Claim.objects.select_related("document", "source", "person", "joined", "left", "resolution").get(
        pk=pk
    )
    return answer(ClaimOut.of(one), version=one.version)
