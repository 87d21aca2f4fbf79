"""The roll of the day: who may be asked for a review or a referral, by family, looked up once a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from muster.demo.organisation.directory import Directory
from muster.demo.world import Clock

__all__ = ["Roll"]


class Roll:
    """Lists those who work at the company today."""

    def __init__(self, clock: Clock, directory: Directory) -> None:
        self._clock = clock
        self._directory = directory
        self._day = date.min
        self._everybody: list[str] = []
        self._families: defaultdict[str, list[str]] = defaultdict(list)

    def draw(self, family: str, number: int, rng: np.random.Generator) -> Sequence[str]:
        """Draw different people of a family, or of the company where the family has too few; as of this morning."""
        self._renew()
        people = self._families[family] if len(self._families[family]) >= number else self._everybody
        chosen: dict[str, None] = {}
        while len(chosen) < number:
            chosen[people[int(rng.integers(len(people)))]] = None
        return tuple(chosen)

    def draw_anybody(self, rng: np.random.Generator) -> str:
        """Draw anybody who is at the company now."""
        self._renew()
        return self._directory.acting(self._everybody[int(rng.integers(len(self._everybody)))])

    def _renew(self) -> None:
        today = self._clock.now.date()
        if today == self._day:
            return
        self._day = today
        self._everybody = [post.employee_id for post in self._directory]
        self._families.clear()
        for post in self._directory:
            self._families[post.family].append(post.employee_id)
