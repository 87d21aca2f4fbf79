"""Reading one decision: its ballots as far as somebody may know them, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Ballot, Decision, Outcome, Review, Scorecard, Vote
from muster.apps.hire.rules import may_move, seats_sealing
from muster.apps.hire.rules_committee import (
    able,
    counts,
    decisions_visible,
    may_convene,
    may_read_packet,
    may_reopen,
    may_see_votes,
    may_sign,
    may_sit,
    takes_chair,
    takes_member,
    why_no_dissent,
    why_no_signature,
    why_no_vote,
)
from muster.apps.hire.selectors.committee import applications_blind
from muster.apps.hire.selectors.tallies import leading_vote
from muster.apps.hire.signatures import signature_holds

__all__ = ["ShownBallot", "ShownDecision", "decision_events", "decision_get"]

JOINED = (
    *("application__candidate", "application__requisition", "application__stage"),
    *("packet__made_by", "chair", "signed_by", "reopens", "message"),
)


@dataclass(frozen=True)
class ShownBallot:
    """A member's part as somebody may see it: without the vote and what belongs to it while that is sealed."""

    member: User
    chair: bool
    left: bool
    conflicts: tuple[str, ...]
    declared: str
    recused_at: datetime | None
    recusal_reason: str
    vote: str = ""
    reasons: str = ""
    dissent: str = ""
    counted: bool = False

    @property
    def vote_label(self) -> str:
        """Return the vote in words."""
        return str(Vote(self.vote).label) if self.vote else ""


@dataclass(frozen=True)
class ShownDecision:
    """A decision as somebody may see it. Where `decided` is false they must not know its outcome, where `open` is, no
    vote. `why_unsigned` is why its chair cannot sign it yet.
    """

    decision: Decision
    name: str
    own: Ballot | None
    ballots: tuple[ShownBallot, ...]
    sealed: bool
    open: bool
    cast: int
    able: int
    takes_member: bool
    takes_chair: bool
    readable: bool
    newest: bool
    reopened_by: int | None
    stale: bool
    holds: bool | None
    erased: bool
    leading: str
    may_vote: bool
    may_sign: bool
    why_unsigned: str
    may_convene: bool
    may_reopen: bool
    may_dissent: bool
    may_send: bool

    @property
    def undecided(self) -> bool:
        """Return whether it is neither signed nor void."""
        return self.decision.state in Decision.UNDECIDED

    @property
    def decided(self) -> bool:
        """Return whether it is signed and the person may know what was decided."""
        return self.decision.state == Decision.State.SIGNED and not self.sealed

    @property
    def reachable(self) -> bool:
        """Return whether those who are left can make the quorum."""
        return self.able >= self.decision.quorum

    @property
    def chairless(self) -> bool:
        """Return whether the chair has stood aside or left."""
        chair = next((one for one in self.ballots if one.chair), None)
        return chair is None or chair.left or chair.recused_at is not None

    @property
    def tally(self) -> list[tuple[str, int]]:
        """Return how many votes count for each, in words."""
        found = dict.fromkeys(Vote.values, 0)
        for one in self.ballots:
            if one.vote and one.counted:
                found[one.vote] += 1
        return [(str(Vote(vote).label), number) for vote, number in found.items()]


