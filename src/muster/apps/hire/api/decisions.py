"""Decisions of committees by the API: read alone, since a person votes and signs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, Page, PageQuery, answer, keys_after, may_fail
from muster.apps.core.roles import require
from muster.apps.hire.api.shapes import Pk, TitleOut
from muster.apps.hire.models import Decision
from muster.apps.hire.rules_committee import may_see_committee
from muster.apps.hire.selectors.committee import DUE_ORDER, NEWEST_ORDER, ListedDecision, decision_page
from muster.apps.hire.selectors.decisions import ShownBallot, ShownDecision, decision_get

__all__ = ["router"]

router = Router(tags=["Decisions"], auth=Access(Scope.EVIDENCE_READ))


class DecisionOut(Out):
    """A decision. `outcome` is empty while it is undecided, and for who must not know it yet."""

    id: int
    number: int
    application: int
    called: str = Field(description="The candidate's name, or the application's code where it is blind.")
    requisition: TitleOut
    state: Decision.State
    outcome: str
    chair: PersonOut
    quorum: int
    cast: int = Field(description="How many votes are cast.")
    due_at: datetime
    created_at: datetime

    @classmethod
    def of(cls, listed: ListedDecision) -> DecisionOut:
        """Show a decision of a list."""
        return cls(**_common(listed.decision, listed.name, listed.outcome, listed.cast))


class BallotOut(Out):
    """A member's part. The vote and what belongs to it are empty while they are sealed for you."""

    member: PersonOut
    chair: bool
    recused: bool
    conflicts: list[str]
    vote: str
    reasons: str
    dissent: str
    counted: bool

    @classmethod
    def of(cls, one: ShownBallot) -> BallotOut:
        """Show a ballot."""
        return cls(
            member=PersonOut.of(one.member),
            chair=one.chair,
            recused=one.recused_at is not None,
            conflicts=list(one.conflicts),
            vote=one.vote,
            reasons=one.reasons,
            dissent=one.dissent,
            counted=one.counted,
        )


class VerdictOut(Out):
    """What was decided. `holds` is whether the signature still fits packet, ballots and decision."""

    outcome: str
    rationale: str
    overrules: str
    reason: str
    wanted: str
    signed_by: PersonOut | None
    signed_at: datetime | None
    signature: str
    holds: bool


class DecisionWholeOut(DecisionOut):
    """A decision with its ballots. `verdict` is null until it is signed, and for who must not know it yet."""

    sealed: bool = Field(description="Whether you first have to submit a scorecard or a review.")
    ballots: list[BallotOut]
    verdict: VerdictOut | None

    @classmethod
    def of_shown(cls, shown: ShownDecision) -> DecisionWholeOut:
        """Show a decision as its page does."""
        one = shown.decision
        outcome = one.outcome if shown.decided else ""
        return cls(
            **_common(one, shown.name, outcome, shown.cast),
            sealed=shown.sealed,
            ballots=[BallotOut.of(ballot) for ballot in shown.ballots],
            verdict=_verdict(shown) if shown.decided else None,
        )


class DecisionQuery(PageQuery):
    """Which decisions are asked for."""

    undecided: bool = Field(False, description="Those alone that are undecided, the first due first.")
    late: bool = Field(False, description="Those alone that are past their day.")


@router.get("/decisions", response={200: Page[DecisionOut], **may_fail()}, summary="List decisions")
def decisions(request: HttpRequest, query: Query[DecisionQuery]) -> Page[DecisionOut]:
    """Return the decisions that you see, the newest first."""
    person = person_of(request)
    require(may_see_committee(person), _("Only those who work with committees see decisions."))
    page, listed = decision_page(
        person=person,
        undecided=query.undecided,
        before=None,
        after=keys_after(query, Decision, DUE_ORDER if query.undecided else NEWEST_ORDER),
        late=query.late,
        size=query.limit,
    )
    return Page[DecisionOut](data=[DecisionOut.of(one) for one in listed], next=page.next)


@router.get(
    "/decisions/{int:pk}", response={200: DecisionWholeOut, **may_fail(404)}, summary="Read a decision"
)
def decision(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a decision with as much of its ballots as you may know."""
    shown = decision_get(person=person_of(request), pk=pk)
    if shown is None:
        raise Decision.DoesNotExist
    return answer(DecisionWholeOut.of_shown(shown), version=shown.decision.version)


def _common(one: Decision, called: str, outcome: str, cast: int) -> dict[str, Any]:
    return {
        "id": one.pk,
        "number": one.number,
        "application": one.application_id,
        "called": called,
        "requisition": TitleOut.of(one.application.requisition),
        "state": one.state,
        "outcome": outcome,
        "chair": PersonOut.of(one.chair),
        "quorum": one.quorum,
        "cast": cast,
        "due_at": one.due_at,
        "created_at": one.created_at,
    }


def _verdict(shown: ShownDecision) -> VerdictOut:
    one = shown.decision
    return VerdictOut(
        outcome=one.outcome,
        rationale=one.rationale,
        overrules=one.overrules,
        reason=one.reason,
        wanted=one.wanted,
        signed_by=None if one.signed_by is None else PersonOut.of(one.signed_by),
        signed_at=one.signed_at,
        signature=one.signature,
        holds=bool(shown.holds),
    )
