"""The inbox by the API: documents come in, people say what they claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.core.api import (
    Day,
    IdempotencyKey,
    IfMatch,
    Key,
    Out,
    Page,
    PageQuery,
    answer,
    if_match,
    may_fail,
    once,
    page_of,
)
from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import require
from muster.apps.market.api.shapes import MARKET, ClaimOut, OutsideOut, Pk, storable
from muster.apps.market.models import Basis, Claim, Document, Outsider, Proposal, Quote, Stance
from muster.apps.market.rules import may_keep, may_see
from muster.apps.market.selectors.claims import proposal_list
from muster.apps.market.selectors.documents import document_get, document_list
from muster.apps.market.selectors.names import outsider_get
from muster.apps.market.services.composing import ClaimPlan, plan_of
from muster.apps.market.services.confirming import proposal_confirm, proposal_correct, proposal_drop
from muster.apps.market.services.documents import KEEPERS, DocumentPlan
from muster.apps.market.services.receiving import document_receive

__all__ = ["router"]

router = Router(tags=["Market"], auth=Access(Scope.MARKET_READ))
WRITES = Access(Scope.MARKET_WRITE)
LONGEST, LARGEST = 1_000_000, 10**15


Decided = Literal["open", "confirmed", "corrected", "dropped"]
Name = Annotated[str, Field(max_length=200), AfterValidator(storable)]
Amount = Annotated[Decimal, Field(gt=0, le=LARGEST, max_digits=20, decimal_places=4)]


class ProposalOut(Out):
    """What some words of a document may claim. `content` has what applies of the reader's fields."""

    id: int
    document: int
    number: int
    kind: str
    start: int
    end: int
    words: str
    state: Decided
    content: dict[str, Any]
    version: int

    @classmethod
    def of(cls, one: Proposal, text: str) -> ProposalOut:
        """Show a proposal of a document with this text."""
        names = ("number", "kind", "start", "end", "state", "content", "version")
        return cls(
            id=one.pk,
            document=one.document_id,
            words=text[one.start : one.end],
            **{name: getattr(one, name) for name in names},
        )


class DocumentOut(Out):
    """Something that was written. `open` is how many proposals of it wait; `read_at` is null while it is being read."""

    id: int
    title: str
    name: str
    language: str
    published: date
    source: OutsideOut
    open: int
    read_at: datetime | None
    added_at: datetime

    @classmethod
    def of(cls, one: Document) -> DocumentOut:
        """Show a document of a list."""
        return cls(**_document(one, getattr(one, "open", 0)))


class DocumentWholeOut(DocumentOut):
    """A document with its text, what was guessed or could not be read of it, and its proposals."""

    text: str
    notes: list[str]
    basis: Basis
    keep_months: int
    proposals: list[ProposalOut]


class DocumentIn(Schema):
    """An article as text."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(storable)]
    source: Annotated[str, Field(min_length=1, max_length=200, description="Who published it.")]
    published: Day = Field(description="On which day; relative days in the text count from it.")
    name: Name = Field("", description="Where it is from, such as its address.")
    basis: Basis = Field(Basis.INTEREST, description="The lawful basis for the people in it.")
    keep_months: int = Field(24, ge=1, le=120, description="Months for which they are kept.")


class AddedOut(Out):
    """What was added: new documents, those that were there before, those that a worker still has to read, and what was
    left out, in sentences.
    """

    documents: list[int]
    known: list[int]
    unread: list[int]
    left_out: list[str]


class CorrectIn(Schema):
    """What a proposal should say; what is not sent stays as it is proposed. `outsider` is who is meant where several
    have the name, `new` says that it is somebody else of a name that is known.
    """

    person: Name = ""
    joined: Name = ""
    left: Name = ""
    role: Name = ""
    stance: Stance = Stance.ASSERTS
    hedged: bool = False
    low: Amount | None = None
    high: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = ""
    quote: Quote | None = None
    years: Annotated[Decimal, Field(gt=0, le=50, max_digits=4, decimal_places=2)] | None = None
    speaker: Name = ""
    outsider: Key | None = None
    new: bool = False


class ProposalQuery(PageQuery):
    """Which proposals are asked for."""

    state: Decided | None = None


@router.get("/market/documents", response={200: Page[DocumentOut], **may_fail()}, summary="List documents")
def market_documents(request: HttpRequest, query: Query[PageQuery]) -> Page[DocumentOut]:
    """Return what was written, the newest first."""
    person = _viewer(request)
    page = page_of(document_list(person=person), wanted=query, order=("-added_at", "-pk"))
    return Page[DocumentOut](data=[DocumentOut.of(one) for one in page.rows], next=page.next)


@router.post(
    "/market/documents",
    response={201: AddedOut, **may_fail(409)},
    auth=WRITES,
    summary="Add a document to the inbox",
    url_name="market-documents",
)
def market_document_add(request: HttpRequest, body: DocumentIn, key: IdempotencyKey = None) -> HttpResponse:
    """Add an article; the same text twice is one. What is long is read by a worker."""
    person = person_of(request)
    require(may_keep(person), KEEPERS)

    def work() -> HttpResponse:
        plan = DocumentPlan(
            data=body.text.encode("utf-8", "replace"),
            name=body.name,
            source=storable(body.source),
            basis=body.basis,
            keep_months=body.keep_months,
            published=body.published,
        )
        added = document_receive(actor=person, plan=plan)
        told = AddedOut(
            documents=[one.pk for one in added.documents],
            known=[one.pk for one in added.known],
            unread=[one.pk for one in added.unread],
            left_out=added.left_out,
        )
        return answer(told, status=201)

    return once(request, person, work)


@router.get(
    "/market/documents/{int:pk}", response={200: DocumentWholeOut, **may_fail(404)}, summary="Read a document"
)
def market_document(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a document with its text and its proposals."""
    found = document_get(person=_viewer(request), pk=pk)
    if found is None:
        raise Http404
    one, proposals = found
    waiting = sum(each.state == Proposal.State.OPEN for each in proposals)
    whole = DocumentWholeOut(
        **_document(one, waiting),
        text=one.text,
        notes=[str(note) for note in one.notes],
        basis=Basis(one.basis),
        keep_months=one.keep_months,
        proposals=[ProposalOut.of(each, one.text) for each in proposals],
    )
    return answer(whole, version=one.version)


