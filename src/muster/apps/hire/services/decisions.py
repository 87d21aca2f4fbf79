"""Decisions: signed by the chair, reopened as a new version, void where there is nobody left to decide about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Ballot, Decision, Vote
from muster.apps.hire.rules import is_blind_for, is_sealed_for
from muster.apps.hire.rules_committee import counts, may_reopen, may_sign, why_no_signature
from muster.apps.hire.selectors.tallies import leading_vote
from muster.apps.hire.services.committee import decision_follow, refuse_decided, refuse_inactive
from muster.apps.hire.services.pipeline import application_follow
from muster.apps.hire.services.rejections import rejection_draft
from muster.apps.hire.signatures import decision_signature

__all__ = ["Verdict", "decision_reopen", "decision_sign"]

LONGEST = 10_000
AGAIN = timedelta(days=7)  # to vote on a decision that was reopened


@dataclass(frozen=True)
class Verdict:
    """What a chair signs. `overrules` is why against most of the votes, `reason` what the candidate may be told of a
    "no", `wanted` what one more interview is to find out.
    """

    outcome: str
    rationale: str
    overrules: str = ""
    reason: str = ""
    wanted: str = ""


def decision_sign(*, actor: User, decision: Decision, verdict: Verdict, seen: int | None = None) -> Decision:
    """Sign what was decided, over the packet and the ballots as they are.

    "Hire" moves the application on to the offer, "one more interview" back to the interviews, each with a move of its
    own; "do not hire" leaves it where it is and drafts a message, which a person sends. The same again changes nothing.
    """
    given = _trimmed(verdict)
    with writing():
        known = Decision.objects.filter(
            pk=decision.pk, state=Decision.State.SIGNED, signed_by=actor.pk
        ).first()
        if known is not None and _says(known, given):
            return known  # sent twice, as a double click does
        with change(decision, "decision.sign", actor=actor, seen=seen) as told:
            ballots = list(decision.ballots.select_related("member").order_by("pk"))
            _check_signer(actor, decision, ballots)
            _check_verdict(given, ballots)
            decision.state, decision.outcome = Decision.State.SIGNED, given.outcome
            decision.rationale, decision.overrules = given.rationale, given.overrules
            decision.reason, decision.wanted = given.reason, given.wanted
            decision.counted = sorted(one.member_id for one in ballots if counts(one))
            decision.signed_by, decision.signed_at = actor, timezone.now()
            if given.outcome == Vote.NO_HIRE:
                decision.message = rejection_draft(actor=actor, decision=decision)
            decision.signature = decision_signature(decision, ballots)
            decision.save()
            told["packet"], told["signature"] = decision.packet.digest, decision.signature
        if given.outcome != Vote.NO_HIRE:
            application_follow(actor=actor, application=decision.application, hire=given.outcome == Vote.HIRE)
    return decision


def decision_reopen(
    *, actor: User, decision: Decision, reason: str, due_at: datetime | None = None
) -> Decision:
    """Decide again, with a reason: a new version on a packet of what is known now; the old one stays, signed."""
    require(may_reopen(actor, decision), _("Only the chair or an executive reopens a decision."))
    if not reason.strip():
        raise RefusedError(_("Say why it is to be decided again."))
    with writing():
        current = Decision.objects.select_related("application__requisition", "chair").get(pk=decision.pk)
        known = Decision.objects.filter(reopens=current).first()
        if known is not None:
            raise ConflictError(_("This decision has been reopened already; go to the newer one."))
        if current.state != Decision.State.SIGNED:
            raise RefusedError(_("Only a decision that has been signed is reopened."))
        application = refuse_inactive(current.application)
        if Decision.objects.filter(application=application, number__gt=current.number).exists():
            raise ConflictError(_("There is a newer decision about this candidate; go to that one."))
        version = Decision(
            application=application,
            reopens=current,
            reopen_reason=reason.strip()[:500],
            chair=current.chair,
            quorum=current.quorum,
            due_at=due_at or timezone.now() + AGAIN,
        )
        left = current.ballots.filter(recused_at=None, member__is_active=True).select_related("member")
        members = [one.member for one in left.order_by("pk")]
        return decision_follow(actor=actor, decision=version, members=members, action="decision.reopen")


def _trimmed(verdict: Verdict) -> Verdict:
    """Return it without what belongs to another outcome."""
    no, more = verdict.outcome == Vote.NO_HIRE, verdict.outcome == Vote.ONE_MORE
    return Verdict(
        outcome=verdict.outcome,
        rationale=verdict.rationale.strip()[:LONGEST],
        overrules=verdict.overrules.strip()[:LONGEST],
        reason=verdict.reason.strip()[:500] if no else "",
        wanted=verdict.wanted.strip()[:500] if more else "",
    )


def _says(decision: Decision, verdict: Verdict) -> bool:
    return (
        Verdict(decision.outcome, decision.rationale, decision.overrules, decision.reason, decision.wanted)
        == verdict
    )


def _check_signer(actor: User, decision: Decision, ballots: Sequence[Ballot]) -> None:
    """Refuse anybody but the chair, and a chair who has not voted or a committee without its quorum."""
    present = User.objects.filter(pk=actor.pk, is_active=True).exists()
    require(present and may_sign(actor, decision), _("Only the chair signs this decision."))
    refuse_decided(decision)
    refuse_inactive(decision.application)
    own = next((one for one in ballots if one.member_id == actor.pk), None)
    sealed = is_sealed_for(actor, decision.application) or is_blind_for(actor, decision.application)
    refused = why_no_signature(decision, own, ballots, sealed=sealed)
    if refused is not None:
        raise refused


def _check_verdict(verdict: Verdict, ballots: Sequence[Ballot]) -> None:
    if verdict.outcome not in Vote.values:
        raise RefusedError(_("Choose what was decided."))
    if not verdict.rationale:
        raise RefusedError(_("Write the rationale: what the decision rests on."))
    most = leading_vote(ballots)
    if most and verdict.outcome != most and not verdict.overrules:
        raise RefusedError(_("Most voted otherwise; say why you decide against them."))
    if verdict.outcome == Vote.NO_HIRE and not verdict.reason:
        raise RefusedError(
            _("Write the reason that the candidate may be told: a rejection carries its reason.")
        )
    if verdict.outcome == Vote.ONE_MORE and not verdict.wanted:
        raise RefusedError(_("Write what one more interview is to find out."))
