"""From drafts to a plan: which employees a file adds, which it changes and how, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from muster.apps.core.ledger.digest import digest_of
from muster.apps.org.models import Employee, Spell
from muster.apps.org.services.imports.catalogue import Catalogue
from muster.apps.org.services.imports.reading import Draft, header_of
from muster.tables.problems import Problems, shown

__all__ = ["Plan", "PlannedRow", "make_plan"]

BATCH = 500
PARTS = ("team", "level", "family", "location")


@dataclass
class PlannedRow:
    """What happens to one employee.

    `values` are the columns to store (`manager` as a number of the company's); `changes` those that differ, as people
    read them: `{"team": ("Data", "Models")}`. `spell` is the stored spell that the row speaks of, None for a new one;
    `ends_on` and `reason` are what it will have.
    """

    draft: Draft
    employee: Employee | None
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    spell: Spell | None = None
    ends_on: date | None = None
    reason: str = ""

    @property
    def outcome(self) -> str:
        """Return created, changed or unchanged."""
        if self.employee is None:
            return "created"
        return "changed" if self.changes else "unchanged"


@dataclass(frozen=True)
class Plan:
    """The rows that can be imported, in the order of the file."""

    rows: tuple[PlannedRow, ...]

    @property
    def digest(self) -> str:
        """Return a digest of all that would happen."""
        told = [
            (one.draft.line, one.draft.code, one.outcome, one.changes, str(one.draft)) for one in self.rows
        ]
        return digest_of(told)


def make_plan(drafts: Sequence[Draft], file: str, problems: Problems) -> Plan:
    """Compare drafts with what is stored, and note what is unknown, taken or circular."""
    catalogue = Catalogue.load()
    stored = _stored([draft.code for draft in drafts])
    spells = _spells(stored.values())
    rows = []
    for draft in drafts:
        row = PlannedRow(draft, stored.get(draft.code))
        for part in PARTS:
            found = catalogue.find(part, getattr(draft, part))
            if isinstance(found, str):
                problems.add(f"unknown-{part}", found, file=file, row=draft.line, column=header_of(part))
            else:
                row.values[part] = found
        _plan_person(row)
        _plan_spell(row, spells.get(draft.code, ()), file, problems)
        rows.append(row)
    _check_emails(rows, file, problems)
    _plan_managers(rows, file, problems)
    for row in rows:
        _compare(row)
    return Plan(tuple(rows))


def _stored(codes: Sequence[str]) -> dict[str, Employee]:
    found: dict[str, Employee] = {}
    for start in range(0, len(codes), BATCH):
        part = Employee.objects.filter(code__in=codes[start : start + BATCH])
        found.update((one.code, one) for one in part.select_related(*PARTS, "manager"))
    return found


def _spells(employees: Iterable[Employee]) -> dict[str, list[Spell]]:
    codes = {one.pk: one.code for one in employees}
    found: dict[str, list[Spell]] = {}
    keys = list(codes)
    for start in range(0, len(keys), BATCH):
        for spell in Spell.objects.filter(employee__in=keys[start : start + BATCH]).order_by("starts_on"):
            found.setdefault(codes[spell.employee_id], []).append(spell)
    return found


def _plan_person(row: PlannedRow) -> None:
    draft, old = row.draft, row.employee
    kept = old.sort_name if old is not None and old.name == draft.name else draft.name
    row.values |= {
        "name": draft.name,
        "email": draft.email,
        "sort_name": draft.sort_name or (draft.name if "sort_name" in draft.given else kept),
    }


def _plan_spell(row: PlannedRow, spells: Sequence[Spell], file: str, problems: Problems) -> None:
    """Find the spell that the row speaks of by its first day, or plan a new one beside the others."""
    draft = row.draft
    row.spell = next((one for one in spells if one.starts_on == draft.starts_on), None)
    row.ends_on, row.reason = draft.ends_on, draft.reason
    if row.spell is not None and "ends_on" not in draft.given:
        row.ends_on, row.reason = row.spell.ends_on, row.spell.reason
    elif (
        row.spell is not None
        and row.spell.ends_on is not None
        and row.ends_on
        and "reason" not in draft.given
    ):
        row.reason = row.spell.reason
    for one in spells:
        if one is not row.spell and _overlap(draft.starts_on, row.ends_on, one.starts_on, one.ends_on):
            sentence = _(
                "the days overlap with the employment from %(first)s to %(last)s that is stored; correct them, "
                "or end that one first"
            ) % {"first": one.starts_on, "last": one.ends_on or "…"}
            problems.add("overlap", sentence, file=file, row=draft.line, column=header_of("starts_on"))


def _overlap(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    return (other_last is None or first <= other_last) and (last is None or other_first <= last)


def _check_emails(rows: Sequence[PlannedRow], file: str, problems: Problems) -> None:
    wanted = {row.values["email"].lower(): row for row in rows}
    emails = list(wanted)
    for start in range(0, len(emails), BATCH):
        holders = Employee.objects.annotate(low=Lower("email")).filter(low__in=emails[start : start + BATCH])
        for low, code in holders.values_list("low", "code"):
            row = wanted[low]
            if row.draft.code != code:
                sentence = _("employee %(code)s has this e-mail; correct it, or change theirs first") % {
                    "code": code
                }
                problems.add(
                    "email-taken", sentence, file=file, row=row.draft.line, column=header_of("email")
                )


def _plan_managers(rows: Sequence[PlannedRow], file: str, problems: Problems) -> None:
    """Look up managers in the file and among those stored, and note circles that would come to be."""
    if not rows:
        return
    if "manager" not in rows[0].draft.given:
        for row in rows:
            row.values["manager"] = getattr(row.employee and row.employee.manager, "code", None)
        return
    above: dict[str, str | None] = dict(Employee.objects.values_list("code", "manager__code"))
    in_file = {row.draft.code for row in rows}
    for row in rows:
        manager = row.draft.manager
        if manager and manager not in above and manager not in in_file:
            sentence = _("there is no employee with the number %(code)s, here or in the file; correct it") % {
                "code": shown(manager)
            }
            problems.add(
                "unknown-manager", sentence, file=file, row=row.draft.line, column=header_of("manager")
            )
        row.values["manager"] = manager or None
    above |= {row.draft.code: row.values["manager"] for row in rows}
    circular = _on_circles(above)
    for row in rows:
        if row.draft.code in circular:
            chain = " → ".join(circular[row.draft.code])
            sentence = _("the managers go round in a circle (%(chain)s); correct one of them") % {
                "chain": chain
            }
            problems.add("circle", sentence, file=file, row=row.draft.line, column=header_of("manager"))


def _on_circles(above: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Return everybody who stands on a circle, with the way round it."""
    found: dict[str, list[str]] = {}
    done: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        code: str | None = start
        while code is not None and code not in done and code not in path:
            path[code] = len(path)
            code = above.get(code)
        if code is not None and code in path:
            circle = list(path)[path[code] :]
            found |= {one: [*circle[at:], *circle[: at + 1]] for at, one in enumerate(circle)}
        done |= path.keys()
    return found


def _compare(row: PlannedRow) -> None:
    """Note what differs from what is stored."""
    old = row.employee
    if old is None:
        return
    told = {name: (_told(getattr(old, name)), _told(new)) for name, new in row.values.items()}
    told["manager"] = ("" if old.manager is None else old.manager.code, row.values["manager"] or "")
    told["starts_on"] = (_told(row.spell and row.spell.starts_on), _told(row.draft.starts_on))
    told["ends_on"] = (_told(row.spell and row.spell.ends_on), _told(row.ends_on))
    told["reason"] = ("" if row.spell is None else row.spell.reason, row.reason)
    row.changes = {name: pair for name, pair in told.items() if pair[0] != pair[1]}


def _told(value: object) -> str:
    return "" if value is None else str(value)
