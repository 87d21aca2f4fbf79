"""Loading the target lists of the fictional company, each fixed before its people were approached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.hire.models import Requisition
from muster.apps.hire.services.loading.rows import ACTION, load_rows
from muster.apps.market.models import Outsider, Target, TargetEvent, TargetList
from muster.apps.market.selectors.rankings import ranking_digest
from muster.demo.market.targeting import DrawnList, DrawnTarget

__all__ = ["load_target_lists"]


def load_target_lists(
    lists: Sequence[DrawnList], *, people: Mapping[str | None, Outsider], keeper: User
) -> list[TargetList]:
    """Load lists of people who are there, by name; `keeper` owns them and said what happened."""
    opening = Requisition.objects.filter(status=Requisition.Status.OPEN).order_by("pk").first()
    rows = load_rows(
        TargetList,
        [
            TargetList(
                name=one.name,
                purpose=one.purpose,
                requisition=None if one.purpose else opening,
                owner=keeper,
            )
            for one in lists
        ],
    )
    drawn = [
        (row, rank, each)
        for row, one in zip(rows, lists, strict=True)
        for rank, each in enumerate(one.targets, 1)
    ]
    targets = load_rows(Target, [_target(row, rank, one, people[one.name]) for row, rank, one in drawn])
    load_rows(
        TargetEvent,
        [
            TargetEvent(target=target, kind=kind, day=day, why=why, by=keeper, at=_moment(day))
            for target, (_row, _rank, one) in zip(targets, drawn, strict=True)
            for kind, day, why in one.events
        ],
    )
    for row, one in zip(rows, lists, strict=True):
        with change(row, ACTION, actor=None):
            row.fixed_at, row.digest = _moment(one.fixed_on), ranking_digest(row)
            row.save()
    return rows


def _target(row: TargetList, rank: int, one: DrawnTarget, person: Outsider) -> Target:
    days = {kind: day for kind, day, _why in one.events}
    state = one.events[-1][0] if one.events else Target.State.WAITING.value
    return Target(
        list=row,
        rank=rank,
        outsider=person,
        reason=one.reason,
        late=one.late,
        state=state,
        approached_on=days.get("approached"),
        answered_on=days.get("joined", days.get("declined")),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
