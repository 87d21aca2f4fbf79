"""Reading target lists: how each fared, who is on it, and a rival's arrivals beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from muster.apps.accounts.models import User
from muster.apps.market.bridge.shapes import Moved
from muster.apps.market.bridge.targets import (
    Arrival,
    Fared,
    ListAgreement,
    acceptance_picture,
    agreement_of,
    fared,
)
from muster.apps.market.models import Organisation, Target, TargetEvent, TargetList
from muster.apps.market.rules import may_see
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.rankings import ranking_digest

__all__ = [
    "ListReport",
    "RivalReport",
    "RivalRow",
    "events_of",
    "list_report",
    "rival_report",
    "target_get",
    "target_list_get",
    "target_lists",
    "targets_of",
]

State = Target.State
BACK = timedelta(days=365)  # how long before a list was made a rival's arrivals are looked at


@dataclass(frozen=True)
class ListReport:
    """A list with how it fared: `people` on it, `late` of them after it was fixed, who count nowhere in how
    it fared, and `waiting` who were not approached. `holds` says whether the ranking is the one that was
    fixed.
    """

    people: int
    late: int
    waiting: int
    holds: bool
    fared: Fared
    picture: SafeString | None


@dataclass(frozen=True)
class RivalRow:
    """Somebody of our list who is claimed to have gone to the rival; `order` counts those of our list from 1."""

    target: Target
    move: Moved
    order: int


@dataclass(frozen=True)
class RivalReport:
    """A rival's arrivals since a day beside our list: those who are on it, and those who are not, the first first."""

    organisation: Organisation
    since: date
    agreement: ListAgreement
    rows: list[RivalRow]
    others: list[Moved]


def target_lists(*, person: User) -> QuerySet[TargetList]:
    """Return all target lists for those who see the market, the newest first, with how many are `people`,
    `approached`, `joined` and `declined`.
    """
    if not may_see(person):
        return TargetList.objects.none()
    rows = TargetList.objects.select_related("requisition", "owner")
    return rows.annotate(
        people=Count("targets"),
        approached=Count("targets", filter=~Q(targets__state=State.WAITING)),
        joined=Count("targets", filter=Q(targets__state=State.JOINED)),
        declined=Count("targets", filter=Q(targets__state=State.DECLINED)),
    ).order_by("-pk")


def target_list_get(*, person: User, pk: int) -> TargetList | None:
    """Return a target list; None for those who see nothing of the market."""
    if not may_see(person):
        return None
    return TargetList.objects.select_related("requisition", "owner").filter(pk=pk).first()


def targets_of(target_list: TargetList) -> QuerySet[Target]:
    """Return who is on a list, by rank."""
    return target_list.targets.select_related("outsider", "employee").order_by("rank")


def target_get(*, person: User, pk: int) -> Target | None:
    """Return somebody on a list; None for those who see nothing of the market."""
    if not may_see(person):
        return None
    return Target.objects.select_related("list", "outsider", "employee").filter(pk=pk).first()


def events_of(target: Target) -> list[TargetEvent]:
    """Return what was said of somebody on a list, the last first."""
    return list(target.events.select_related("by").order_by("-pk"))


def list_report(target_list: TargetList, *, drawn: bool = True) -> ListReport:
    """Return how a list fared, with its picture where it is to be `drawn`. Those who came late are left out:
    their rank was given when others had answered.
    """
    rows = list(target_list.targets.order_by("rank").values_list("rank", "state", "late"))
    ranked = tuple((rank, state) for rank, state, late in rows if not late)
    return ListReport(
        people=len(rows),
        late=len(rows) - len(ranked),
        waiting=sum(state == State.WAITING for _rank, state, _late in rows),
        holds=target_list.fixed_at is None or ranking_digest(target_list) == target_list.digest,
        fared=fared(ranked),
        picture=acceptance_picture(ranked, len(ranked)) if drawn else None,
    )


def rival_report(
    *, person: User, target_list: TargetList, organisation: Organisation, since: date | None = None
) -> RivalReport:
    """Return a rival's arrivals beside our list, as far as claims show them: moves that were first spoken of
    since a day, a year before the list was made where none is given, and that are not known to be untrue.
    """
    since = since or timezone.localdate(target_list.fixed_at or target_list.created_at) - BACK
    moves: dict[int, Moved] = {}
    for move in market_get(person=person).moves:
        if move.joined == organisation and move.said_first >= since and move.probability > 0:
            kept = moves.get(move.person.pk)
            if kept is None or move.probability > kept.probability:
                moves[move.person.pk] = move
    targets = [one for one in targets_of(target_list) if one.outsider.erased_at is None]
    ours = {one.outsider_id: one for one in targets}
    found = sorted(moves.values(), key=lambda move: (move.said_first, move.key))
    shared = [move for move in found if move.person.pk in ours]
    others = [move for move in found if move.person.pk not in ours]
    agreement = agreement_of(
        [one.rank for one in targets],
        [Arrival(ours[move.person.pk].rank, move.probability, move.said_first) for move in shared],
        [move.probability for move in others],
    )
    rows = [RivalRow(ours[move.person.pk], move, order) for order, move in enumerate(shared, 1)]
    return RivalReport(organisation, since, agreement, rows, others)
