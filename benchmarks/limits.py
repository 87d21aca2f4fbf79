"""What this machine can do at most: move memory, multiply and add, take exponentials. Double precision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numba
import numpy as np
from numpy.typing import NDArray

__all__ = ["Limits", "measure_limits"]

Floats = NDArray[np.float64]

STEPS = 64  # multiply-adds on an element while it stays in a register
IN_CACHE = 2_048  # elements that fit the first cache with room to spare


@dataclass(frozen=True)
class Limits:
    """All cores together: GB/s of a triad, 1e9 operations/s (two a multiply-add), 1e9 exponentials/s."""

    bandwidth: float
    operations: float
    exponentials: float


@numba.njit(parallel=True, fastmath=True)
def _triad(a: Floats, b: Floats, c: Floats) -> None:
    for i in numba.prange(a.size):
        a[i] = b[i] + 3.0 * c[i]


@numba.njit(parallel=True, fastmath=True)
def _multiply_add(blocks: Floats, repeats: int) -> None:
    for block in numba.prange(blocks.shape[0]):
        x = blocks[block]
        for _ in range(repeats):
            for i in range(x.size):
                value = x[i]
                for _ in range(STEPS):
                    value = value * 0.999 + 0.001
                x[i] = value


@numba.njit(parallel=True, fastmath=True)
def _exponential(blocks: Floats, repeats: int) -> None:
    for block in numba.prange(blocks.shape[0]):
        x = blocks[block]
        for _ in range(repeats):
            for i in range(x.size):
                x[i] = np.exp(-x[i])


def _best(work: Callable[[], None], times: int = 5) -> float:
    """Return the fewest seconds, after a run that compiles."""
    work()
    seconds = []
    for _ in range(times):
        begin = perf_counter()
        work()
        seconds.append(perf_counter() - begin)
    return min(seconds)


def measure_limits(*, quick: bool = False) -> Limits:
    """Measure over all of numba's threads."""
    size = 1_000_000 if quick else 40_000_000
    repeats = 20 if quick else 2_000
    threads = numba.get_num_threads()
    a, b, c = np.zeros(size), np.ones(size), np.ones(size)
    moved = 3 * a.nbytes / _best(lambda: _triad(a, b, c))
    blocks = np.full((threads, IN_CACHE), 0.5)
    added = 2 * STEPS * repeats * blocks.size / _best(lambda: _multiply_add(blocks, repeats))
    taken = repeats * blocks.size / _best(lambda: _exponential(blocks, repeats))
    return Limits(moved / 1e9, added / 1e9, taken / 1e9)
