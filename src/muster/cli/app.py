"""The command `muster`: its subcommands, its version, and how it fails.

Numerical and drawing libraries are imported inside the commands, so that `muster --help` answers at once.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from muster import __version__
from muster.cli import backup, choose, demo, doctor, hire, site
from muster.cli.audit import audit
from muster.cli.bar import bar
from muster.cli.errors import sentences_of
from muster.cli.export import export
from muster.cli.imports import import_app
from muster.cli.ledger import ledger_app
from muster.cli.lists import GroupsCommand
from muster.cli.market import market_app
from muster.cli.mcp import mcp
from muster.cli.merit import merit_app
from muster.cli.pay import pay_app
from muster.cli.streams import forgive_readers

if TYPE_CHECKING:
    from typer._click.core import Context

__all__ = ["app", "main"]

USAGE_ERROR = 2


class SentenceGroup(TyperGroup):
    """Runs a command; what goes wrong on the user's side is told in sentences, never in a traceback."""

    def invoke(self, ctx: Context) -> object:
        """Run the command, then flush, so that a full disk is met here and not at shutdown."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except Exception as error:
            sentences = sentences_of(error)
            if sentences is None:
                raise
            sys.stderr.write("".join(f"{sentence}\n" for sentence in sentences))
            raise typer.Exit(USAGE_ERROR) from None
        return result


app = typer.Typer(
    name="muster",
    cls=SentenceGroup,
    help="Rank the candidates of a hiring season by merit, with interviewers' severity taken out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"muster {__version__}")
        raise typer.Exit


@app.callback()
def _global_options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command."""


app.command()(hire.rank)
app.command()(hire.compare)
app.command()(hire.explain)
app.command()(choose.choose)
app.command()(bar)
app.command()(hire.simulate)
app.command(cls=GroupsCommand)(audit)
app.command("demo")(demo.run_demo)
app.command()(site.serve)
app.command()(site.worker)
app.add_typer(pay_app, name="pay")
app.add_typer(market_app, name="market")
app.add_typer(import_app, name="import")
app.command()(export)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(doctor.doctor)
app.command()(mcp)
app.add_typer(ledger_app, name="ledger")
app.add_typer(merit_app, name="merit")
app.add_typer(site.user_app, name="user")


def main() -> None:
    """Run the command with the arguments of this process."""
    gc.disable()  # collecting takes a tenth of a short command; the site, which lives long, enables it
    forgive_readers()
    app(prog_name="muster")
