"""Who may do what in a committee, by person and by decision."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Ballot, Decision, Requisition
from muster.apps.hire.rules import may_change_requisition, may_read_scorecards

__all__ = [
    "able",
    "ballots_deciding",
    "candidates_deciding",
    "counts",
    "decisions_to_sign",
    "decisions_visible",
    "may_convene",
    "may_oversee",
    "may_read_packet",
    "may_reopen",
    "may_see_committee",
    "may_see_votes",
    "may_sign",
    "may_sit",
    "takes_chair",
    "takes_member",
    "why_no_dissent",
    "why_no_signature",
    "why_no_vote",
]


def may_convene(person: User, requisition: Requisition) -> bool:
    """Recruiters, and the hiring manager of this opening."""
    return may_change_requisition(person, requisition)


def may_oversee(person: User, requisition: Requisition) -> bool:
    """Recruiters, executives and the hiring manager see its decisions without sitting in the committee."""
    return may_read_scorecards(person, requisition)


def may_sit(person: User) -> bool:
    """Whoever has the role."""
    return has_role(person, Role.COMMITTEE_MEMBER)


def may_see_committee(person: User) -> bool:
    """Those who sit in committees, and those who convene or oversee them."""
    return has_role(person, Role.COMMITTEE_MEMBER, Role.RECRUITER, Role.EXECUTIVE, Role.HIRING_MANAGER)


def decisions_visible(person: User) -> Q:
    """Return the filter of the decisions that the person sees: those in whose committee they sit, and those of the
    requisitions whose scorecards they may read.
    """
    if not person.is_active:
        return Q(pk__in=())
    if has_role(person, Role.RECRUITER, Role.EXECUTIVE):
        return Q()
    sits = Q(Exists(Ballot.objects.filter(decision=OuterRef("pk"), member=person.pk)))
    if not has_role(person, Role.HIRING_MANAGER):
        return sits
    return sits | Q(application__requisition__hiring_manager=person.pk)


def ballots_deciding(person: User, candidate: int | None = None) -> QuerySet[Ballot]:
    """Return the ballots by which the person is to decide on this candidate, or else on any: of committees that have
    not decided yet, where they have not stood aside.
    """
    found = Ballot.objects.filter(
        member=person.pk, recused_at=None, decision__state__in=Decision.UNDECIDED
    ).order_by()
    return found if candidate is None else found.filter(decision__application__candidate=candidate)


def candidates_deciding(person: User) -> list[int]:
    """Return the keys of the candidates on whom the person is to decide (see `ballots_deciding`)."""
    keys = ballots_deciding(person).values_list("decision__application__candidate", flat=True)
    return list(keys.distinct())


def may_read_packet(person: User, decision: Decision, ballot: Ballot | None, *, sealed: bool) -> bool:
    """Members until they stand aside, and those who oversee it, unless scorecards are sealed for them."""
    if sealed or not person.is_active:
        return False
    if ballot is not None:
        return ballot.recused_at is None
    return may_oversee(person, decision.application.requisition)


def may_see_votes(person: User, decision: Decision, ballot: Ballot | None, *, sealed: bool) -> bool:
    """Nobody until the quorum is there, whatever their role. A member first casts their own vote or stands aside, as
    long as it can be cast.
    """
    if decision.opened_at is None or sealed or not person.is_active:
        return False
    if ballot is None:
        return may_oversee(person, decision.application.requisition)
    done = ballot.cast_at is not None or ballot.recused_at is not None
    return done or decision.state not in Decision.UNDECIDED


def may_sign(person: User, decision: Decision) -> bool:
    """The chair alone."""
    return person.is_active and decision.chair_id == person.pk


def may_reopen(person: User, decision: Decision) -> bool:
    """The chair who sits there, and executives."""
    return person.is_active and (person.pk == decision.chair_id or has_role(person, Role.EXECUTIVE))


def counts(ballot: Ballot) -> bool:
    """Whether a ballot counts: it is cast, and by somebody who is still with us."""
    return ballot.cast_at is not None and ballot.recused_at is None and ballot.member.is_active


def able(ballot: Ballot) -> bool:
    """Whether a ballot counts or still can: its member is with us, has not stood aside, and has cast it or may sit."""
    if ballot.recused_at is not None or not ballot.member.is_active:
        return False
    return ballot.cast_at is not None or may_sit(ballot.member)


def takes_member(decision: Decision, ballots: Sequence[Ballot]) -> bool:
    """Whether a member can be added. Once the votes are open, whoever adds one has seen them: then only where those who
    are left cannot make the quorum.
    """
    return decision.opened_at is None or sum(map(able, ballots)) < decision.quorum


def takes_chair(decision: Decision, ballots: Sequence[Ballot]) -> bool:
    """Whether another member can be made the chair; once the votes are open, only where the chair takes no part any
    more.
    """
    return decision.opened_at is None or not any(
        able(one) for one in ballots if one.member_id == decision.chair_id
    )


def decisions_to_sign(person: User) -> Q:
    """Return the filter of the decisions that wait for the person's signature, as `why_no_signature` says it of one."""
    own = Ballot.objects.filter(
        decision=OuterRef("pk"), member=person.pk, cast_at__isnull=False, recused_at=None
    )
    counted = Ballot.objects.filter(
        decision=OuterRef("pk"), cast_at__isnull=False, recused_at=None, member__is_active=True
    )
    number = counted.order_by().values("decision").annotate(number=Count("pk")).values("number")
    there = Q(chair=person.pk, state=Decision.State.OPEN)
    return there & Q(Exists(own)) & Q(quorum__lte=Subquery(number))


