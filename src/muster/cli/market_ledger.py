"""From claims in files to the ledger of moves and packages, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from muster.cli.terminal import output, print_json, waiting

__all__ = ["ledger"]


def ledger(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Claims: CSV, JSON or Parquet.", show_default=False),
    ],
    *,
    sources: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The grades of sources, A to F: CSV, JSON or Parquet."),
    ] = None,
    prior: Annotated[
        float,
        typer.Option(
            metavar="P", help="How probable a move is of which somebody speaks, before who does is known."
        ),
    ] = 0.3,
    level: Annotated[float, typer.Option(metavar="P", help="The level of all intervals.")] = 0.9,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Derive who moved where and what is paid from claims, with how sure that is and under which reading all agree."""
    from muster.engine.market.claims import derive_ledger
    from muster.tables.market.claims import read_claims, read_grades

    claims = read_claims(files)
    grades = () if sources is None else read_grades(sources)
    with waiting("Deriving"):
        found = derive_ledger(claims, grades, prior=prior, level=level)
    if json:
        from muster.tables.market.ledger_contract import ledger_as_json

        print_json(ledger_as_json(found))
    else:
        from muster.cli.show_ledger import show_ledger

        show_ledger(output(), found, level=level)
