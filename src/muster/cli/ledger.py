"""The ledger on the command line: verify, anchor, check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.terminal import as_plain, output, print_json, safe

if TYPE_CHECKING:
    from muster.apps.core.ledger import Finding

__all__ = ["ledger_app"]

FOUND = 1

ledger_app = typer.Typer(help="The record of every change.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


@ledger_app.command("verify")
def verify(*, json: Json = False) -> None:
    """Prove that nothing was changed, removed or inserted behind the application's back; exit code 1 if it was."""
    _begin()
    from muster.apps.core.files import verify_files
    from muster.apps.core.ledger import take_anchor, verify_ledger

    anchor = take_anchor()
    _tell([*verify_ledger(), *verify_files()], json=json, anchor=str(anchor), entries=anchor.sequence)


@ledger_app.command("anchor")
def anchor(*, json: Json = False) -> None:
    """Print the end of the ledger, to be kept elsewhere."""
    _begin()
    from muster.apps.core.ledger import take_anchor

    taken = take_anchor()
    if json:
        print_json({"anchor": str(taken), "sequence": taken.sequence, "digest": taken.digest})
    else:
        typer.echo(str(taken))


@ledger_app.command("check")
def check(
    text: Annotated[
        str,
        typer.Argument(
            metavar="ANCHOR", help="A line that `muster ledger anchor` printed.", show_default=False
        ),
    ],
    *,
    json: Json = False,
) -> None:
    """Check the ledger against an anchor taken before; exit code 1 if its end was cut off or rewritten since."""
    _begin()
    from muster.apps.core.ledger import Anchor, check_anchor

    given = Anchor.parse(text)
    found = check_anchor(given)
    _tell([] if found is None else [found], json=json, anchor=str(given), entries=given.sequence)


def _begin() -> None:
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()


def _tell(findings: Iterable[Finding], *, json: bool, anchor: str, entries: int) -> None:
    """Print what was found; leave with 1 if there was anything."""
    found = list(findings)
    if json:
        print_json({"anchor": anchor, "entries": entries, "findings": [as_plain(one) for one in found]})
    else:
        for one in found:
            typer.echo(safe(one.sentence, widest=1_000))
        if not found:
            output().print(f"Nothing is wrong with the {entries:,} entries of the ledger.", highlight=False)
    if found:
        raise typer.Exit(FOUND)