def why_no_vote(decision: Decision, ballot: Ballot, *, sealed: bool) -> RefusedError | None:
    """Return why a member of a committee at work casts no vote, or no other; None where they may."""
    if sealed:
        return RefusedError(
            _("You owe a scorecard or a review of this candidate; submit it before you vote.")
        )
    if ballot.recused_at is not None:
        return ConflictError(_("You have stood aside in this decision, so you do not vote."))
    if ballot.cast_at is not None and decision.opened_at is not None:
        return ConflictError(_("The votes have been opened, so yours stays as it is."))
    return None


def why_no_signature(
    decision: Decision, ballot: Ballot | None, ballots: Sequence[Ballot], *, sealed: bool
) -> RefusedError | None:
    """Return why the chair, whose ballot this is, does not sign a decision that is under way; None where they may."""
    if sealed:
        return RefusedError(
            _("You owe a scorecard or a review of this candidate; submit it before you sign.")
        )
    if ballot is None or ballot.recused_at is not None:
        return RefusedError(_("You have stood aside, so somebody else has to be made the chair."))
    if decision.opened_at is None:
        return RefusedError(_("The quorum is not there yet, so there is nothing to sign."))
    if ballot.cast_at is None:
        return RefusedError(_("Vote before you sign."))
    if sum(map(counts, ballots)) < decision.quorum:
        return RefusedError(
            _(
                "Somebody who voted has left, and the quorum is not there any more; another member has to vote."
            )
        )
    return None


def why_no_dissent(decision: Decision, ballot: Ballot, leading: str, *, sealed: bool) -> RefusedError | None:
    """Return why a member writes no dissent; None where they may. `leading` is what most voted for."""
    if sealed:
        return RefusedError(
            _("You owe a scorecard or a review of this candidate; submit it before you write a dissent.")
        )
    if decision.opened_at is None:
        return RefusedError(_("The votes are still sealed; there is nothing to disagree with yet."))
    if ballot.cast_at is None:
        return RefusedError(_("You have not voted, so you write no dissent."))
    if decision.state == Decision.State.VOID:
        return ConflictError(_("This decision is void: %(reason)s") % {"reason": decision.why_void})
    if decision.state == Decision.State.SIGNED and ballot.dissent:
        return ConflictError(_("Your dissent stands as you wrote it; the decision has been signed."))
    if ballot.vote == (decision.outcome or leading):
        return RefusedError(_("You voted as it was decided, so there is no dissent to write."))
    return None
