"""What a signature under a decision covers, and whether it still fits what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from muster.apps.core.ledger.digest import digest_of
from muster.apps.hire.models import Ballot, Decision

__all__ = ["decision_signature", "packet_digest", "signature_holds"]


def packet_digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the one spelling of a packet's content."""
    return digest_of(content)


def decision_signature(decision: Decision, ballots: Sequence[Ballot]) -> str:
    """Return the SHA-256 over all that the chair signs: the packet's digest, every ballot, what was decided and why,
    by whom and when. A dissent is written beside a decision, and may come after it.
    """
    return digest_of(
        {
            "application": decision.application_id,
            "number": decision.number,
            "packet": packet_digest(decision.packet.content),
            "quorum": decision.quorum,
            "counted": decision.counted,
            "ballots": [_signed_part(one) for one in sorted(ballots, key=lambda ballot: ballot.member_id)],
            "outcome": decision.outcome,
            "rationale": decision.rationale,
            "overrules": decision.overrules,
            "reason": decision.reason,
            "wanted": decision.wanted,
            "chair": decision.chair_id,
            "signed_by": decision.signed_by_id,
            "signed_at": decision.signed_at,
        }
    )


def signature_holds(decision: Decision, ballots: Sequence[Ballot]) -> bool:
    """Whether what is stored is what was signed, the packet included."""
    return (
        decision.signature == decision_signature(decision, ballots)
        and packet_digest(decision.packet.content) == decision.packet.digest
    )


def _signed_part(ballot: Ballot) -> dict[str, Any]:
    return {
        "member": ballot.member_id,
        "vote": ballot.vote,
        "reasons": ballot.reasons,
        "cast_at": ballot.cast_at,
        "conflicts": ballot.conflicts,
        "declared": ballot.declared,
        "recused_at": ballot.recused_at,
        "recusal_reason": ballot.recusal_reason,
    }
