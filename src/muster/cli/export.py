"""Taking out of the site, on the command line, everything that somebody may see."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from muster.cli.people import actor_named
from muster.cli.terminal import output, print_json, print_table, progress_bar, safe
from muster.engine.errors import InputError

__all__ = ["export"]


class Format(StrEnum):
    """In which shape."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


def export(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder that is new or empty.", show_default=False),
    ],
    *,
    format: Annotated[
        Format, typer.Option("--format", metavar="FORMAT", help="csv, parquet, or json as Greenhouse has it.")
    ] = Format.JSON,
    person: Annotated[
        str | None,
        typer.Option("--as", metavar="EMAIL", help="Whose view of the site is written.", show_default=False),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Write everything that a person may see into a folder, all of it or nothing."""
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()
    from django.core.exceptions import PermissionDenied

    from muster.apps.hire.services.exports_making import export_folder
    from muster.tables.vendors.writing import new_folder

    actor = actor_named(person, "Say for whom, since everybody sees something else: --as EMAIL.")
    with new_folder(folder) as draft, progress_bar() as progress:

        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress(f"{done:,} of {total:,}", done / max(total, 1))

        try:
            counts = export_folder(actor=actor, folder=draft, format=format.value, tell=tell)
        except PermissionDenied as error:
            raise InputError(str(error)) from error
    if json:
        print_json({"folder": str(folder), "format": format.value, "as": actor.email, "counts": counts})
        return
    console = output()
    rows = [[name, f"{number:,}"] for name, number in counts.items()]
    print_table(console, f"Written to {safe(folder, 1_000)}", [("what", "left"), ("records", "right")], rows)
    console.print("What is sealed for them, or to be reviewed blind by them, is not in it.")
