"""How quickly a dump of another system is imported, and in how much memory, on both databases."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.common import Options, Section, Table
from muster.demo.harvest import HarvestPlan, write_harvest
from tests.postgresql import ServerMissingError, private_server

__all__ = ["measure"]

SIZE, WHOLE = 40_000, 1_000_000
QUICK = 60
ALONE, INTERVIEWED = ("applications alone", 0.0), ("a fifth interviewed", 0.2)
TEXT = """\
`muster import greenhouse` reads a dump of candidates with one application each, either alone or with an interview, two
scorecards of four ratings and answers about themselves for some; then the same dump again, of which everything is
known. Every row has its entry on the ledger, is searched for and counted, and every batch waits for the disk. Memory is
the most that the importing process ever had, in the first half of the first import and in all; on SQLite it keeps 256
MB of pages at most, and maps as much of the file. `MUSTER_BENCH_CANDIDATES` gives another number than 40,000."""


def measure(options: Options) -> Section:
    """Measure both databases; a quick run one dump on each."""
    size = int(os.environ.get("MUSTER_BENCH_CANDIDATES", SIZE))
    cases = (
        ((QUICK, *INTERVIEWED),) if options.quick else ((size, *ALONE), (size, *INTERVIEWED), (WHOLE, *ALONE))
    )
    rows, notes = [], []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-imports-")))
        databases = {"SQLite": "sqlite:///{folder}/imports.sqlite3"}
        try:
            databases["PostgreSQL"] = stack.enter_context(private_server(quick=False))
        except ServerMissingError as error:
            notes.append(f"PostgreSQL was not measured: {error}.")
        for number, (candidates, shape, interviewed) in enumerate(cases):
            dump = folder / f"dump{number}"
            write_harvest(dump, HarvestPlan(candidates, interviewed=interviewed))
            for database, address in databases.items():
                told = _run(folder, number, database, address)
                rows.append((database, shape, f"{candidates:,}", *told))
            shutil.rmtree(dump)
    columns = (
        "database",
        "dump",
        "candidates",
        "minutes",
        "records/s",
        "candidates/s",
        "again, records/s",
        "memory half-way, MB",
        "memory, MB",
    )
    return Section(
        "Importing a history", TEXT, (Table("Rates of an import", columns, tuple(rows)),), tuple(notes)
    )


def _run(folder: Path, number: int, database: str, address: str) -> tuple[str, ...]:
    """Import a dump into a database of its own, twice, in a process of its own."""
    home = folder / f"{database}{number}"
    home.mkdir()
    url = address.format(folder=home)
    if database == "PostgreSQL":
        url = f"{address.rsplit('/', 1)[0]}/imports{number}"
        _create(address, f"imports{number}")
    environ = {**os.environ, "MUSTER_DATA": str(home), "DATABASE_URL": url}
    command = [sys.executable, "-m", "benchmarks.imports_run", str(folder / f"dump{number}")]
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout)
    shutil.rmtree(home)
    return (
        f"{told['seconds'] / 60:.1f}",
        f"{told['records'] / told['seconds']:,.0f}",
        f"{told['candidates'] / told['seconds']:,.0f}",
        f"{told['records'] / told['again']:,.0f}",
        f"{told['half_way']:,.0f}",
        f"{told['memory']:,.0f}",
    )


def _create(address: str, name: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # a name of our own
