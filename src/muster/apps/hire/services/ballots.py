"""Ballots: cast sealed, opened together once the quorum is there; conflicts answered, recusals, dissent."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Ballot, Conflict, Decision, Vote
from muster.apps.hire.rules import is_blind_for, is_sealed_for
from muster.apps.hire.rules_committee import counts, may_sit, why_no_dissent, why_no_vote
from muster.apps.hire.selectors.tallies import leading_vote
from muster.apps.hire.services.committee import refuse_inactive
from muster.apps.hire.services.summons import ask_for_signature

__all__ = ["OWN_KINDS", "ballot_cast", "ballot_declare", "ballot_dissent", "ballot_recuse"]

LONGEST = 10_000
OWN_KINDS = (Conflict.FAMILY_NAME, Conflict.RELATED, Conflict.OTHER)  # what a member may know and data do not


def ballot_cast(
    *, actor: User, decision: Decision, vote: str, reasons: str, seen: int | None = None
) -> Ballot:
    """Vote, with reasons; until the votes are opened one may vote otherwise. The quorum opens them.

    The same vote again changes nothing. Raises ConflictError once the decision is signed or void or the votes are
    open, RefusedError for a vote without reasons or with a conflict that is not answered.
    """
    with writing():
        current, ballot = _mine(actor, decision)
        require(may_sit(actor), _("Only committee members vote."))
        said = reasons.strip()[:LONGEST]
        if (ballot.vote, ballot.reasons) == (vote, said) and vote:
            return ballot
        _refuse_voting(actor, current, ballot)
        if vote not in Vote.values:
            raise RefusedError(_("Choose what you vote for."))
        if not said:
            raise RefusedError(_("Write the reasons for your vote; they are sealed with it."))
        action = "ballot.cast" if ballot.cast_at is None else "ballot.change"
        with change(ballot, action, actor=actor, seen=seen, detail={"decision": current.pk}):
            ballot.vote, ballot.reasons, ballot.cast_at = vote, said, timezone.now()
            ballot.save()
        _open_with_quorum(actor, current)
    return ballot


def ballot_declare(
    *, actor: User, decision: Decision, kinds: Sequence[str], statement: str, seen: int | None = None
) -> Ballot:
    """Answer the conflicts that were found, and name others: why one can decide all the same. It stays on record."""
    if not statement.strip():
        raise RefusedError(_("Say why you can decide all the same, or stand aside."))
    with writing():
        current, ballot = _mine(actor, decision)
        _refuse_ended(current)
        if ballot.recused_at is not None:
            raise ConflictError(_("You have stood aside in this decision."))
        named = [one for one in kinds if one in OWN_KINDS and one not in ballot.conflicts]
        if not ballot.conflicts and not named:
            raise RefusedError(_("There is no conflict to answer; name the one that you have."))
        with change(ballot, "ballot.declare", actor=actor, seen=seen, detail={"decision": current.pk}):
            ballot.conflicts = [*ballot.conflicts, *named]
            ballot.declared, ballot.declared_at = statement.strip()[:500], timezone.now()
            ballot.save()
    return ballot


def ballot_recuse(*, actor: User, decision: Decision, reason: str) -> Ballot:
    """Stand aside, with a reason. A vote that is still sealed is taken back; one that was opened stays."""
    if not reason.strip():
        raise RefusedError(_("Say why you stand aside."))
    with writing():
        current, ballot = _mine(actor, decision)
        if ballot.recused_at is not None:
            return ballot
        _refuse_ended(current)
        if current.opened_at is not None and ballot.cast_at is not None:
            raise ConflictError(_("Your vote has been opened, so it stays; write to the chair."))
        with change(ballot, "ballot.recuse", actor=actor, detail={"decision": current.pk}):
            ballot.vote, ballot.reasons, ballot.cast_at = "", "", None
            ballot.recused_at, ballot.recusal_reason = timezone.now(), reason.strip()[:500]
            ballot.save()
    return ballot


def ballot_dissent(*, actor: User, decision: Decision, text: str, seen: int | None = None) -> Ballot:
    """Write down why one was outvoted. It can be changed until the chair has signed, and written, once, afterwards."""
    said = text.strip()[:LONGEST]
    if not said:
        raise RefusedError(_("Write why you disagree."))
    with writing():
        current, ballot = _mine(actor, decision)
        if ballot.dissent == said:
            return ballot
        _refuse_dissent(actor, current, ballot)
        with change(ballot, "ballot.dissent", actor=actor, seen=seen, detail={"decision": current.pk}):
            ballot.dissent, ballot.dissent_at = said, timezone.now()
            ballot.save()
    return ballot


def _mine(actor: User, decision: Decision) -> tuple[Decision, Ballot]:
    """Return the decision as it is now and the person's own ballot in it, while they are with us."""
    rows = Ballot.objects.select_related("decision__application__requisition", "member")
    ballot = rows.filter(decision=decision, member=actor.pk, member__is_active=True).first()
    require(ballot is not None, _("Only the members of this committee have a ballot in it."))
    if ballot is None:
        raise TypeError("no ballot")
    return ballot.decision, ballot


def _refuse_ended(decision: Decision) -> None:
    """Refuse what comes after the signature, or after a decision has become void."""
    if decision.state == Decision.State.SIGNED:
        raise ConflictError(_("The chair has signed this decision, so no vote is taken any more."))
    refuse_inactive(decision.application)
    if decision.state == Decision.State.VOID:
        raise ConflictError(_("This decision is void: %(reason)s") % {"reason": decision.why_void})


def _refuse_voting(actor: User, decision: Decision, ballot: Ballot) -> None:
    _refuse_ended(decision)
    refused = why_no_vote(decision, ballot, sealed=_sealed(actor, decision))
    if refused is not None:
        raise refused
    if ballot.conflicts and ballot.declared_at is None:
        raise RefusedError(
            _("Answer the conflict of interest first: say why you can decide, or stand aside.")
        )


def _open_with_quorum(actor: User, decision: Decision) -> None:
    """Open the votes as soon as enough of those who are with us have cast theirs."""
    if decision.opened_at is not None:
        return
    cast = [one for one in decision.ballots.select_related("member") if counts(one)]
    if len(cast) < decision.quorum:
        return
    with change(decision, "decision.open", actor=actor, detail={"cast": len(cast)}):
        decision.state, decision.opened_at = Decision.State.OPEN, timezone.now()
        decision.save()
    ask_for_signature(decision=decision)


def _refuse_dissent(actor: User, decision: Decision, ballot: Ballot) -> None:
    leading = leading_vote(list(decision.ballots.select_related("member")))
    refused = why_no_dissent(decision, ballot, leading, sealed=_sealed(actor, decision))
    if refused is not None:
        raise refused


def _sealed(actor: User, decision: Decision) -> bool:
    return is_sealed_for(actor, decision.application) or is_blind_for(actor, decision.application)
