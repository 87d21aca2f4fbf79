"""Committees: convened for a candidate, completed, called off, convened again on new evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Ballot, Conflict, Decision, Outcome, Scorecard, Stage, Vote
from muster.apps.hire.models.committee import FEWEST_VOTES
from muster.apps.hire.rules_committee import may_convene, may_sit, takes_chair, takes_member
from muster.apps.hire.selectors.conflicts import conflicts_found
from muster.apps.hire.services.packets import packet_gather
from muster.apps.hire.services.summons import ask_for_votes

__all__ = [
    "MOST_MEMBERS",
    "committee_appoint",
    "committee_call_off",
    "committee_convene",
    "committee_extend",
    "committee_renew",
    "decision_follow",
    "refuse_decided",
    "refuse_inactive",
]

MOST_MEMBERS = 15
FOUND_ALONE = (Conflict.REFERRER, Conflict.MANAGER)  # conflicts that no member names
NOT_YOURS = gettext_lazy("Only recruiters and the hiring manager of this opening convene its committees.")


def committee_convene(
    *,
    actor: User,
    application: Application,
    members: Sequence[User],
    chair: User,
    quorum: int,
    due_at: datetime,
) -> Decision:
    """Convene a committee on a packet of what is known now. Conflicts of interest are found and put on the ballots.

    The same committee sent twice is convened once. Raises ConflictError while another one decides, RefusedError for a
    committee that cannot decide, or a decision that is to be reopened instead.
    """
    require(may_convene(actor, application.requisition), NOT_YOURS)
    people = _people(members, chair, quorum)
    if due_at <= timezone.now():
        raise RefusedError(_("The day by which they vote is past; choose a later one."))
    with writing():
        current = refuse_inactive(application)
        last = Decision.objects.filter(application=current).order_by("-number").first()
        if last is not None and last.state in Decision.UNDECIDED:
            if _is_same(last, people, chair, quorum):
                return last  # sent twice, as a double click does
            raise ConflictError(_("A committee decides about this candidate already."))
        if last is not None and last.outcome in (Vote.HIRE, Vote.NO_HIRE):
            raise RefusedError(_("This candidate has been decided on; reopen that decision, with a reason."))
        if not _is_ready(current):
            raise RefusedError(
                _(
                    "There is nothing to decide on yet: move the candidate to the committee, or interview them."
                )
            )
        decision = Decision(application=current, chair=chair, quorum=quorum, due_at=due_at)
        return decision_follow(actor=actor, decision=decision, members=people, action="decision.convene")


def decision_follow(*, actor: User, decision: Decision, members: Sequence[User], action: str) -> Decision:
    """Store a new version of a decision, on a packet of what is known now, with an empty ballot for each member.
    Conflicts that members named before stand on it, to be answered again.

    For services that have asked whether the person may, inside their transaction.
    """
    application = decision.application
    highest = Decision.objects.filter(application=application).aggregate(highest=Max("number"))["highest"]
    decision.number = (highest or 0) + 1
    decision.packet = packet_gather(actor=actor, application=application)
    told = {"application": application.pk, "packet": decision.packet.digest}
    with change(decision, action, actor=actor, detail=told):
        decision.save()
    _give_ballots(actor, decision, members)
    return decision


def committee_extend(*, actor: User, decision: Decision, member: User, seen: int | None) -> Ballot:
    """Add a member: while the votes are sealed, or when those who are left cannot make the quorum. Who sits there
    already stays as they are.
    """
    require(may_convene(actor, decision.application.requisition), NOT_YOURS)
    with writing():
        with change(decision, "decision.extend", actor=actor, seen=seen, detail={"member": member.pk}):
            refuse_decided(decision)
            refuse_inactive(decision.application)
            known = Ballot.objects.filter(decision=decision, member=member).first()
            if known is not None:
                raise ConflictError(_("%(name)s sits in this committee already.") % {"name": member})
            ballots = _ballots(decision)
            if not takes_member(decision, ballots):
                raise RefusedError(
                    _(
                        "The votes have been opened, so a member is added only when those who are left cannot make the "
                        "quorum."
                    )
                )
            if len(ballots) >= MOST_MEMBERS:
                raise RefusedError(_("A committee has at most %(most)d members.") % {"most": MOST_MEMBERS})
            _check_member(member)
        return _give_ballots(actor, decision, [member])[0]


def committee_appoint(*, actor: User, decision: Decision, chair: User, seen: int | None) -> Decision:
    """Give the chair to another member, while nobody has signed; once the votes are open, only from somebody who has
    left or stood aside.
    """
    require(may_convene(actor, decision.application.requisition), NOT_YOURS)
    with writing(), change(decision, "decision.appoint", actor=actor, seen=seen) as told:
        refuse_decided(decision)
        if not takes_chair(decision, _ballots(decision)):
            raise RefusedError(
                _(
                    "The votes have been opened, so another chair is made only when the chair has left or stood aside."
                )
            )
        ballot = Ballot.objects.filter(decision=decision, member=chair, recused_at=None).first()
        if ballot is None:
            raise RefusedError(_("Choose as chair a member who has not stood aside."))
        _check_member(chair)
        told["chair"] = chair.pk
        decision.chair = chair
        decision.save()
    return decision


def committee_call_off(*, actor: User, decision: Decision, reason: str, seen: int | None) -> Decision:
    """Call a committee off, with a reason, while its votes are sealed: nobody undoes a vote that they have seen."""
    require(may_convene(actor, decision.application.requisition), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say in a few words why it is called off."))
    with writing(), change(decision, "decision.call_off", actor=actor, seen=seen):
        refuse_decided(decision)
        if decision.opened_at is not None:
            raise ConflictError(
                _("The votes have been opened, so this committee is not called off any more.")
            )
        decision.state, decision.void_reason = Decision.State.VOID, reason.strip()[:500]
        decision.save()
    return decision


def committee_renew(*, actor: User, decision: Decision, reason: str, seen: int | None) -> Decision:
    """Put new evidence before a committee: a new packet while nobody has voted, else a new version of the decision.

    The version before stays, void with the reason. Raises RefusedError where nothing is new.
    """
    require(may_convene(actor, decision.application.requisition), NOT_YOURS)
    with writing():
        with change(decision, "decision.renew", actor=actor, seen=seen) as told:
            refuse_decided(decision)
            refuse_inactive(decision.application)
            packet = packet_gather(actor=actor, application=decision.application)
            if packet.pk == decision.packet_id:
                raise RefusedError(_("There is no new evidence: the packet is what it was."))
            told["packet"] = packet.digest
            voted = decision.ballots.filter(cast_at__isnull=False).exists()
            if voted and not reason.strip():
                raise RefusedError(_("Somebody has voted already, so say why they have to vote again."))
            if voted:
                decision.state, decision.void_reason = Decision.State.VOID, reason.strip()[:500]
            else:
                decision.packet = packet
            decision.save()
        return _again(actor, decision) if voted else decision


def _again(actor: User, before: Decision) -> Decision:
    """Begin a new version with the members who are left: who stood aside did so from the person, not the packet."""
    left = before.ballots.filter(recused_at=None, member__is_active=True).select_related("member")
    version = Decision(
        application=before.application,
        chair=before.chair,
        quorum=before.quorum,
        due_at=max(before.due_at, timezone.now()),
    )
    members = [one.member for one in left.order_by("pk")]
    return decision_follow(actor=actor, decision=version, members=members, action="decision.convene")


def refuse_inactive(application: Application) -> Application:
    """Return an application as it is now; refuse one that is not active."""
    found = Application.objects.select_related("requisition", "stage", "candidate")
    current = found.defer("resume_text", "letter").get(pk=application.pk)
    if current.outcome == Outcome.WITHDRAWN:
        raise ConflictError(_("The candidate has withdrawn, so there is nothing to decide any more."))
    if current.outcome != Outcome.ACTIVE:
        raise ConflictError(
            _("This application is not active any more (%(outcome)s), so nothing is decided about it.")
            % {"outcome": current.get_outcome_display()}
        )
    return current


def refuse_decided(decision: Decision) -> None:
    """Refuse to change a decision that is signed or void."""
    if decision.state == Decision.State.SIGNED:
        raise ConflictError(
            _("This decision has been signed, so it stays as it is; reopening makes a new one.")
        )
    if decision.state == Decision.State.VOID:
        raise ConflictError(_("This decision is void: %(reason)s") % {"reason": decision.why_void})


def _people(members: Sequence[User], chair: User, quorum: int) -> list[User]:
    """Return the members, each once; refuse a committee that could not decide."""
    people = list({one.pk: one for one in members}.values())
    if chair.pk not in {one.pk for one in people}:
        raise RefusedError(_("The chair is one of the members; choose them as a member too."))
    if len(people) > MOST_MEMBERS:
        raise RefusedError(_("A committee has at most %(most)d members.") % {"most": MOST_MEMBERS})
    if not FEWEST_VOTES <= quorum <= len(people):
        raise RefusedError(
            _("The quorum is at least %(fewest)d and at most the number of members.")
            % {"fewest": FEWEST_VOTES}
        )
    for one in people:
        _check_member(one)
    return people


def _ballots(decision: Decision) -> list[Ballot]:
    return list(decision.ballots.select_related("member").prefetch_related("member__grants"))


def _check_member(member: User) -> None:
    if not may_sit(User.objects.get(pk=member.pk)):
        raise RefusedError(
            _("%(name)s is not a committee member; choose somebody who is.") % {"name": member}
        )


def _is_same(decision: Decision, people: Sequence[User], chair: User, quorum: int) -> bool:
    sits = set(decision.ballots.values_list("member", flat=True))
    return (decision.chair_id, decision.quorum, sits) == (chair.pk, quorum, {one.pk for one in people})


def _is_ready(application: Application) -> bool:
    if application.stage.kind == Stage.Kind.COMMITTEE:
        return True
    return Scorecard.objects.filter(
        seat__interview__application=application, submitted_at__isnull=False
    ).exists()


def _give_ballots(actor: User, decision: Decision, members: Sequence[User]) -> list[Ballot]:
    found = conflicts_found(application=decision.application, people=members)
    named = _named_before(decision, members)
    ballots = [
        Ballot(
            decision=decision,
            member=one,
            conflicts=[*found[one.pk], *(kind for kind in named[one.pk] if kind not in found[one.pk])],
        )
        for one in members
    ]
    given = create_many(Ballot, ballots, "ballot.give", actor=actor)
    ask_for_votes(decision=decision, ballots=given)
    return given


def _named_before(decision: Decision, members: Sequence[User]) -> dict[int, list[str]]:
    """Return the conflicts that each member named in earlier decisions about this application, which they answer again.

    Those that are always found in the data are found anew, where they are still there.
    """
    rows = Ballot.objects.filter(
        decision__application=decision.application_id, member__in=[one.pk for one in members]
    ).order_by("pk")
    named: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for member, kinds in rows.values_list("member", "conflicts"):
        named[member] |= dict.fromkeys(one for one in kinds if one not in FOUND_ALONE)
    return {one.pk: list(named[one.pk]) for one in members}
