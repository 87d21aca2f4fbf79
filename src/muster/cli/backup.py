"""Backups on the command line: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from muster.cli.ledger import FOUND
from muster.cli.terminal import as_plain, output, print_json, progress_bar, safe
from muster.engine.errors import InputError

__all__ = ["backup", "restore"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A file whose first line is the passphrase.", show_default=False),
]


def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.", show_default=False)],
    *,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
) -> None:
    """Write the database, the uploaded files and the secret key to one file, while the server runs."""
    passphrase = _read_passphrase(passphrase_file)
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()
    from muster.apps.core.backup import backup_create

    with progress_bar() as tell:
        made = backup_create(path, passphrase=passphrase, **({} if tell is None else {"tell": tell}))
    if json:
        told = {**as_plain(made), "path": str(made.path), "anchor": str(made.anchor)}
        print_json(told)
        return
    console = output()
    sealed = "encrypted" if made.encrypted else "not encrypted"
    console.print(f"Wrote {path}: {made.size / 1e6:,.1f} MB, {made.files:,} files, {sealed}.", soft_wrap=True)
    if made.missing:
        console.print(
            f"The content of {made.missing:,} files was missing already; `muster doctor` tells more.",
            soft_wrap=True,
        )
    console.print(f"Keep this elsewhere to prove the ledger later: {made.anchor}", soft_wrap=True)


def restore(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that `muster backup` made.", show_default=False)
    ],
    *,
    passphrase_file: PassphraseFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace all that is in this installation.")
    ] = False,
    json: Json = False,
) -> None:
    """Put a backup into place, all of it or nothing, and verify the ledger; exit code 1 if that finds anything."""
    passphrase = _read_passphrase(passphrase_file)
    from muster.site.setup import begin

    begin()
    from muster.apps.core.backup import backup_restore

    with progress_bar() as tell:
        done = backup_restore(
            path, passphrase=passphrase, replace=replace, **({} if tell is None else {"tell": tell})
        )
    if json:
        print_json({**as_plain(done), "anchor": str(done.anchor)})
    else:
        for one in done.findings:
            typer.echo(safe(one.sentence, widest=1_000))
        output().print(
            f"Restored the installation of {done.made_at}: {done.anchor.sequence:,} entries of the ledger, "
            f"{done.files:,} files.",
            soft_wrap=True,
        )
        if not done.findings:
            output().print(
                "Nothing is wrong with the ledger or the files. Start the server and the worker anew."
            )
    if done.findings:
        raise typer.Exit(FOUND)


def _read_passphrase(path: Path | None) -> str | None:
    """Return the first line of a file. Raises InputError when it is empty."""
    if path is None:
        return None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text in UTF-8; write the passphrase in its first line.") from error
    if not lines or not lines[0].strip():
        raise InputError(f"{path} is empty; write the passphrase in its first line.")
    return lines[0].strip()
