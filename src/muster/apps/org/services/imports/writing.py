"""Writing a plan: all of it or nothing, with an entry in the ledger for every row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models.functions import Lower

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many, create_many, writing
from muster.apps.org.models import Employee, Location, Spell
from muster.apps.org.services.activity import covers, today_at
from muster.apps.org.services.imports.planning import Plan, PlannedRow
from muster.apps.org.services.posts import search_text_of
from muster.apps.org.services.schedule import schedule_activity_update
from muster.apps.org.trees import generations

__all__ = ["write_plan"]

BATCH = 500
COLUMNS = (
    "name",
    "sort_name",
    "search_text",
    "email",
    "team",
    "level",
    "family",
    "location",
    "manager",
    "is_active",
)


def write_plan(plan: Plan, *, actor: User, source: int) -> None:
    """Store what the plan says; `source` is the key of the import, which the ledger's entries name."""
    detail = {"import": source}
    with writing():
        keys = _create(plan, actor, detail)
        _change(plan, actor, detail, keys)
        _write_spells(plan, actor, detail, keys)
        _schedule(plan, actor)


def _create(plan: Plan, actor: User, detail: dict[str, int]) -> dict[str, int]:
    """Add the new employees, managers before their reports; return the keys of all that the plan speaks of."""
    keys = {row.draft.code: row.employee.pk for row in plan.rows if row.employee is not None}
    new = [row for row in plan.rows if row.employee is None]
    managers = {row.values["manager"] for row in plan.rows} - keys.keys() - {None}
    keys |= _keys_of(managers)
    users = _users_by_email([row.draft.email for row in new])
    groups = generations(new, key=lambda row: row.draft.code, parent=lambda row: row.values["manager"])
    for group in groups:
        rows = [_filled(Employee(code=row.draft.code), row, keys) for row in group]
        for one in rows:
            one.user = users.get(one.email.lower())
        created = create_many(Employee, rows, "employee.import", actor=actor, details=[detail] * len(rows))
        keys |= {one.code: one.pk for one in created}
    return keys


def _keys_of(codes: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), BATCH):
        part = Employee.objects.filter(code__in=wanted[start : start + BATCH])
        found.update(part.values_list("code", "pk"))
    return found


def _users_by_email(emails: Sequence[str]) -> dict[str, User]:
    """Return the accounts with these e-mails that belong to no employee yet."""
    free = User.objects.filter(employee=None).annotate(low=Lower("email"))
    wanted = [email.lower() for email in emails]
    found: dict[str, User] = {}
    for start in range(0, len(wanted), BATCH):
        found |= {one.email.lower(): one for one in free.filter(low__in=wanted[start : start + BATCH])}
    return found


def _filled(employee: Employee, row: PlannedRow, keys: dict[str, int]) -> Employee:
    """Put the planned values into an employee, unsaved."""
    for name, value in row.values.items():
        if name == "manager":
            employee.manager_id = None if value is None else keys[value]
        else:
            setattr(employee, name, value)
    employee.search_text = search_text_of(employee)
    employee.is_active = covers(row.draft.starts_on, row.ends_on, today_at(employee.location))
    return employee


def _change(plan: Plan, actor: User, detail: dict[str, int], keys: dict[str, int]) -> None:
    changed = {row.employee.pk: row for row in plan.rows if row.employee is not None and row.changes}
    with change_many(Employee, list(changed), "employee.import", actor=actor, detail=detail) as employees:
        for employee in employees:
            _filled(employee, changed[employee.pk], keys)
            employee.is_active = employee.is_active or _still_here(employee, changed[employee.pk])
        Employee.objects.bulk_update(employees, COLUMNS, batch_size=100)


def _still_here(employee: Employee, row: PlannedRow) -> bool:
    """Whether a spell that the row does not speak of covers the present day."""
    today = today_at(employee.location)
    others = employee.spells.exclude(starts_on=row.draft.starts_on).filter(starts_on__lte=today)
    return any(covers(one.starts_on, one.ends_on, today) for one in others)


def _write_spells(plan: Plan, actor: User, detail: dict[str, int], keys: dict[str, int]) -> None:
    """End and reopen stored spells first, then add the new ones."""
    stored = {row.spell.pk: row for row in plan.rows if row.spell is not None and _spell_changes(row)}
    with change_many(Spell, list(stored), "spell.import", actor=actor, detail=detail) as spells:
        for spell in spells:
            spell.ends_on, spell.reason = stored[spell.pk].ends_on, stored[spell.pk].reason
        Spell.objects.bulk_update(spells, ("ends_on", "reason"), batch_size=BATCH)
    new = [
        Spell(
            employee_id=keys[row.draft.code],
            starts_on=row.draft.starts_on,
            ends_on=row.ends_on,
            reason=row.reason,
        )
        for row in plan.rows
        if row.spell is None
    ]
    create_many(Spell, new, "spell.import", actor=actor, details=[detail] * len(new))


def _spell_changes(row: PlannedRow) -> bool:
    return row.spell is not None and (row.spell.ends_on, row.spell.reason) != (row.ends_on, row.reason)


def _schedule(plan: Plan, actor: User) -> None:
    """Plan the update of who works here for each day, at each location, on which the plan changes that."""
    wanted = set()
    for row in plan.rows:
        location: Location = row.values["location"]
        days = [row.draft.starts_on]
        if row.ends_on is not None and row.ends_on < date.max:  # which stands for no end
            days.append(row.ends_on + timedelta(days=1))
        wanted |= {(location, day) for day in days if day > today_at(location)}
    for location, day in sorted(wanted, key=lambda pair: (pair[1], pair[0].pk)):
        schedule_activity_update(location, day, actor=actor)
