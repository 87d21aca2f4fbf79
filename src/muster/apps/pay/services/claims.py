"""What is said in public about what others pay: kept with who says so, removed where it was a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.org.models import JobFamily, Level
from muster.apps.pay.models import ClaimStance, PayClaim
from muster.apps.pay.rules import may_set_bands

__all__ = ["ClaimPlan", "claim_add", "claim_remove"]

PARTNERS = gettext_lazy("Only compensation partners keep what is said about pay.")


@dataclass(frozen=True)
class ClaimPlan:
    """What a source says, of what, and when."""

    family: JobFamily
    level: Level
    quote: str
    currency: str
    low: Decimal
    high: Decimal
    source: str
    said_on: date
    company: str = ""
    url: str = ""
    stance: str = ClaimStance.ASSERTS.value


def claim_add(*, actor: User, plan: ClaimPlan) -> PayClaim:
    """Keep a claim. The same one twice is kept once.

    Raises RefusedError without a source, for one that is said tomorrow or later, or for amounts that do not rise.
    """
    require(may_set_bands(actor), PARTNERS)
    if plan.said_on > timezone.localdate():
        raise RefusedError(_("Nothing was said on a day that is still to come; correct the day."))
    with writing():
        known = PayClaim.objects.filter(**vars(plan)).first()
        if known is not None:
            return known
        row = PayClaim(**vars(plan), added_by=actor, added_at=timezone.now())
        with change(row, "claim.add", actor=actor):
            try:
                row.full_clean()
            except ValidationError as error:
                raise RefusedError(" ".join(error.messages)) from error
            row.save()
    return row


def claim_remove(*, actor: User, claim: PayClaim) -> None:
    """Remove a claim that was a mistake. One that is disputed stays, with who disputes it."""
    require(may_set_bands(actor), PARTNERS)
    with writing(), change(claim, "claim.remove", actor=actor):
        claim.delete()
