"""Target lists by the API: read with how they fared, and what happened with somebody written down."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.core.api import (
    Day,
    IdempotencyKey,
    IfMatch,
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
from muster.apps.hire.api.shapes import Pk, TitleOut
from muster.apps.market.api.shapes import MARKET, storable
from muster.apps.market.bridge.targets import Fared
from muster.apps.market.models import Target, TargetList
from muster.apps.market.rules import may_keep, may_see
from muster.apps.market.selectors.targets import (
    list_report,
    target_get,
    target_list_get,
    target_lists,
    targets_of,
)
from muster.apps.market.services.approaching import EventPlan, target_record
from muster.apps.market.services.documents import KEEPERS
from muster.apps.org.models import Employee

__all__ = ["router"]

router = Router(tags=["Market"], auth=Access(Scope.MARKET_READ))
WRITES = Access(Scope.MARKET_WRITE)
State = Literal["waiting", "approached", "no_answer", "declined", "joined"]
Kind = Literal["approached", "no_answer", "declined", "joined", "withdrawn"]
Why = Literal["pay", "role", "place", "timing", "stays", "rival", "personal", "unknown"]
Told = Annotated[str, Field(max_length=500), AfterValidator(storable)]


class TargetListOut(Out):
    """People ranked before they are approached. `fixed_at` is null until the ranking is fixed."""

    id: int
    name: str
    purpose: str
    requisition: TitleOut | None
    owner: PersonOut
    fixed_at: datetime | None
    digest: str

    @classmethod
    def of(cls, one: TargetList) -> TargetListOut:
        """Show a list."""
        return cls(**_listed(one))


class RankGroupOut(Out):
    """Ranks `first` to `last`; `share` is that of those who answered, with its 90 % interval, null where
    nobody did.
    """

    first: int
    last: int
    approached: int
    joined: int
    declined: int
    open: int
    share: float | None
    low: float | None
    high: float | None


class ReachStepOut(Out):
    """For `joined` people one went down to `rank`; to `best` if all who have not answered join. If everybody accepted
    alike it would lie between `rank_low` and `rank_high`, and be as far down with the chance `p_value`.
    """

    joined: int
    rank: int
    best: int
    rank_low: int
    rank_high: int
    p_value: float


class SlopeOut(Out):
    """By what the odds of joining are multiplied when the rank doubles, with its 90 % interval."""

    ratio: float
    low: float
    high: float


class TargetListWholeOut(TargetListOut):
    """A list with how it fared. Those who came after it was fixed (`late`) count in none of it."""

    people: int
    late: int
    waiting: int
    approached: int
    answered: int
    joined: int
    open: int = Field(description="Approached without an answer yet, which is no refusal.")
    groups: list[RankGroupOut]
    slope: SlopeOut | None
    p_refuse: float | None = Field(
        description="The chance of an order in which the top declines as much or more, if everybody accepts alike."
    )
    deepest: int
    passed_over: int
    reach: list[ReachStepOut]


class TargetOut(Out):
    """Somebody on a list. `person` and `name` are null of those who were erased."""

    id: int
    rank: int
    person: int | None
    name: str | None
    reason: str
    late: bool
    state: State
    approached_on: date | None
    answered_on: date | None
    employee: int | None
    version: int = Field(description="What `If-Match` must say to write down what happened.")

    @classmethod
    def of(cls, one: Target) -> TargetOut:
        """Show somebody on a list."""
        gone = one.outsider.erased_at is not None
        names = ("rank", "reason", "late", "approached_on", "answered_on", "version")
        return cls(
            id=one.pk,
            person=None if gone else one.outsider_id,
            name=None if gone else one.outsider.name,
            state=cast(State, one.state),
            employee=one.employee_id,
            **{name: getattr(one, name) for name in names},
        )


class TargetEventOut(Out):
    """That it is written down. Kept for a day beside an Idempotency-Key, it holds nothing of the person."""

    id: int
    kind: Kind
    day: date
    state: State
    version: int


class TargetEventIn(Schema):
    """What happened. A `correction` is the reason for changing what was said before."""

    kind: Kind
    day: Day
    why: Why | None = Field(None, description="Why they declined.")
    note: Told = ""
    correction: Told = ""
    employee: Annotated[
        str, Field(max_length=32, description="The employee number of somebody who joined.")
    ] = ""


@router.get(
    "/market/target-lists", response={200: Page[TargetListOut], **may_fail()}, summary="List target lists"
)
def market_target_lists(request: HttpRequest, query: Query[PageQuery]) -> Page[TargetListOut]:
    """Return all target lists, the newest first."""
    page = page_of(target_lists(person=_viewer(request)), wanted=query, order=("-pk",))
    return Page[TargetListOut](data=[TargetListOut.of(one) for one in page.rows], next=page.next)


@router.get(
    "/market/target-lists/{int:pk}",
    response={200: TargetListWholeOut, **may_fail(404)},
    summary="Read a target list",
)
def market_target_list(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a list with acceptance by rank, and how far down it one had to go."""
    row = _list(request, pk)
    report = list_report(row, drawn=False)
    counts: dict[str, Any] = {"people": report.people, "late": report.late, "waiting": report.waiting}
    return answer(TargetListWholeOut(**_listed(row), **counts, **_fared(report.fared)), version=row.version)


