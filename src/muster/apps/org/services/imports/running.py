"""The two halves of an import: the dry run, and, once confirmed, the writing; both at once or in a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from muster.apps.core.columns import Chosen
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change
from muster.apps.org.models import EmployeeImport
from muster.apps.org.services.imports.planning import Plan, make_plan
from muster.apps.org.services.imports.problems import told
from muster.apps.org.services.imports.reading import read_drafts
from muster.apps.org.services.imports.writing import write_plan
from muster.tables.problems import Problems
from muster.tables.rows import Sheet

__all__ = ["apply_import", "check_import"]

State = EmployeeImport.State
Progress = Callable[[int, int], None]
STEPS = 3
HEADER_ROW = 1


def check_import(one: EmployeeImport, *, progress: Progress = lambda done, total: None) -> None:
    """Find out what a file would change and what is wrong with it, and keep the report; nothing else is written."""
    with translation.override(one.created_by.language):
        progress(0, STEPS)
        plan, problems, report = _examine(one)
        progress(STEPS - 1, STEPS)
    with change(one, "import.check", actor=one.created_by):
        if one.state != State.CHECKING:
            raise RefusedError(_("This file was given up."))
        one.report = report
        one.plan = "" if problems else plan.digest
        one.state = State.REFUSED if problems else State.READY
        one.save()


def apply_import(one: EmployeeImport) -> None:
    """Write what the dry run said; all of it, or nothing when the organisation has changed since."""
    with translation.override(one.created_by.language), change(one, "import.apply", actor=one.created_by):
        if one.state != State.APPLYING:
            raise RefusedError(_("This file was imported or given up already."))
        plan, problems, report = _examine(one)
        if problems or plan.digest != one.plan:
            one.state, one.report, one.plan = State.OUTDATED, report, ""
        else:
            write_plan(plan, actor=one.created_by, source=one.pk)
            one.state, one.content = State.APPLIED, b""
        one.save()


class _Noted(Problems):
    """Problems of a file, with all the rows that have any; the list itself ends after some of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def add(
        self,
        code: str,
        sentence: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        **params: object,
    ) -> None:
        """Note one problem, and its row."""
        if row is not None:
            self.rows.add(row)
        super().add(code, sentence, file=file, row=row, column=column, **params)


def _examine(one: EmployeeImport) -> tuple[Plan, Problems, dict[str, Any]]:
    problems = _Noted()
    chosen = Chosen.of_json(one.columns)
    drafts, sheet = read_drafts(
        bytes(one.content), one.name, problems, chosen=chosen.keys or None, days=chosen.days
    )
    plan = make_plan(drafts, one.name, problems)
    return plan, problems, _report(plan, problems, sheet)


def _report(plan: Plan, problems: _Noted, sheet: Sheet | None) -> dict[str, Any]:
    """Return what the page shows: counts, the rows that change something, the problems."""
    outcomes = [(row, "refused" if row.draft.line in problems.rows else row.outcome) for row in plan.rows]
    counts = dict.fromkeys(("created", "changed", "unchanged"), 0)
    for _row, outcome in outcomes:
        counts[outcome] = counts.get(outcome, 0) + 1
    counts["refused"] = len(problems.rows - {HEADER_ROW})
    rows = [
        {
            "line": row.draft.line,
            "code": row.draft.code,
            "name": row.draft.name,
            "outcome": outcome,
            "changes": {key: list(pair) for key, pair in row.changes.items()},
        }
        for row, outcome in outcomes
        if outcome in ("created", "changed")
    ]
    return {
        "counts": counts,
        "rows": rows,
        "problems": [told(one, {} if sheet is None else sheet.headers) for one in problems.all()],
        "unknown": [] if sheet is None else list(sheet.unknown),
    }
