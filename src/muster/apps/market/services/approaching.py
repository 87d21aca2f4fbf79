"""Saying what became of somebody on a target list: approached, declined, joined, no answer; and correcting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core import formats
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.market.models import Target, TargetEvent
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import KEEPERS
from muster.apps.org.models import Employee

__all__ = ["EventPlan", "target_record"]

Kind, State = TargetEvent.Kind, Target.State


@dataclass(frozen=True)
class EventPlan:
    """What happened on a day: `why` they declined, `correction` the reason where it stands in the place of
    what was said before, `employee` who they are here now, where they joined.
    """

    kind: str
    day: date
    why: str = ""
    note: str = ""
    correction: str = ""
    employee: Employee | None = None


def target_record(*, actor: User, target: Target, plan: EventPlan, seen: int | None = None) -> TargetEvent:
    """Say what happened with somebody on a list.

    What contradicts an answer, or takes an approach back, is a correction and needs its reason. Raises
    RefusedError before the list is fixed, for a day that is still to come or before the approach, and of
    those who were erased; ChangedError where somebody else was quicker.
    """
    require(may_keep(actor), KEEPERS)
    if plan.kind not in Kind.values:
        raise RefusedError(_("Say what happened."))
    with writing():
        with change(target, f"target.{plan.kind}", actor=actor, seen=seen):
            correction = plan.correction.strip()[:500] if _corrects(target, plan.kind) else ""
            _check(target, plan, correction)
            _apply(target, plan)
            target.save()
        row = TargetEvent(
            target=target,
            kind=plan.kind,
            why=(plan.why or TargetEvent.Why.UNKNOWN) if plan.kind == Kind.DECLINED else "",
            note=plan.note.strip()[:500],
            day=plan.day,
            correction=correction,
            by=actor,
            at=timezone.now(),
        )
        with change(row, "target_event.add", actor=actor):
            row.save()
    return row


def _corrects(target: Target, kind: str) -> bool:
    """Return whether saying this takes back what was said before."""
    return (
        target.is_answered
        or kind == Kind.WITHDRAWN
        or (kind == Kind.APPROACHED and target.state != State.WAITING)
    )


def _check(target: Target, plan: EventPlan, correction: str) -> None:
    fixed_at = target.list.fixed_at
    if fixed_at is None:
        raise RefusedError(_("The list is not fixed yet; fix the ranking before anybody is approached."))
    if target.outsider.erased_at is not None:
        raise RefusedError(_("They were erased; nothing more is said of them."))
    if plan.why and plan.why not in TargetEvent.Why.values:
        raise RefusedError(_("There is no such reason; choose one."))
    if plan.employee is not None and plan.kind != Kind.JOINED:
        raise RefusedError(_("Only somebody who joined works here; leave the employee out."))
    _check_day(target, plan, timezone.localdate(fixed_at))
    if target.state == State.WAITING and plan.kind != Kind.APPROACHED:
        raise RefusedError(_("They were not approached yet; say first when they were."))
    if _corrects(target, plan.kind) and not correction:
        told = _("They stand at “%(state)s”; to change that, say why it is corrected.")
        raise RefusedError(told % {"state": target.get_state_display()})


def _check_day(target: Target, plan: EventPlan, fixed_on: date) -> None:
    if plan.day > timezone.localdate():
        raise RefusedError(_("This day is still to come; correct the day."))
    if plan.day < fixed_on:
        told = _("The ranking was fixed on %(day)s, and nobody is approached before; correct the day.")
        raise RefusedError(told % {"day": formats.day(fixed_on)})
    answers = plan.kind in (Kind.NO_ANSWER, Kind.DECLINED, Kind.JOINED)
    if answers and target.approached_on is not None and plan.day < target.approached_on:
        told = _("They were approached on %(day)s; an answer comes no sooner, so correct the day.")
        raise RefusedError(told % {"day": formats.day(target.approached_on)})


def _apply(target: Target, plan: EventPlan) -> None:
    """Put somebody where an event leaves them."""
    target.employee = plan.employee
    if plan.kind == Kind.WITHDRAWN:
        target.state, target.approached_on, target.answered_on = State.WAITING, None, None
        return
    target.state = plan.kind
    if plan.kind == Kind.APPROACHED:
        target.approached_on = plan.day
    target.answered_on = plan.day if target.is_answered else None
