"""How a rating comes about: the hidden truth behind every number on a scorecard.

A rating of criterion c is ordinal: the number of the criterion's thresholds that lie below

    merit + strength of c's cluster + halo of the scorecard - severity + noise * logistic error

which is the merit model of the engine with three things on top that real seasons have: strengths by cluster,
interviewers of unequal consistency, and interviewers who rate everything the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from muster.demo.criteria import CRITERIA, AnchoredCriterion, Kit
from muster.demo.requisitions import CandidateTruth
from muster.demo.staff import InterviewerTruth

__all__ = ["SD_HALO", "Rater", "Rating", "standing"]

SD_HALO = 0.6


@dataclass(frozen=True, slots=True)
class Rating:
    """One criterion of a scorecard; `value` is None where the interviewer left it out."""

    criterion: str
    value: int | None


class Rater:
    """Draws scorecards from the true thresholds."""

    def __init__(
        self,
        thresholds: Mapping[str, tuple[float, ...]],
        criteria: Mapping[str, AnchoredCriterion] = CRITERIA,
    ) -> None:
        self._criteria = criteria
        self._thresholds = {name: np.asarray(taus) for name, taus in thresholds.items()}

    def draw(
        self, kit: Kit, candidate: CandidateTruth, interviewer: InterviewerTruth, rng: np.random.Generator
    ) -> tuple[tuple[Rating, ...], float]:
        """Return the ratings of a kit, and the halo (logits) behind them. At least one rating is given."""
        halo = float(rng.normal(0.0, SD_HALO))
        common = candidate.merit + halo - interviewer.severity
        errors = interviewer.noise * rng.logistic(size=len(kit.criteria))
        left_out = rng.random(len(kit.criteria)) < interviewer.missing
        left_out[0] &= not left_out.all()
        ratings = []
        for name, error, missing in zip(kit.criteria, errors, left_out, strict=True):
            criterion = self._criteria[name]
            felt = common + candidate.strengths[criterion.cluster] + error
            rated = 1 + int(np.searchsorted(self._thresholds[name], felt))
            value = rated if interviewer.flat is None else min(interviewer.flat, len(criterion.anchors))
            ratings.append(Rating(name, None if missing else value))
        return tuple(ratings), halo


def standing(ratings: tuple[Rating, ...], criteria: Mapping[str, AnchoredCriterion] = CRITERIA) -> float:
    """Return how good a scorecard looks: the mean place on the scales, from 0 (lowest) to 1 (highest)."""
    places = [
        (rating.value - 1) / (len(criteria[rating.criterion].anchors) - 1)
        for rating in ratings
        if rating.value is not None
    ]
    return sum(places) / len(places)
