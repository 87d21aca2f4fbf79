"""Reading bars: which hold, where they lie on the scale of a run, and how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F
from django.utils import timezone

from muster.apps.hire.bridge.bar import LEAST_COMMON
from muster.apps.hire.bridge.merit import DECIMALS
from muster.apps.hire.models import BarRun, BarStanding, HiringBar, MeritRun, Requisition

__all__ = ["PlacedBar", "bar_for", "bar_in_force", "bar_run_newest", "bars_all", "bars_placed"]


@dataclass(frozen=True)
class PlacedBar:
    """A bar with its place on the scale of a run, None where too few applications link the two."""

    bar: HiringBar
    value: float | None
    in_force: bool


def bar_run_newest() -> BarRun | None:
    """Return the newest run that ended well. It is for those who ask who may see it themselves."""
    done = BarRun.objects.filter(state=BarRun.State.DONE).select_related("asked_by")
    return done.order_by("-as_of", "-pk").first()


def bars_all() -> list[HiringBar]:
    """Return all bars, by job family, the newest of each first."""
    rows = HiringBar.objects.select_related("family", "set_by").order_by("family__name", "family", "-number")
    return list(rows)


def bar_in_force(bars: Iterable[HiringBar], day: date) -> HiringBar | None:
    """Return which of a family's bars holds on a day: of those that began, the last; of one day, the one set last."""
    begun = [one for one in bars if one.since <= day]
    return max(begun, key=lambda one: (one.since, one.number), default=None)


def bars_placed(*, run: BarRun, bars: Sequence[HiringBar]) -> list[PlacedBar]:
    """Return bars with their places on the scale of a finished run: those that were set since, too."""
    kept: dict[int, float] = {row["bar"]: row["value"] for row in run.model.get("bars", ())}
    shifts: dict[int, float | None] = {run.pk: 0.0}
    today, by_family = timezone.localdate(), _by_family(bars)
    holding = {bar_in_force(mine, today) for mine in by_family.values()}
    placed = []
    for one in bars:
        value = kept.get(one.pk)
        if value is None and one.pk not in run.model.get("lost", ()):
            if one.run_id not in shifts:
                shifts[one.run_id] = _shift_between(one.run_id, run.pk)
            value = _moved(one.value, shifts[one.run_id])
        placed.append(PlacedBar(one, value, one in holding))
    return placed


def bar_for(*, run: MeritRun, requisition: Requisition) -> float | None:
    """Return the bar of a requisition as a merit in logits on the scale of a merit run; None where there is none, or
    where too few candidates of the run are on the scale of bars.
    """
    bars = list(HiringBar.objects.filter(family=requisition.family_id))
    holding = bar_in_force(bars, timezone.localdate())
    newest = bar_run_newest()
    if holding is None or newest is None:
        return None
    [placed] = bars_placed(run=newest, bars=[holding])
    return None if placed.value is None else _moved(placed.value, _shift_to_merit(newest, run))


def _by_family(bars: Iterable[HiringBar]) -> dict[int, list[HiringBar]]:
    found: dict[int, list[HiringBar]] = {}
    for one in bars:
        found.setdefault(one.family_id, []).append(one)
    return found


def _moved(value: float, shift: float | None) -> float | None:
    return None if shift is None else round(value + shift, DECIMALS) + 0.0


def _shift_between(then: int, now: int) -> float | None:
    """Return how much higher merit is on the scale of the run `now`, by the applications that both runs know."""
    both = BarStanding.objects.filter(
        run=now, part=0, application__bar_standings__run=then, application__bar_standings__part=0
    )
    return _mean(
        both.aggregate(shift=Avg(F("merit") - F("application__bar_standings__merit")), both=Count("pk"))
    )


def _shift_to_merit(bar: BarRun, run: MeritRun) -> float | None:
    """Return how much higher merit is on the scale of a merit run than on that of bars, by the candidates of both."""
    both = BarStanding.objects.filter(run=bar, part=0, application__candidate__standings__run=run)
    if run.requisition_id is not None:
        both = both.filter(application__requisition=run.requisition_id)
    merit = F("application__candidate__standings__merit")
    return _mean(both.aggregate(shift=Avg(merit - F("merit")), both=Count("pk")))


def _mean(found: dict[str, float | int | None]) -> float | None:
    return None if (found["both"] or 0) < LEAST_COMMON else found["shift"]