@router.get(
    "/market/target-lists/{int:pk}/people",
    response={200: Page[TargetOut], **may_fail(404)},
    summary="List the people of a target list",
)
def market_target_list_people(request: HttpRequest, pk: Pk, query: Query[PageQuery]) -> Page[TargetOut]:
    """Return who is on a list, by rank."""
    page = page_of(targets_of(_list(request, pk)), wanted=query, order=("rank", "pk"))
    return Page[TargetOut](data=[TargetOut.of(one) for one in page.rows], next=page.next)


@router.post(
    "/market/targets/{int:pk}/events",
    response={201: TargetEventOut, **may_fail(404, 409, 412, 428)},
    auth=WRITES,
    summary="Write down what happened with somebody on a target list",
)
def market_target_event(
    request: HttpRequest, pk: Pk, body: TargetEventIn, match: IfMatch = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Say that somebody was approached, declined, joined or has not answered; or correct what was said."""
    person = person_of(request)
    require(may_keep(person), KEEPERS)
    target = target_get(person=person, pk=pk)
    if target is None:
        raise Http404

    def work() -> HttpResponse:
        seen = if_match(request)
        row = target_record(actor=person, target=target, plan=_plan(body), seen=seen)
        told = TargetEventOut(
            id=row.pk,
            kind=cast(Kind, row.kind),
            day=row.day,
            state=cast(State, target.state),
            version=target.version,
        )
        return answer(told, status=201, version=target.version)

    return once(request, person, work)


def _viewer(request: HttpRequest) -> User:
    person = person_of(request)
    require(may_see(person), MARKET)
    return person


def _list(request: HttpRequest, pk: int) -> TargetList:
    row = target_list_get(person=_viewer(request), pk=pk)
    if row is None:
        raise Http404
    return row


def _plan(body: TargetEventIn) -> EventPlan:
    employee = None
    if body.employee.strip():
        code = body.employee.replace("\0", "").strip()
        employee = Employee.objects.filter(code__iexact=code).first()
        if employee is None:
            raise RefusedError(_("Nobody here has this employee number; correct it or leave it out."))
    return EventPlan(body.kind, body.day, body.why or "", body.note, body.correction, employee)


def _listed(one: TargetList) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "purpose": one.purpose,
        "requisition": None if one.requisition is None else TitleOut.of(one.requisition),
        "owner": PersonOut.of(one.owner),
        "fixed_at": one.fixed_at,
        "digest": one.digest,
    }


def _fared(fared: Fared) -> dict[str, Any]:
    acceptance, reach = fared.acceptance, fared.reach
    return {
        **{
            name: getattr(acceptance, name)
            for name in ("approached", "answered", "joined", "open", "p_refuse")
        },
        "groups": [RankGroupOut.model_validate(one) for one in acceptance.groups],
        "slope": None if acceptance.slope is None else SlopeOut.model_validate(acceptance.slope),
        "deepest": reach.deepest,
        "passed_over": reach.passed_over,
        "reach": [ReachStepOut.model_validate(one) for one in reach.steps],
    }
