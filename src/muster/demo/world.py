"""The world that the company lives in: one clock, one random source, one register of ids.

Every part of the company (staff, requisitions, interviews, later offers and departures) takes the world,
plans events on its clock and draws from random streams of its own. A stream depends on the seed and its
name only, so a new part changes nothing that earlier parts draw; and since everything happens on the clock,
the company at an earlier date is exactly the past of the company at a later one.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import count

import numpy as np

__all__ = ["Clock", "World"]

_COMPANY = "HL"


class Clock:
    """Carries out what is planned, in order of time; ties in the order of planning. All moments are UTC."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.now = start
        self.end = end
        self._order = count()
        self._planned: list[tuple[datetime, int, Callable[[], None]]] = []

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """Plan `action` for `moment`. Raises ValueError when that is already past."""
        if moment < self.now:
            raise ValueError(f"cannot plan for {moment}: it is already {self.now}")
        heapq.heappush(self._planned, (moment, next(self._order), action))

    def run(self) -> None:
        """Carry out everything planned up to the end, including what that plans in turn."""
        while self._planned and self._planned[0][0] <= self.end:
            self.now, _, action = heapq.heappop(self._planned)
            action()
        self.now = self.end


class World:
    """One clock, one random source and one register of ids, from `start` to the end of the day `until`."""

    def __init__(self, seed: int, *, start: date, until: date) -> None:
        self.seed = seed
        self.start = start
        self.until = until
        self.clock = Clock(datetime.combine(start, time.min, UTC), datetime.combine(until, time.max, UTC))
        self._opened: set[str] = set()
        self._issued: Counter[str] = Counter()

    def stream(self, *name: str) -> np.random.Generator:
        """Open the random stream of this name: the same numbers for the same seed, whoever else draws.

        Raises ValueError when the name is open already, since both users would draw the same numbers.
        """
        path = "/".join(name)
        if path in self._opened:
            raise ValueError(f"the random stream {path!r} is already in use")
        self._opened.add(path)
        digest = hashlib.blake2b(path.encode(), digest_size=16).digest()
        key = tuple(int(word) for word in np.frombuffer(digest, dtype="<u4"))
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))

    def reserve_ids(self, kind: str, up_to: int) -> None:
        """Leave the ids of a kind up to this number to somebody else; must come before any is issued.

        Raises ValueError when ids of the kind have been issued.
        """
        if self._issued[kind]:
            raise ValueError(f"ids of the kind {kind!r} have been issued already")
        self._issued[kind] = up_to

    def issue_id(self, kind: str, *, width: int = 4) -> str:
        """Return the next id of a kind: HL-C-0001, HL-C-0002, ..."""
        self._issued[kind] += 1
        return f"{_COMPANY}-{kind}-{self._issued[kind]:0{width}d}"