@router.get("/market/proposals", response={200: Page[ProposalOut], **may_fail()}, summary="List proposals")
def market_proposals(request: HttpRequest, query: Query[ProposalQuery]) -> Page[ProposalOut]:
    """Return the proposals that people are asked about, the newest first."""
    rows = proposal_list(person=_viewer(request), state=query.state or "")
    page = page_of(rows, wanted=query, order=("-pk",))
    return Page[ProposalOut](
        data=[ProposalOut.of(one, one.document.text) for one in page.rows], next=page.next
    )


@router.get(
    "/market/proposals/{int:pk}", response={200: ProposalOut, **may_fail(404)}, summary="Read a proposal"
)
def market_proposal(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a proposal. Its ETag is what `If-Match` must say to decide on it."""
    one = proposal_list(person=_viewer(request)).get(pk=pk)
    return answer(ProposalOut.of(one, one.document.text), version=one.version)


@router.post(
    "/market/proposals/{int:pk}/confirm",
    response={201: ClaimOut, **may_fail(404, 409, 412, 428)},
    auth=WRITES,
    summary="Confirm a proposal",
)
def market_proposal_confirm(
    request: HttpRequest, pk: Pk, match: IfMatch = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Make a claim of a proposal as it stands."""
    person, one = _deciding(request, pk)

    def work() -> HttpResponse:
        return _made(proposal_confirm(actor=person, proposal=one, seen=if_match(request)))

    return once(request, person, work)


@router.post(
    "/market/proposals/{int:pk}/correct",
    response={201: ClaimOut, **may_fail(404, 409, 412, 428)},
    auth=WRITES,
    summary="Correct a proposal",
)
def market_proposal_correct(
    request: HttpRequest, pk: Pk, body: CorrectIn, match: IfMatch = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Make a claim of a proposal as it should be; a name that is put right is learned as another spelling."""
    person, one = _deciding(request, pk)

    def work() -> HttpResponse:
        seen = if_match(request)
        plan = _planned(one, body)
        meant = _meant(person, body.outsider)
        return _made(
            proposal_correct(actor=person, proposal=one, plan=plan, outsider=meant, new=body.new, seen=seen)
        )

    return once(request, person, work)


@router.post(
    "/market/proposals/{int:pk}/drop",
    response={200: ProposalOut, **may_fail(404, 409, 412, 428)},
    auth=WRITES,
    summary="Drop a proposal",
)
def market_proposal_drop(
    request: HttpRequest, pk: Pk, match: IfMatch = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Say that a proposal claims nothing."""
    person, one = _deciding(request, pk)

    def work() -> HttpResponse:
        proposal_drop(actor=person, proposal=one, seen=if_match(request))
        return answer(ProposalOut.of(one, one.document.text), version=one.version)

    return once(request, person, work)


def _viewer(request: HttpRequest) -> User:
    person = person_of(request)
    require(may_see(person), MARKET)
    return person


def _deciding(request: HttpRequest, pk: int) -> tuple[User, Proposal]:
    person = person_of(request)
    require(may_keep(person), KEEPERS)
    return person, proposal_list(person=person).get(pk=pk)


def _planned(one: Proposal, body: CorrectIn) -> ClaimPlan:
    """Return what a proposal should say: what was sent, else what it says; nothing that does not apply to its kind."""
    changes = body.model_dump(exclude={"outsider", "new"}, exclude_unset=True)
    if "quote" in changes:
        changes["quote"] = changes["quote"] or ""
    plan = replace(plan_of(one), **changes)
    if one.kind == Claim.Kind.MOVE:
        return replace(plan, currency="", quote="", years=None)
    return replace(plan, left="", role="")


def _meant(person: User, outsider: int | None) -> Outsider | None:
    if outsider is None:
        return None
    found = outsider_get(person=person, pk=outsider)
    if found is None:
        raise RefusedError(
            _("There is nobody outside of this number; read the people and take one of theirs.")
        )
    return found


def _made(claim: Claim) -> HttpResponse:
    return answer(ClaimOut.of(claim), status=201, version=claim.version)


def _document(one: Document, waiting: int) -> dict[str, Any]:
    names = ("title", "name", "language", "published", "read_at", "added_at")
    return {
        "id": one.pk,
        "source": OutsideOut.of(one.source),
        "open": waiting,
        **{name: getattr(one, name) for name in names},
    }
