"""Saying that it became known whether a claim is so: what sources are graded by."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.market.models import Claim, Outcome, Resolution, Stance
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.market import market_get
from muster.apps.market.services.documents import KEEPERS

__all__ = ["claim_reopen", "claim_resolve"]


def claim_resolve(*, actor: User, claim: Claim, outcome: str, reason: str) -> Resolution:
    """Say whether a claim is so, and how that is known.

    Raises RefusedError without a reason, or where another claim about the same move was found to say otherwise;
    ConflictError where it was resolved already.
    """
    require(may_keep(actor), KEEPERS)
    if outcome not in Outcome.values:
        raise RefusedError(_("Say whether it is so or not."))
    if not reason.strip():
        raise RefusedError(_("Say how it is known."))
    with writing():
        if Resolution.objects.filter(claim=claim).exists():
            raise ConflictError(_("Somebody has resolved this claim already; load the page again."))
        move = market_get(person=actor).move_of(claim.pk)
        so = (outcome == Outcome.CONFIRMED) == (claim.stance == Stance.ASSERTS)
        if move is not None and move.truth not in (None, so):
            raise RefusedError(
                _("Another claim about this move was found to say the opposite; reopen that first.")
            )
        row = Resolution(
            claim=claim,
            outcome=outcome,
            reason=reason.strip()[:500],
            resolved_by=actor,
            resolved_at=timezone.now(),
        )
        with change(row, "claim.resolve", actor=actor, detail={"outcome": outcome}):
            row.save()
    return row


def claim_reopen(*, actor: User, claim: Claim) -> None:
    """Take back what was said to be known of a claim. Nothing happens where nothing was."""
    require(may_keep(actor), KEEPERS)
    with writing():
        row = Resolution.objects.filter(claim=claim).first()
        if row is not None:
            with change(row, "claim.reopen", actor=actor):
                row.delete()
