"""Importing a whole history: kind after kind, batch after batch, each batch all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.bulk import bulk_writing
from muster.apps.core.ledger import writing
from muster.apps.core.roles import Role, has_role, require
from muster.apps.core.statistics import renew_statistics
from muster.apps.hire.services.history.answers import load_answers
from muster.apps.hire.services.history.candidates import load_candidates
from muster.apps.hire.services.history.company import load_departments, load_offices
from muster.apps.hire.services.history.context import Context
from muster.apps.hire.services.history.interviews import load_interviews
from muster.apps.hire.services.history.links import Links
from muster.apps.hire.services.history.offers import load_offers
from muster.apps.hire.services.history.openings import load_jobs, load_stages
from muster.apps.hire.services.history.people import load_people
from muster.apps.hire.services.history.report import Happened, Report
from muster.apps.hire.services.history.scorecards import load_scorecards
from muster.engine.errors import Problem
from muster.tables.vendors import DUMPS, KINDS, Dump
from muster.tables.vendors.beside import Read, reading
from muster.tables.vendors.dump import Found
from muster.tables.vendors.shapes import Row

__all__ = ["history_import", "may_import_history"]

BATCH = 1_000
Load = Callable[[Context, Sequence[Row]], None]
Tell = Callable[[str, int], None]


def may_import_history(person: User) -> bool:
    """Administrators, who set the site up, and recruiters."""
    return has_role(person, Role.ADMINISTRATOR, Role.RECRUITER)


def history_import(
    *,
    actor: User,
    vendor: str,
    folder: Path,
    dry_run: bool = False,
    sink: Callable[[Happened], None] | None = None,
    tell: Tell | None = None,
    batch: int = BATCH,
) -> Report:
    """Import a vendor's dump, and say what happened to each record.

    What is known by its id there and is as it was stays as it is, so an import that was stopped goes on when it is
    begun again. A dry run does all of it and then takes it back, so nobody else can write while it runs. `sink` is told
    of every record, `tell` of each batch: its kind, and how many records were gone through.
    """
    require(may_import_history(actor), _("Only administrators and recruiters import a history."))
    dump = DUMPS[vendor](folder)
    report = Report(sink=sink)
    context = Context(actor, dump.vendor, Links(dump.system), report, timezone.now(), plain=dump.plain)
    with translation.override(actor.language), bulk_writing():
        report.notes += [
            _("%(name)s: there is no such endpoint among those that are read.") % {"name": name}
            for name in dump.left_out
        ]
        if dry_run:
            _try(context, dump, batch, tell)
        else:
            _import(context, dump, batch, tell)
            renew_statistics()
    return report


class _TakenBackError(Exception):
    """Ends a dry run."""


def _try(context: Context, dump: Dump, batch: int, tell: Tell | None) -> None:
    try:
        with writing():
            _import(context, dump, batch, tell)
            raise _TakenBackError
    except _TakenBackError:
        return


LOADS: dict[str, Load] = {
    "person": load_people,
    "department": load_departments,
    "office": load_offices,
    "job": load_jobs,
    "stage": load_stages,
    "candidate": load_candidates,
    "interview": load_interviews,
    "scorecard": load_scorecards,
    "offer": load_offers,
    "answers": load_answers,
}
WHOLE = {"department", "stage"}
"""Kinds that are loaded at once, since one record says something of another; there are few of them."""


def _import(context: Context, dump: Dump, batch: int, tell: Tell | None) -> None:
    with reading(dump) as read:
        _import_kinds(context, read, batch, tell)


def _import_kinds(context: Context, read: Read, batch: int, tell: Tell | None) -> None:
    for kind in KINDS:
        done = 0
        load = LOADS[kind]
        size = None if kind in WHOLE else batch
        for rows in _batches(context, kind, read(kind), size):
            if not _store(context, load, rows):
                _store_halves(context, kind, load, rows)
            done += len(rows)
            if tell is not None:
                tell(kind, done)


def _batches(context: Context, kind: str, found: Iterator[Found], size: int | None) -> Iterator[list[Row]]:
    """Yield the rows of each batch, the last one also where it is empty: stages are made without any."""
    while True:
        part = list(islice(found, size)) if size else list(found)
        for one in part:
            if isinstance(one, Problem):
                context.report.problem(kind, one)
        context.report.keep()
        rows = [one for one in part if isinstance(one, Row)]
        if rows or kind in WHOLE:
            yield rows
        if size is None or len(part) < size:
            return


def _store(context: Context, load: Load, rows: Sequence[Row]) -> bool:
    """Load a batch in one transaction; return whether it is stored."""
    try:
        with writing():
            load(context, rows)
    except DatabaseError:
        if connection.needs_rollback:
            raise
        context.report.drop()
        context.kept = {name: value for name, value in context.kept.items() if name == "steps"}
        return False
    context.report.keep()
    return True


def _store_halves(context: Context, kind: str, load: Load, rows: Sequence[Row]) -> None:
    """Find what the database refuses, so that the rest is stored."""
    if len(rows) <= 1:
        sentence = _("The database refuses it: something that must be unique is there already.")
        for row in rows:
            context.report.refuse(kind, row, row.record.id, "database", sentence)
        context.report.keep()
        return
    middle = len(rows) // 2
    for part in (rows[:middle], rows[middle:]):
        if not _store(context, load, part):
            _store_halves(context, kind, load, part)
