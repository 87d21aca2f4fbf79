"""Blind reviews: what colleagues make of an application before anybody talks to the candidate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from muster.demo.organisation.case import Case
from muster.demo.organisation.directory import Directory
from muster.demo.organisation.hiring_records import Review, Verdict
from muster.demo.organisation.plans import CRITERIA, KITS, REVIEW_KIT
from muster.demo.organisation.reasons import NOTES
from muster.demo.organisation.roll import Roll
from muster.demo.organisation.workforce import draw_weighted
from muster.demo.world import World

__all__ = ["Reviews"]

REVIEWED_SHARE = 0.7
PAIRED_SHARE = 0.35
NOTED_SHARE = 0.6
HOURS_BEFORE = (0.3, 5.0)
SOONEST = timedelta(minutes=5)
LEANINGS: Mapping[bool, tuple[tuple[Verdict, float], ...]] = {
    True: (("advance", 0.78), ("hold", 0.15), ("decline", 0.07)),
    False: (("advance", 0.12), ("hold", 0.2), ("decline", 0.68)),
}
"""Verdicts on who goes on and on who does not: the decision follows the reviews, mostly."""
RATED: Mapping[Verdict, float] = {"advance": 3.9, "hold": 3.0, "decline": 2.0}
SD_RATING = 0.8


class Reviews:
    """Plans reviews of applications to blind requisitions, and keeps them."""

    def __init__(self, world: World, directory: Directory, roll: Roll) -> None:
        self._world = world
        self._directory = directory
        self._roll = roll
        self._draws = world.stream("organisation/reviews")
        self._reviewers: dict[str, set[str]] = {}
        self.reviews: list[Review] = []

    def plan(self, case: Case, decided_at: datetime, *, goes_on: bool) -> None:
        """Plan the reviews of an application that has just come in, before it is decided upon."""
        if not case.opening.requisition.blind or self._draws.random() >= REVIEWED_SHARE:
            return
        now = self._world.clock.now
        number = 2 if self._draws.random() < PAIRED_SHARE else 1
        for reviewer_id in self._roll.draw(case.opening.requisition.family, number, self._draws):
            before = timedelta(hours=float(self._draws.uniform(*HOURS_BEFORE)))
            moment = max(now + SOONEST, (decided_at - before).replace(microsecond=0))
            if moment < decided_at:
                self._world.clock.at(moment, partial(self._review, case, reviewer_id, goes_on))

    def _review(self, case: Case, reviewer_id: str, goes_on: bool) -> None:
        reviewer_id = self._directory.acting(reviewer_id)
        others = self._reviewers.setdefault(case.application.id, set())
        if case.is_over or reviewer_id in others:
            return
        others.add(reviewer_id)
        rng = self._draws
        verdict = draw_weighted(LEANINGS[goes_on], rng)
        notes = NOTES[verdict]
        self.reviews.append(
            Review(
                id=self._world.issue_id("RV", width=5),
                application_id=case.application.id,
                reviewer_id=reviewer_id,
                reviewed_at=self._world.clock.now,
                verdict=verdict,
                ratings=_rate(verdict, rng),
                note=notes[int(rng.integers(len(notes)))] if rng.random() < NOTED_SHARE else "",
            )
        )


def _rate(verdict: Verdict, rng: np.random.Generator) -> tuple[tuple[str, int], ...]:
    ratings = []
    for name in KITS[REVIEW_KIT].criteria:
        highest = len(CRITERIA[name].anchors)
        felt = round(float(rng.normal(RATED[verdict], SD_RATING)))
        ratings.append((name, min(highest, max(1, felt))))
    return tuple(ratings)
