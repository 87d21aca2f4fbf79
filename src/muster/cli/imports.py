"""Importing other systems' dumps on the command line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.people import actor_named
from muster.cli.terminal import Progress, output, print_json, print_table, progress_bar, safe
from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.apps.accounts.models import User
    from muster.apps.hire.services.history import Happened, Report

__all__ = ["import_app"]

FOUND = 1
MOST = 100  # refusals printed; the rest are counted
WIDEST = 1_000

import_app = typer.Typer(help="Bring in what another system holds.", no_args_is_help=True)

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder with the pages of each endpoint.", show_default=False),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.", show_default=False)
]
Rows = Annotated[
    Path | None,
    typer.Option(
        "--rows", metavar="FILE", help="Write what happens to each record, as CSV.", show_default=False
    ),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="EMAIL", help="Who imports: an administrator or a recruiter.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


@import_app.command("greenhouse")
def greenhouse(
    folder: Folder, *, dry_run: DryRun = False, rows: Rows = None, person: As = None, json: Json = False
) -> None:
    """Import a dump of Greenhouse's Harvest API; exit code 1 if a record was refused, which is named."""
    _import("greenhouse", folder, dry_run=dry_run, rows=rows, person=person, json=json)


@import_app.command("ashby")
def ashby(
    folder: Folder, *, dry_run: DryRun = False, rows: Rows = None, person: As = None, json: Json = False
) -> None:
    """Import a dump of Ashby's API; exit code 1 if a record was refused, which is named."""
    _import("ashby", folder, dry_run=dry_run, rows=rows, person=person, json=json)


@import_app.command("lever")
def lever(
    folder: Folder, *, dry_run: DryRun = False, rows: Rows = None, person: As = None, json: Json = False
) -> None:
    """Import a dump of Lever's API; exit code 1 if a record was refused, which is named."""
    _import("lever", folder, dry_run=dry_run, rows=rows, person=person, json=json)


@import_app.command("tables")
def tables(
    folder: Folder, *, dry_run: DryRun = False, rows: Rows = None, person: As = None, json: Json = False
) -> None:
    """Import the tables of Muster's own export; exit code 1 if a record was refused, which is named."""
    _import("tables", folder, dry_run=dry_run, rows=rows, person=person, json=json)


@import_app.command("resume")
def resume(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Résumés as JSON Resume.", show_default=False)
    ],
    *,
    opening: Annotated[
        str,
        typer.Option(
            "--opening", metavar="CODE", help="The opening to which they apply.", show_default=False
        ),
    ],
    dry_run: DryRun = False,
    person: As = None,
    json: Json = False,
) -> None:
    """Add a candidate to an opening for each résumé, or nobody and say what is wrong."""
    _begin()
    from django.core.exceptions import PermissionDenied

    from muster.apps.hire.models import Requisition
    from muster.apps.hire.services.json_resumes import resumes_import

    requisition = Requisition.objects.filter(code__iexact=opening).first()
    if requisition is None:
        raise InputError(f"There is no opening {opening}; look its code up on its page.", opening=opening)
    try:
        done = resumes_import(actor=_actor(person), requisition=requisition, paths=files, dry_run=dry_run)
    except PermissionDenied as error:
        raise InputError(str(error)) from error
    if json:
        print_json({"dry_run": dry_run, "files": done})
        return
    for file, action in done.items():
        typer.echo(safe(f"{file}: {action}", WIDEST))


def _begin() -> None:
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()


def _import(
    vendor: str, folder: Path, *, dry_run: bool, rows: Path | None, person: str | None, json: bool
) -> None:
    _begin()
    from django.core.exceptions import PermissionDenied

    from muster.apps.hire.services.history import history_import
    from muster.site.garbage import collect_seldom

    actor = _actor(person)
    collect_seldom()
    with _sink(rows) as sink, progress_bar() as progress:
        try:
            report = history_import(
                actor=actor,
                vendor=vendor,
                folder=folder,
                dry_run=dry_run,
                sink=sink,
                tell=None if progress is None else _teller(progress),
            )
        except PermissionDenied as error:
            raise InputError(str(error)) from error
    if json:
        _print_json(report, dry_run=dry_run)
    else:
        _print(report, dry_run=dry_run)
    if report.total("refused"):
        raise typer.Exit(FOUND)


def _actor(email: str | None) -> User:
    sentence = "Say who imports, for the ledger: --as EMAIL of an administrator or a recruiter."
    return actor_named(email, sentence)


@contextmanager
def _sink(path: Path | None) -> Iterator[Callable[[Happened], None] | None]:
    """Yield what writes a row for each record, where a file is wanted."""
    if path is None:
        yield None
        return
    from muster.tables.formulas import neutralised

    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "record", "kind", "id", "action", "code", "reason"))

        def write(one: Happened) -> None:
            cells = (one.file, one.place or "", one.kind, one.id, one.action, one.code, one.sentence)
            writer.writerow([neutralised(str(cell)) for cell in cells])

        yield write


def _teller(progress: Progress) -> Callable[[str, int], None]:
    from muster.tables.vendors import KINDS

    def tell(kind: str, done: int) -> None:
        progress(f"{kind} {done:,}", KINDS.index(kind) / len(KINDS))

    return tell


def _print_json(report: Report, *, dry_run: bool) -> None:
    from muster.apps.hire.services.history import ACTIONS
    from muster.cli.terminal import as_plain

    kinds = dict.fromkeys(kind for kind, _ in report.counts)
    print_json(
        {
            "dry_run": dry_run,
            "counts": {kind: {action: report.counts[kind, action] for action in ACTIONS} for kind in kinds},
            "refused": [as_plain(one) for one in report.refused],
            "remarks": [as_plain(one) for one in report.remarks],
            "remarks_alike": [
                {"kind": kind, "code": code, "count": count} for (kind, code), count in report.alike.items()
            ],
            "notes": report.notes,
        }
    )


def _print(report: Report, *, dry_run: bool) -> None:
    from muster.apps.hire.services.history import ACTIONS
    from muster.apps.hire.services.history.report import MOST_ALIKE

    console = output()
    kinds = dict.fromkeys(kind for kind, _ in report.counts)
    print_table(
        console,
        "What would happen" if dry_run else "What happened",
        [("kind", "left"), *((action, "right") for action in ACTIONS)],
        [[kind, *(f"{report.counts[kind, action]:,}" for action in ACTIONS)] for kind in kinds],
    )
    if report.refused:
        console.print("\nRefused")
        for one in report.refused[:MOST]:
            console.print(safe(one, WIDEST), soft_wrap=True)
        more = report.total("refused") - min(len(report.refused), MOST)
        if more:
            console.print(f"And {more:,} more; --rows FILE names each.")
    if report.remarks:
        console.print("\nRemarks")
        told: Counter[tuple[str, str]] = Counter()
        for one in report.remarks:
            console.print(safe(one, WIDEST), soft_wrap=True)
            told[one.kind, one.code] += 1
            more = report.alike[one.kind, one.code] - MOST_ALIKE
            if told[one.kind, one.code] == MOST_ALIKE and more > 0:
                console.print(f"And {more:,} more like this.")
    for note in report.notes:
        console.print(f"Note: {safe(note, WIDEST)}", soft_wrap=True)
