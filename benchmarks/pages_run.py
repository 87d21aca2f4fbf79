"""A merit run over everything a site has, from the button to the board, while somebody goes on reading pages."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from benchmarks.common import Table
from benchmarks.pages_visits import PAGES, address_of, sign_in
from benchmarks.process import muster

__all__ = ["Run", "merit_run", "merit_table"]

LONGEST = 300.0  # seconds until it counts as stuck
LOOKING = 0.2  # seconds between two looks at the board


@dataclass(frozen=True)
class Run:
    """How long it took from the button to the board, and the seconds of the pages that were read meanwhile."""

    seconds: float
    pages: list[float]


def merit_run(address: str, site: Mapping[str, Any], environ: Mapping[str, str]) -> Run:
    """Start a worker, ask for a run over the company, and look at its board until it is there.

    Raises RuntimeError when it fails or takes longer than `LONGEST`.
    """
    worker = subprocess.Popen(muster("worker"), env=dict(environ), stdout=subprocess.DEVNULL)
    try:
        session = sign_in(address, site, "recruiter")
        index = session.get(f"{address}/hire/merit/")
        data = {"over": "company", "csrfmiddlewaretoken": session.cookies["csrftoken"]}
        times, done = list[float](), threading.Event()
        reading = threading.Thread(target=_read, args=(address, site, done, times))
        begin = time.perf_counter()
        asked = session.post(f"{address}/hire/merit/ask/", data=data, headers={"Referer": index.url})
        reading.start()
        try:
            while "</tbody>" not in session.get(asked.url).text:
                if time.perf_counter() - begin > LONGEST:
                    raise RuntimeError(f"the merit run is not done after {LONGEST:.0f} seconds")
                time.sleep(LOOKING)
            seconds = time.perf_counter() - begin
        finally:
            done.set()
            reading.join()
    finally:
        worker.terminate()
        worker.wait()
    return Run(seconds, times)


def _read(address: str, site: Mapping[str, Any], done: threading.Event, times: list[float]) -> None:
    """Read the recruiter's pages one after the other, with a moment between two, until it is done."""
    session = sign_in(address, site, "recruiter")
    pages = [page for page in PAGES if page.role == "recruiter"]
    for turn in count():
        if done.is_set():
            return
        begin = time.perf_counter()
        session.get(address_of(address, pages[turn % len(pages)], site, turn))
        times.append(time.perf_counter() - begin)
        time.sleep(LOOKING)


def merit_table(database: str, ratings: int, run: Run) -> Table:
    """Return what it took."""
    middle, high = np.quantile(np.asarray(run.pages) * 1000, (0.5, 0.99))
    return Table(
        f"A merit run over the company, {database}",
        ("ratings", "from button to board, s", "pages read meanwhile", "median ms", "99th percentile ms"),
        ((f"{ratings:,}", f"{run.seconds:.1f}", str(len(run.pages)), f"{middle:.0f}", f"{high:.0f}"),),
    )
