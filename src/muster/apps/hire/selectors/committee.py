"""Reading committees: what waits for somebody, all that they see, one decision with as much as they may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Ballot, Decision
from muster.apps.hire.rules import blind_for, candidates_sealed, requisitions_reviewed
from muster.apps.hire.rules_committee import decisions_to_sign, decisions_visible, may_sit

__all__ = [
    "DUE_ORDER",
    "NEWEST_ORDER",
    "DecisionCounts",
    "ListedDecision",
    "Waiting",
    "application_decision",
    "applications_blind",
    "committee_people",
    "decision_counts",
    "decision_page",
    "decisions_hidden",
    "waiting_list",
]

PAGE = 25
DUE_ORDER, NEWEST_ORDER = ("due_at", "pk"), ("-created_at", "-pk")
MOST = 100  # of what waits for one person
JOINED = ("application__candidate", "application__requisition", "chair")
LISTED = (
    *("number", "state", "outcome", "quorum", "due_at", "created_at", "signed_at", "opened_at"),
    *("application", "application__candidate", "application__candidate__name"),
    *("application__requisition", "application__requisition__title", "application__requisition__code"),
    *("chair", "chair__name", "chair__email", "reopens"),
)


@dataclass(frozen=True)
class ListedDecision:
    """A decision in a list. `outcome` is nothing for who must not know it yet, `name` a code for who must not know who
    it is about.
    """

    decision: Decision
    name: str
    outcome: str
    cast: int

    @property
    def late(self) -> bool:
        """Return whether it should have been decided by now."""
        return self.decision.state in Decision.UNDECIDED and self.decision.due_at < timezone.now()


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: decisions to vote on, and those to sign."""

    votes: tuple[ListedDecision, ...]
    signatures: tuple[ListedDecision, ...]


def waiting_list(*, person: User) -> Waiting:
    """Return what waits for the person's vote and signature, the first due first."""
    if not person.is_active:
        return Waiting((), ())
    due = Ballot.objects.filter(
        member=person.pk, cast_at=None, recused_at=None, decision__state__in=Decision.UNDECIDED
    )
    keys = (
        list(due.order_by("decision__due_at").values_list("decision", flat=True)[:MOST])
        if may_sit(person)
        else []
    )
    rows = list(_rows().filter(Q(pk__in=keys) | decisions_to_sign(person)).order_by("due_at", "pk")[:MOST])
    shown = _listed(person, rows)
    votes = frozenset(keys)  # whoever has yet to vote on a decision does not sign it yet
    return Waiting(
        tuple(one for one in shown if one.decision.pk in votes),
        tuple(one for one in shown if one.decision.pk not in votes),
    )


@dataclass(frozen=True)
class DecisionCounts:
    """How many decisions wait for the person's vote and signature; and of those that they see, how many are undecided
    and how many should have been decided by now.
    """

    votes: int
    signatures: int
    undecided: int
    late: int


def decision_counts(*, person: User) -> DecisionCounts:
    """Count, in one query, what the lists show."""
    if not person.is_active:
        return DecisionCounts(0, 0, 0, 0)
    uncast = Ballot.objects.filter(decision=OuterRef("pk"), member=person.pk, cast_at=None, recused_at=None)
    votes = Q(Exists(uncast)) if may_sit(person) else Q(pk__in=())
    seen = decisions_visible(person)
    found = (
        Decision.objects.filter(state__in=Decision.UNDECIDED)
        .order_by()
        .aggregate(
            votes=Count("pk", filter=votes),
            signatures=Count("pk", filter=decisions_to_sign(person)),
            undecided=Count("pk", filter=seen),
            late=Count("pk", filter=seen & Q(due_at__lt=timezone.now())),
        )
    )
    return DecisionCounts(**found)


def decision_page(
    *,
    person: User,
    undecided: bool,
    before: str | None,
    after: str | None,
    late: bool = False,
    size: int = PAGE,
) -> tuple[KeysetPage[Decision], list[ListedDecision]]:
    """Return a page of the decisions that the person sees: those undecided, the first due first, of them those that are
    `late` alone; or all, the newest first.
    """
    found = _rows().filter(decisions_visible(person))
    if late:
        found = found.filter(due_at__lt=timezone.now())
    if undecided:
        page = keyset_page(
            found.filter(state__in=Decision.UNDECIDED),
            order=DUE_ORDER,
            size=size,
            before=before,
            after=after,
            apart=("state", [state.value for state in Decision.UNDECIDED]),
        )
    else:
        page = keyset_page(found, order=NEWEST_ORDER, size=size, before=before, after=after)
    return page, _listed(person, page.rows)


def decisions_hidden(*, person: User, applications: Iterable[Application]) -> tuple[set[int], set[int]]:
    """Return the applications of which the person must not know what was decided, because they owe a scorecard of the
    candidate; and those that they review blind.
    """
    rows = list(applications)
    if not rows:
        return set(), set()
    sealed = set(candidates_sealed(person))
    blind = applications_blind(person=person, applications=rows)
    return {one.pk for one in rows if one.candidate_id in sealed} | blind, blind


def applications_blind(*, person: User, applications: Sequence[Application]) -> set[int]:
    """Return which of these applications the person reviews blind."""
    reviewed = requisitions_reviewed(person)
    keys = [one.pk for one in applications if one.requisition_id in reviewed]
    if not keys:
        return set()
    query = Application.objects.filter(blind_for(person, reviewed=reviewed), pk__in=keys)
    return set(query.order_by().values_list("pk", flat=True))


def application_decision(*, application: Application) -> Decision | None:
    """Return the newest decision about an application."""
    return _rows().filter(application=application).order_by("-number").first()


def committee_people() -> QuerySet[User]:
    """Return those who may sit in committees, by name."""
    holders = RoleGrant.objects.filter(role=Role.COMMITTEE_MEMBER).order_by().values("user")
    people = User.objects.filter(is_active=True, pk__in=holders).order_by("name", "pk")
    return people.only("name", "email", "language")


def _rows() -> QuerySet[Decision]:
    return Decision.objects.select_related(*JOINED).only(*LISTED)


def _listed(person: User, rows: Sequence[Decision]) -> list[ListedDecision]:
    hidden, blind = decisions_hidden(person=person, applications=[one.application for one in rows])
    cast = dict(
        Ballot.objects.filter(decision__in=[one.pk for one in rows], cast_at__isnull=False)
        .order_by()
        .values_list("decision")
        .annotate(count=Count("pk"))
    )
    return [
        ListedDecision(
            one,
            one.application.code if one.application_id in blind else one.application.candidate.name,
            "" if one.application_id in hidden else one.outcome,
            cast.get(one.pk, 0),
        )
        for one in rows
    ]
