"""Changing who works at the company, in which post, and when."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.org.models import Employee, EndReason, Spell
from muster.apps.org.services.activity import covers, today_at
from muster.apps.org.services.posts import Post, search_text_of
from muster.apps.org.services.saving import require_change, save
from muster.apps.org.services.schedule import schedule_activity_update
from muster.apps.org.trees import would_close_circle

__all__ = [
    "Post",
    "employee_correct",
    "employee_end_spell",
    "employee_hire",
    "employee_return",
    "employee_transfer",
]


def employee_hire(
    *,
    actor: User | None,
    code: str,
    name: str,
    email: str,
    post: Post,
    starts_on: date,
    sort_name: str = "",
    user: User | None = None,
) -> Employee:
    """Add somebody who works here from a day on, today, before or later."""
    require_change(actor)
    employee = Employee(code=code.strip(), user=user)
    _name(employee, name=name, sort_name=sort_name, email=email)
    post.give_to(employee)
    employee.is_active = starts_on <= today_at(post.location)
    with writing():
        with change(employee, "employee.hire", actor=actor):
            save(employee)
        _add_spell(actor, employee, starts_on)
    return employee


def employee_correct(
    *,
    actor: User | None,
    employee: Employee,
    name: str,
    email: str,
    sort_name: str = "",
    seen: int | None = None,
) -> None:
    """Change somebody's name or e-mail."""
    require_change(actor)
    with change(employee, "employee.correct", actor=actor, seen=seen):
        _name(employee, name=name, sort_name=sort_name, email=email)
        save(employee)


def employee_transfer(*, actor: User | None, employee: Employee, post: Post, seen: int | None = None) -> None:
    """Give somebody another post. Raises RefusedError when the manager reports to them, directly or not."""
    require_change(actor)
    with change(employee, "employee.transfer", actor=actor, seen=seen) as detail:
        _check_manager(employee, post)
        detail.update(post.difference_to(employee))
        post.give_to(employee)
        save(employee)


def employee_end_spell(
    *, actor: User | None, employee: Employee, ends_on: date, reason: EndReason, seen: int | None = None
) -> None:
    """Say which day is, or was, somebody's last. Their reports stay theirs until they are given to others."""
    require_change(actor)
    with change(employee, "employee.end_spell", actor=actor, seen=seen):
        spell = employee.spells.filter(ends_on=None).first()
        if spell is None:
            raise RefusedError(_("%(name)s has left already.") % {"name": employee})
        if ends_on < spell.starts_on:
            raise RefusedError(
                _("The last day cannot be before the first, %(day)s.") % {"day": date_format(spell.starts_on)}
            )
        with change(spell, "spell.end", actor=actor, detail={"employee": employee.pk}):
            spell.ends_on, spell.reason = ends_on, reason
            save(spell)
        employee.is_active = covers(spell.starts_on, ends_on, today_at(employee.location))
        save(employee)
        if today_at(employee.location) <= ends_on < date.max:  # which stands for no end
            schedule_activity_update(employee.location, ends_on + timedelta(days=1), actor=actor)


def employee_return(
    *, actor: User | None, employee: Employee, post: Post, starts_on: date, seen: int | None = None
) -> None:
    """Let somebody who left work here again from a day on."""
    require_change(actor)
    with writing():
        with change(employee, "employee.return", actor=actor, seen=seen) as detail:
            last = employee.spells.order_by("-starts_on").first()
            if last is not None and (last.ends_on is None or last.ends_on >= starts_on):
                raise RefusedError(
                    _("%(name)s still works here on %(day)s; choose a later day.")
                    % {"name": employee, "day": date_format(starts_on)}
                )
            _check_manager(employee, post)
            detail.update(post.difference_to(employee))
            post.give_to(employee)
            today = today_at(post.location)
            still_here = last is not None and covers(last.starts_on, last.ends_on, today)
            employee.is_active = still_here or starts_on <= today
            save(employee)
        _add_spell(actor, employee, starts_on)


def _name(employee: Employee, *, name: str, sort_name: str, email: str) -> None:
    employee.name, employee.email = name.strip(), email.strip()
    employee.sort_name = sort_name.strip() or employee.name
    employee.search_text = search_text_of(employee)


def _add_spell(actor: User | None, employee: Employee, starts_on: date) -> None:
    spell = Spell(employee=employee, starts_on=starts_on)
    with change(spell, "spell.begin", actor=actor, detail={"employee": employee.pk}):
        save(spell)
    if starts_on > today_at(employee.location):
        schedule_activity_update(employee.location, starts_on, actor=actor)


def _check_manager(employee: Employee, post: Post) -> None:
    above = None if post.manager is None else post.manager.pk
    if would_close_circle(Employee, "manager", row=employee.pk, under=above):
        raise RefusedError(
            _("%(manager)s reports to %(name)s, directly or through others; choose somebody else.")
            % {"manager": post.manager, "name": employee}
        )
