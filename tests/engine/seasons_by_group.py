"""Seasons in which groups are known, with effects planted where a test wants them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from muster.engine.shapes import Scorecards

THRESHOLDS = np.array([-2.0, -0.7, 0.7, 2.0])


@dataclass(frozen=True)
class Planted:
    """Logits by which one group is rated higher: by interviewers, and on criteria."""

    interviewers: dict[int, float] = field(default_factory=dict)
    criteria: dict[int, float] = field(default_factory=dict)
    merit: float = 0.0


def season_by_group(
    *,
    candidates: int = 200,
    interviewers: int = 20,
    interviews: int = 4,
    criteria: int = 4,
    groups: tuple[str, ...] = ("a", "b"),
    planted: Planted | None = None,
    seed: int = 0,
) -> tuple[Scorecards, list[str | None], NDArray[np.float64]]:
    """Return ratings, everybody's group and true merit; what is planted is given to the last group."""
    planted = planted or Planted()
    rng = np.random.default_rng(seed)
    group = rng.integers(0, len(groups), candidates)
    special = group == len(groups) - 1
    merit = rng.normal(size=candidates) + planted.merit * special
    severity = 0.6 * rng.normal(size=interviewers)
    columns: dict[str, list[int]] = {name: [] for name in ("candidate", "interviewer", "criterion", "rating")}
    for person in range(candidates):
        for rater in rng.choice(interviewers, interviews, replace=False).tolist():
            standing = merit[person] - severity[rater] + 0.5 * rng.normal()
            standing += planted.interviewers.get(rater, 0.0) * special[person]
            for criterion in range(criteria):
                own = standing + planted.criteria.get(criterion, 0.0) * special[person]
                rating = 1 + int((rng.random() > expit(THRESHOLDS - own)).sum())
                for name, value in zip(columns, (person, rater, criterion, rating), strict=True):
                    columns[name].append(value)
    arrays = {name: np.array(values) for name, values in columns.items()}
    scorecards = Scorecards.from_columns(**arrays, scale=(1, 5))
    return scorecards, [groups[one] for one in group.tolist()], merit
