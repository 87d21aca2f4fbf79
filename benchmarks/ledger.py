"""How many writes a second the ledger carries, on both databases, and what share of a write it is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack

from benchmarks.common import Options, Section, Table
from tests.postgresql import ServerMissingError, private_server

__all__ = ["measure"]

STARTING = 4.0  # seconds after which every writer is ready
WRITERS = (1, 4)
PREPARE = "from muster.site.setup import prepare; prepare()"
TEXT = """\
A writer changes a row and tells the ledger, a transaction each, as fast as it can (`change`); or inserts 1,000 rows a
transaction, each with its entry (`create_many`). The same writes without the ledger show its share. Every transaction
waits for the disk: SQLite with `synchronous=FULL`, PostgreSQL with `fsync` and `synchronous_commit` on, each in a
database of its own."""


def measure(options: Options) -> Section:
    """Measure both databases; a quick run SQLite alone."""
    seconds, writers = (0.3, (1,)) if options.quick else (5.0, WRITERS)
    rows, verified = [], []
    notes = ["Writers take turns, so more of them add only what they do outside of their turn."]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-ledger-"))
        databases = {"SQLite": f"sqlite:///{folder}/ledger.sqlite3"}
        try:
            if not options.quick:
                databases["PostgreSQL"] = stack.enter_context(private_server(quick=False))
        except ServerMissingError as error:
            notes.append(f"PostgreSQL was not measured: {error}.")
        for database, address in databases.items():
            environ = {**os.environ, "MUSTER_DATA": folder, "DATABASE_URL": address}
            subprocess.run([sys.executable, "-c", PREPARE], env=environ, check=True)
            rows += [_row(database, number, seconds, environ) for number in writers]
            entries, took = _run("verify", 1, 0.0, environ)[0].split()
            verified.append((database, f"{int(entries):,}", f"{int(entries) / float(took):,.0f}"))
    return Section(
        "The ledger",
        TEXT,
        (
            Table(
                "Writes a second, all writers together",
                ("database", "writers", "change, plain", "with ledger", "1,000 rows, plain", "with ledger "),
                tuple(rows),
            ),
            Table("Verifying the chain", ("database", "entries", "entries/s"), tuple(verified)),
        ),
        tuple(notes),
    )


def _row(database: str, writers: int, seconds: float, environ: Mapping[str, str]) -> tuple[str, ...]:
    rates = []
    for kind in ("change-plain", "change", "many-plain", "many"):
        rates.append(sum(map(int, _run(kind, writers, seconds, environ))) / seconds)
    return (database, str(writers), *(f"{rate:,.0f}" for rate in rates))


def _run(kind: str, writers: int, seconds: float, environ: Mapping[str, str]) -> list[str]:
    """Run writers at once; return what each printed."""
    start = time.time() + STARTING
    command = [sys.executable, "-m", "benchmarks.ledger_writer", kind, str(seconds), str(start)]
    running = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(writers)
    ]
    told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError(f"a writer of {kind} failed")
    return told
