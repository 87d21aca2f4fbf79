"""Making a target list, ranking it, and fixing the ranking before anybody is approached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core import formats
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, change_many, create_many, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Requisition
from muster.apps.hire.services.retention_finding import months_after
from muster.apps.market.jobs import erase_listed
from muster.apps.market.models import Basis, Outsider, Target, TargetList
from muster.apps.market.models.documents import LEAST_MONTHS, MOST_MONTHS
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.names import name_index
from muster.apps.market.selectors.rankings import ranking_digest
from muster.apps.market.services.documents import KEEPERS
from muster.apps.market.services.target_lines import MOST_PEOPLE, TargetLine, people_meant

__all__ = [
    "ListPlan",
    "PeoplePlan",
    "target_list_create",
    "target_list_fix",
    "target_move",
    "target_remove",
    "targets_add",
]

AWAY = 1_000_000  # added to ranks while they change places


@dataclass(frozen=True)
class PeoplePlan:
    """Who is to be on a list, ranked, and on what ground and for how many months those are kept who are new.
    `chosen` says who is meant by the lines that are asked about.
    """

    lines: Sequence[TargetLine]
    basis: str
    keep_months: int
    chosen: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ListPlan:
    """What a list is called and for: an opening, or a field and level in words."""

    name: str
    requisition: Requisition | None = None
    purpose: str = ""


def target_list_create(*, actor: User, plan: ListPlan, people: PeoplePlan) -> TargetList:
    """Make a list of people in the order of their ranks.

    Raises RefusedError for a name that another list has, the same person twice, and somebody of whom nobody
    has said who is meant.
    """
    require(may_keep(actor), KEEPERS)
    name = " ".join(plan.name.split())[:120]
    if not name:
        raise RefusedError(_("Give the list a name."))
    with writing():
        if TargetList.objects.filter(name=name).exists():
            raise RefusedError(_("Another list has this name; give it one of its own."))
        row = TargetList(
            name=name,
            requisition=plan.requisition,
            purpose=" ".join(plan.purpose.split())[:200],
            owner=actor,
        )
        with change(row, "target_list.add", actor=actor):
            row.save()
        targets_add(actor=actor, target_list=row, people=people)
    return row


def targets_add(*, actor: User, target_list: TargetList, people: PeoplePlan) -> list[Target]:
    """Put people below those who are on the list; once it is fixed they came later, and say so. Raises
    RefusedError as `target_list_create` does, and for somebody who is on the list.
    """
    require(may_keep(actor), KEEPERS)
    if people.basis not in Basis.values:
        raise RefusedError(_("Say on what lawful ground they are kept."))
    if not LEAST_MONTHS <= people.keep_months <= MOST_MONTHS:
        raise RefusedError(_("They are kept for 1 to 120 months; correct it."))
    with writing():
        target_list.refresh_from_db()
        meant = people_meant(people.lines, name_index(), people.chosen)
        there = set(target_list.targets.values_list("outsider_id", flat=True))
        again = [line for line, person in meant if person is not None and person.pk in there]
        if again:
            told = _("%(name)s (line %(line)s) is on the list already; leave them out.")
            raise RefusedError(told % {"name": again[0].name, "line": again[0].number})
        if len(there) + len(meant) > MOST_PEOPLE:
            told = _("A list has at most %(most)s people, and this one would have %(count)s; leave some out.")
            count = formats.number(len(there) + len(meant))
            raise RefusedError(told % {"most": formats.number(MOST_PEOPLE), "count": count})
        persons = _persons(actor, people, meant)
        last = target_list.targets.aggregate(last=Max("rank"))["last"] or 0
        rows = [
            Target(
                list=target_list,
                rank=rank,
                outsider=person,
                reason=line.reason,
                late=target_list.fixed_at is not None,
            )
            for rank, ((line, _person), person) in enumerate(zip(meant, persons, strict=True), last + 1)
        ]
        return create_many(Target, rows, "target.add", actor=actor)


def _persons(
    actor: User, people: PeoplePlan, meant: Sequence[tuple[TargetLine, Outsider | None]]
) -> list[Outsider]:
    """Return who is meant by each line; those who are new are added, and erased when their time is up."""
    until = months_after(timezone.localdate(), people.keep_months)
    rows = [
        Outsider(name=line.name, basis=people.basis, keep_until=until)
        for line, person in meant
        if person is None
    ]
    if rows:
        rows = create_many(Outsider, rows, "outsider.add", actor=actor)
        later = erase_listed.using(run_after=datetime.combine(until + timedelta(days=1), time(0), UTC))
        enqueue(
            later,
            title=_("Erase people of a target list"),
            actor=None,
            outsiders=[one.pk for one in rows],
        )
    new = iter(rows)
    return [next(new) if person is None else person for _line, person in meant]


def target_list_fix(*, actor: User, target_list: TargetList, seen: int | None = None) -> None:
    """Fix the ranking: from now on people may be approached, and nobody's rank changes.

    Raises ConflictError where it is fixed, RefusedError where nobody is on it.
    """
    require(may_keep(actor), KEEPERS)
    with writing(), change(target_list, "target_list.fix", actor=actor, seen=seen) as told:
        if target_list.fixed_at is not None:
            raise ConflictError(_("Somebody has fixed this list already; load the page again."))
        target_list.digest = ranking_digest(target_list)
        told |= {"digest": target_list.digest, "people": target_list.targets.count()}
        if not told["people"]:
            raise RefusedError(_("Nobody is on this list; add people before you fix it."))
        target_list.fixed_at = timezone.now()
        target_list.save()


def target_move(*, actor: User, target: Target, rank: int) -> None:
    """Put somebody at another rank, and those between one further. Raises RefusedError for a rank that there is not;
    ConflictError once the list is fixed.
    """
    require(may_keep(actor), KEEPERS)
    with writing():
        _check_movable(target)
        order = list(target.list.targets.order_by("rank").values_list("pk", flat=True))
        if not 1 <= rank <= len(order):
            told = _("There is no rank %(rank)s; choose one from 1 to %(last)s.")
            raise RefusedError(told % {"rank": rank, "last": len(order)})
        order.remove(target.pk)
        order.insert(rank - 1, target.pk)
        _rank(actor, order)


def target_remove(*, actor: User, target: Target) -> None:
    """Take somebody off a list, and those below one up. Raises ConflictError once the list is fixed."""
    require(may_keep(actor), KEEPERS)
    with writing():
        _check_movable(target)
        order = list(target.list.targets.order_by("rank").values_list("pk", flat=True))
        order.remove(target.pk)
        with change(target, "target.remove", actor=actor):
            target.delete()
        _rank(actor, order)


def _check_movable(target: Target) -> None:
    target.list.refresh_from_db()
    if target.list.fixed_at is not None:
        raise ConflictError(_("The ranking is fixed; nobody's rank changes any more."))


def _rank(actor: User, order: Sequence[int]) -> None:
    """Give people the ranks 1 to n in this order; first out of each other's way, as no two may have one rank."""
    with change_many(Target, order, "target.rank", actor=actor) as rows:
        ranks = {pk: rank for rank, pk in enumerate(order, 1)}
        moved = [row for row in rows if row.rank != ranks[row.pk]]
        Target.objects.filter(pk__in=[row.pk for row in moved]).update(rank=F("rank") + AWAY)
        for row in moved:
            row.rank = ranks[row.pk]
        Target.objects.bulk_update(moved, ["rank"], batch_size=500)
