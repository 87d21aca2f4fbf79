"""Run a compiled loop over all candidates, in runs of candidates on a few threads.

The cut into runs depends on the data alone, and callers add the runs' accumulators in order: results are the
same for any number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from numba import config

from muster.engine.shapes import IntArray

__all__ = ["Runs", "cut_runs", "open_runs"]

MOST_RUNS = 32
LEAST_RATINGS = 20_000  # a run of fewer is not worth a thread


class Runs:
    """The cut into runs and the threads that work on them. Use `open_runs`."""

    def __init__(self, bounds: IntArray, pool: ThreadPoolExecutor | None) -> None:
        self.bounds = [int(bound) for bound in bounds]
        self._pool = pool

    @property
    def count(self) -> int:
        """Number of runs."""
        return len(self.bounds) - 1

    def each(self, work: Callable[[int, int, int], None]) -> None:
        """Call work(run, first candidate, past the last candidate) for every run and wait for all."""
        jobs = [(run, self.bounds[run], self.bounds[run + 1]) for run in range(self.count)]
        if self._pool is None or self.count == 1:
            for job in jobs:
                work(*job)
        else:
            for done in [self._pool.submit(work, *job) for job in jobs]:
                done.result()


@contextmanager
def open_runs(ratings_before: IntArray, threads: int | None) -> Iterator[Runs]:
    """Cut the candidates into runs and keep `threads` threads (None: one a core) for them."""
    bounds = cut_runs(ratings_before)
    workers = threads or int(getattr(config, "NUMBA_NUM_THREADS", 1))
    if workers == 1 or bounds.size == 2:
        yield Runs(bounds, None)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield Runs(bounds, pool)


def cut_runs(ratings_before: IntArray) -> IntArray:
    """Return the candidates at which runs begin, and the end: about equally many ratings in each.

    `ratings_before` (P + 1) counts the ratings before each candidate.
    """
    total = int(ratings_before[-1])
    count = int(np.clip(total // LEAST_RATINGS, 1, MOST_RUNS))
    targets = np.linspace(0, total, count + 1)
    bounds = np.searchsorted(ratings_before, targets, side="left")
    bounds[0], bounds[-1] = 0, ratings_before.size - 1
    return np.unique(bounds)
