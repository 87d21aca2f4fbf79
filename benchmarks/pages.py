"""How long does a page take with a million applications, for one user and for a hundred."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import Options, Section, Table
from benchmarks.pages_run import merit_run, merit_table
from benchmarks.pages_visits import FINDING, PAGES, Crowd, Page, crowd, visit_each
from benchmarks.process import muster
from tests.postgresql import ServerMissingError, private_server

__all__ = ["measure"]

APPLICATIONS, EMPLOYEES = 1_080_000, 3_000
VISITS = 100
USERS, SECONDS, SETTLING, CROWD_RUNS = 100, 30.0, 15.0, 3
CROWDS = {"from opening to review": FINDING, "every page": PAGES}
START_SECONDS = 90.0
TEXT = """\
The fictional company, multiplied to the sizes below, served by `muster serve` with one server process on the same
machine as the visitors. One user: every page {visits} times, in turn, after two visits that are not counted; the whole
answer, over a kept connection. A hundred users: each asks for a page, thinks for a second, and asks for the next;
once among the pages from an opening to its reviews, and once among them all; what they ask for in the first
{settling:.0f} seconds is not counted, and of {runs} runs of {seconds:.0f} seconds the one with the middle 99th
percentile is shown. A merit run: a recruiter presses the button, a fresh worker does it, and another recruiter goes on
reading pages."""
NOTES = (
    "Where an address has `start` or `text` varied, no two visits ask for the same numbers, so nothing kept helps.",
    "PostgreSQL has a quarter of the memory as `shared_buffers` and half of it as `effective_cache_size`.",
    "The queries of each page are counted by the tests: no page makes more than 15.",
    "The talent page keeps what it counted for a person until the ledger tells of a change, for a minute at most: its "
    "median is of pages kept, its longest are those that count anew.",
)


def measure(options: Options) -> Section:
    """Measure both databases; a quick run, which fills no more than the company itself, SQLite alone."""
    sizes = (0, 0) if options.quick else (APPLICATIONS, EMPLOYEES)
    visits = 1 if options.quick else options.runs or VISITS
    tables: list[Table] = []
    notes = list(NOTES)
    for database in ("SQLite",) if options.quick else ("SQLite", "PostgreSQL"):
        try:
            tables += _database(database, sizes, visits, quick=options.quick)
        except ServerMissingError as error:
            notes.append(f"PostgreSQL was not measured: {error}.")
    return Section(
        "Pages",
        TEXT.format(visits=visits, settling=SETTLING, runs=CROWD_RUNS, seconds=SECONDS),
        tuple(tables),
        tuple(notes),
    )


def _database(database: str, sizes: tuple[int, int], visits: int, *, quick: bool) -> list[Table]:
    with ExitStack() as stack:
        folder = _kept(database, quick=quick) or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-pages-"))
        )
        environ = {**os.environ, "MUSTER_DATA": str(folder)}
        environ["DJANGO_SETTINGS_MODULE"] = "muster.site.settings"
        environ.pop("DATABASE_URL", None)
        if database == "PostgreSQL":
            kept = os.environ.get("MUSTER_BENCH_DATABASE")
            environ["DATABASE_URL"] = kept or stack.enter_context(private_server(quick=False))
        site = _fill(sizes, environ, quick=quick)
        address = stack.enter_context(_served(environ))
        times = visit_each(address, site, visits)
        together = {name: _crowd(address, site, pages, quick=quick) for name, pages in CROWDS.items()}
        run = merit_run(address, site, environ)
    held = Table(
        f"What there is, {database}",
        ("what", "count"),
        tuple((name, f"{count:,}") for name, count in site["sizes"].items()),
    )
    rows = tuple(_row(page, times[page]) for page in PAGES)
    columns = ("page", "as", "median ms", "99th percentile ms", "longest ms")
    return [
        held,
        Table(f"One user, {database}", columns, rows),
        _crowd_table(database, 5 if quick else USERS, together),
        merit_table(database, site["sizes"]["ratings"], run),
    ]


def _kept(database: str, *, quick: bool) -> Path | None:
    """Return the folder in which a site is kept between runs, if MUSTER_BENCH_DATA names one; that of PostgreSQL only
    with the database that MUSTER_BENCH_DATABASE names.
    """
    named = os.environ.get("MUSTER_BENCH_DATA")
    server = database == "PostgreSQL"
    if not named or quick or (server and "MUSTER_BENCH_DATABASE" not in os.environ):
        return None
    folder = Path(named) / ("pages-postgresql" if server else "pages")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fill(sizes: tuple[int, int], environ: Mapping[str, str], *, quick: bool) -> dict[str, Any]:
    """Fill the site, unless it was kept and is filled; return what there is."""
    told = Path(environ["MUSTER_DATA"]) / "site.json"
    if not told.exists():
        told.write_text(_build(sizes, environ, quick=quick), encoding="utf-8")
    site: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return site


def _build(sizes: tuple[int, int], environ: Mapping[str, str], *, quick: bool) -> str:
    command = [
        sys.executable,
        "-m",
        "benchmarks.pages_site",
        *map(str, sizes),
        *(["--young"] if quick else []),
    ]
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


@contextmanager
def _served(environ: Mapping[str, str]) -> Iterator[str]:
    """Serve the site on a free port, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = muster("serve", "--no-worker", "--port", str(port))
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _crowd(address: str, site: Mapping[str, Any], pages: Sequence[Page], *, quick: bool) -> Crowd:
    """Return the run whose 99th percentile is the middle one: the machine has neighbours."""
    runs, users, seconds, settling = (1, 5, 3.0, 0.0) if quick else (CROWD_RUNS, USERS, SECONDS, SETTLING)
    found = [
        crowd(address, site, pages=pages, users=users, seconds=seconds, settling=settling)
        for _ in range(runs)
    ]
    found.sort(key=lambda one: float(np.quantile(one.seconds, 0.99)))
    return found[len(found) // 2]


def _row(page: Page, seconds: list[float]) -> tuple[str, ...]:
    middle, high, longest = np.quantile(np.asarray(seconds) * 1000, (0.5, 0.99, 1.0))
    return (page.name, page.role or "a visitor", f"{middle:.0f}", f"{high:.0f}", f"{longest:.0f}")


def _crowd_table(database: str, users: int, together: Mapping[str, Crowd]) -> Table:
    return Table(
        f"{users} users at once, {database}",
        ("which pages", "asked for", "a second", "median ms", "99th percentile ms", "longest ms", "errors"),
        tuple(_crowd_row(name, met) for name, met in together.items()),
    )


def _crowd_row(name: str, together: Crowd) -> tuple[str, ...]:
    middle, high, longest = np.quantile(np.asarray(together.seconds) * 1000, (0.5, 0.99, 1.0))
    asked = len(together.seconds)
    rate = f"{asked / together.lasted:.0f}"
    return (name, f"{asked:,}", rate, f"{middle:.0f}", f"{high:.0f}", f"{longest:.0f}", str(together.errors))