def decision_get(*, person: User, pk: int) -> ShownDecision | None:
    """Return a decision that the person may see, or None."""
    later = Decision.objects.filter(application=OuterRef("application"), number__gt=OuterRef("number"))
    rows = Decision.objects.filter(decisions_visible(person), pk=pk).select_related(*JOINED)
    decision = rows.annotate(
        followed=Exists(later),
        reopening=F("reopened_by__pk"),
        owed=Exists(seats_sealing(person, OuterRef("application__candidate"))),
    ).first()
    if decision is None:
        return None
    application = decision.application
    ballots = _ballots(decision)
    own = next((one for one in ballots if one.member_id == person.pk), None)
    blind = applications_blind(person=person, applications=[application])
    sealed = decision.owed or application.pk in blind
    visible = may_see_votes(person, decision, own, sealed=sealed)
    signed = decision.state == Decision.State.SIGNED
    erased = application.candidate.erased_at is not None
    leading = leading_vote(ballots) if visible else ""
    undecided = decision.state in Decision.UNDECIDED
    going = undecided and application.outcome == Outcome.ACTIVE
    unsigned = why_no_signature(decision, own, ballots, sealed=sealed)
    return ShownDecision(
        decision=decision,
        name=application.code if application.pk in blind else application.candidate.name,
        own=own,
        ballots=tuple(_shown(decision, one, visible=visible) for one in ballots),
        sealed=sealed,
        open=visible,
        cast=sum(one.cast_at is not None for one in ballots),
        able=sum(map(able, ballots)) if undecided else len(ballots),
        takes_member=undecided and takes_member(decision, ballots),
        takes_chair=undecided and takes_chair(decision, ballots),
        readable=may_read_packet(person, decision, own, sealed=sealed),
        newest=not decision.followed,
        reopened_by=decision.reopening,
        stale=going and _is_stale(decision),
        holds=signature_holds(decision, ballots) if signed and not sealed and not erased else None,
        erased=erased,
        leading=leading,
        may_vote=going and _may_vote(person, decision, own, sealed=sealed),
        may_sign=going and unsigned is None and may_sign(person, decision),
        why_unsigned=unsigned.sentence if going and unsigned is not None else "",
        may_convene=going and may_convene(person, application.requisition),
        may_reopen=signed and not sealed and not decision.followed and may_reopen(person, decision),
        may_dissent=visible
        and own is not None
        and why_no_dissent(decision, own, leading, sealed=sealed) is None,
        may_send=signed and not sealed and not decision.followed and _may_send(person, decision),
    )


def _ballots(decision: Decision) -> list[Ballot]:
    """Return the ballots with their members; with the roles of these where it counts who can still vote."""
    rows = decision.ballots.select_related("member").order_by("pk")
    return list(rows.prefetch_related("member__grants") if decision.state in Decision.UNDECIDED else rows)


def decision_events(*, person: User, application: Application) -> list[tuple[Decision, bool]]:
    """Return the decisions about an application whose name the person knows, the first first, and of each whether they
    may know its outcome.
    """
    rows = (
        Decision.objects.filter(decisions_visible(person), application=application)
        .select_related("chair", "signed_by", "packet__made_by")
        .defer("packet__content")
        .annotate(sealed=Exists(seats_sealing(person, application.candidate_id)))
        .order_by("number")
    )
    return [(one, not one.sealed) for one in rows]


def _shown(decision: Decision, ballot: Ballot, *, visible: bool) -> ShownBallot:
    signed = decision.state == Decision.State.SIGNED
    counted = ballot.member_id in decision.counted if signed else counts(ballot)
    shown = ShownBallot(
        member=ballot.member,
        chair=ballot.member_id == decision.chair_id,
        left=not ballot.member.is_active,
        conflicts=tuple(ballot.conflict_labels),
        declared=ballot.declared,
        recused_at=ballot.recused_at,
        recusal_reason=ballot.recusal_reason,
    )
    if not visible:
        return shown
    return replace(shown, vote=ballot.vote, reasons=ballot.reasons, dissent=ballot.dissent, counted=counted)


def _may_vote(person: User, decision: Decision, own: Ballot | None, *, sealed: bool) -> bool:
    return own is not None and may_sit(person) and why_no_vote(decision, own, sealed=sealed) is None


def _may_send(person: User, decision: Decision) -> bool:
    return decision.message_id is not None and may_move(person, decision.application.requisition)


def _is_stale(decision: Decision) -> bool:
    """Whether a scorecard or a review came in, or was changed, since the packet was made."""
    made_at = decision.packet.made_at
    cards = Scorecard.objects.filter(
        Q(submitted_at__gt=made_at) | Q(versions__created_at__gt=made_at),
        seat__interview__application=decision.application_id,
    )
    reviews = Review.objects.filter(application=decision.application_id, submitted_at__gt=made_at)
    return cards.exists() or reviews.exists()
