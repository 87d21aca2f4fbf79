"""What a proposal would be as a claim: which of its words say who, from where, to where, how much and of what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from muster.apps.market.models import Claim, Proposal, Quote, Stance

__all__ = ["ClaimPlan", "plan_of"]

LONG = 18  # months from which an amount that is over them is of a package's whole length


@dataclass(frozen=True)
class ClaimPlan:
    """A claim as somebody states it; names are as written, empty where there is none."""

    kind: str
    person: str = ""
    joined: str = ""
    left: str = ""
    role: str = ""
    stance: str = Stance.ASSERTS.value
    hedged: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    quote: str = ""
    years: Decimal | None = None
    speaker: str = ""


def plan_of(proposal: Proposal) -> ClaimPlan:
    """Return the claim that a proposal makes as it stands."""
    told = proposal.content
    common = ClaimPlan(
        kind=proposal.kind,
        person=told.get("person", ""),
        role=told.get("role", ""),
        stance=Stance.DENIES.value if told.get("stance") == "denies" else Stance.ASSERTS.value,
        hedged=bool(told.get("hedged")),
        speaker=told.get("speaker", ""),
    )
    if proposal.kind == Claim.Kind.MOVE:
        left, joined = told.get("from_organisation", ""), told.get("to_organisation", "")
        return replace(common, left=left, joined=joined)
    quote, years = _quote(proposal)
    return replace(
        common,
        role="",
        joined=told.get("organisation", ""),
        low=_amount(told.get("low")),
        high=_amount(told.get("high")),
        currency=told.get("currency", ""),
        quote=quote,
        years=years,
    )


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(repr(float(value))).quantize(Decimal("0.0001"))


def _quote(proposal: Proposal) -> tuple[str, Decimal | None]:
    """Return what a package's amount is of, and over how many years, by the words beside it."""
    part = proposal.content.get("basis")
    if part in (Quote.SIGNING.value, Quote.BASE.value):
        return str(part), None
    inside = proposal.document.proposals.filter(
        kind="money", start__gte=proposal.start, end__lte=proposal.end
    ).first()
    basis = None if inside is None else inside.content.get("basis")
    months = proposal.content.get("period_months")
    if basis == "first_year":
        return Quote.FIRST_YEAR.value, None
    if basis == "annual":
        return Quote.YEARLY.value, None
    if months is not None and months >= LONG:
        return Quote.TOTAL.value, Decimal(repr(months / 12)).quantize(Decimal("0.01"))
    return "", None
