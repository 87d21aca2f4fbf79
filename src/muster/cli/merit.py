"""Runs of the site on the command line: run one again, and see whether it comes out the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.terminal import output, print_json, safe, waiting
from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.apps.hire.bridge.reproducing import Reproduction

__all__ = ["merit_app"]

FOUND = 1
MOST = 50  # differences printed; the rest are counted

Run = Annotated[int, typer.Argument(metavar="RUN", help="The number of the run.", min=1, show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]

merit_app = typer.Typer(help="Merit runs, runs of the bar and audits of the site.", no_args_is_help=True)


@merit_app.command("reproduce")
def reproduce(run: Run, *, json: Json = False) -> None:
    """Run a merit run again from the scorecards as they were; exit code 1 if something differs, which is named."""
    _begin()
    from muster.apps.hire.bridge.reproducing import reproduce_run
    from muster.apps.hire.models import MeritRun

    row = MeritRun.objects.filter(pk=run).first()
    if row is None:
        raise _missing("merit run", run)
    with waiting("Running it again"):
        found = reproduce_run(row)
    _tell(run, found, row.result_digest, json=json)


@merit_app.command("reproduce-bar")
def reproduce_bar(run: Run, *, json: Json = False) -> None:
    """Run a run of the bar again from everything as it was; exit code 1 if something differs, which is named."""
    _begin()
    from muster.apps.hire.bridge import reproducing_bar
    from muster.apps.hire.models import BarRun

    row = BarRun.objects.filter(pk=run).first()
    if row is None:
        raise _missing("run of the bar", run)
    with waiting("Running it again"):
        found = reproducing_bar.reproduce_bar(row)
    _tell(run, found, row.result_digest, json=json)


@merit_app.command("reproduce-audit")
def reproduce_audit(run: Run, *, json: Json = False) -> None:
    """Count a selection audit again from everything as it was; exit code 1 if something differs, which is named."""
    _begin()
    from muster.apps.hire.bridge import audit_reproducing
    from muster.apps.hire.models import AuditRun

    row = AuditRun.objects.select_related("plan").filter(pk=run).first()
    if row is None:
        raise _missing("audit", run)
    with waiting("Counting again"):
        found = audit_reproducing.reproduce_audit(row)
    _tell(run, found, row.result_digest, json=json)


def _begin() -> None:
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()


def _missing(what: str, run: int) -> InputError:
    return InputError(f"There is no {what} {run}; look its number up in its address.", run=run)


def _tell(run: int, found: Reproduction, result_digest: str, *, json: bool) -> None:
    """Print what differs, as JSON or for a reader, and leave with a code of its own where something does."""
    if json:
        print_json(
            {
                "run": run,
                "input_digest": found.input_digest,
                "result_digest": result_digest,
                "differences": list(found.differences),
                "notes": list(found.notes),
            }
        )
    else:
        console = output()
        for note in found.notes:
            console.print(f"Note: {safe(note, 1_000)}", soft_wrap=True)
        for sentence in found.differences[:MOST]:
            typer.echo(safe(sentence, widest=1_000))
        if len(found.differences) > MOST:
            typer.echo(f"And {len(found.differences) - MOST:,} more.")
        if not found.differences:
            console.print(f"Run {run} comes out the same, from the same input ({found.input_digest}).")
    if found.differences:
        raise typer.Exit(FOUND)
