"""What a merit fit says: frozen tables of arrays, one a facet, and the posterior they came from.

Every table has `to_frame()`: a dict of equally long columns in output order, which any data-frame library
takes as it is (`polars.DataFrame(table.to_frame())`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.shapes import Ids, IntArray

if TYPE_CHECKING:
    from muster.engine.hire.posterior import Posterior

__all__ = [
    "Components",
    "CriterionTable",
    "InterviewerTable",
    "MeritEstimate",
    "Model",
    "Ranking",
    "WorstFitting",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """The fit as a whole. SDs are on the logit scale; `*_low`/`*_high` are 90 % (or `level`) intervals.

    `reliability` is 1 - mean posterior variance, but for the season's level's, / sd_merit^2, `separation`
    sqrt(reliability / (1 - reliability)). `log_likelihood` is that of the ratings at the most probable
    parameters; NaN where the severities are too many to factor in every pass (above 60 interviewers, unless
    integrated). `integrated` says whether the uncertainty of the SDs and of the season's level is in every
    interval.
    """

    sd_merit: float
    sd_merit_low: float
    sd_merit_high: float
    sd_severity: float
    sd_severity_low: float
    sd_severity_high: float
    sd_halo: float
    sd_halo_low: float
    sd_halo_high: float
    reliability: float
    separation: float
    log_likelihood: float
    level: float
    iterations: int
    converged: bool
    integrated: bool
    ratings: int
    scorecards: int
    candidates: int
    interviewers: int
    weights: dict[str, float] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Ranking:
    """Candidates, best first. `low`/`high` bound merit, `rank_low`/`rank_high` the rank, at the fit's level.

    `rank` is the place by merit (1 is best; ties share the better place); `raw_mean` the plain mean of the
    ratings as given; `interviews` and `ratings` count what the candidate had.
    """

    candidate_id: Ids
    merit: Floats
    sd: Floats
    low: Floats
    high: Floats
    rank: IntArray
    rank_low: IntArray
    rank_high: IntArray
    interviews: IntArray
    ratings: IntArray
    raw_mean: Floats

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in the order of the command's contract."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class InterviewerTable:
    """Interviewers by id. Severity is in logits: positive rates lower than the average interviewer.

    `infit`/`outfit` are mean squares of standardised residuals (information-weighted and plain); 1 is as
    noisy as the model expects, below .5 is too uniform, above 1.5 is erratic (Linacre 2002). NaN where an
    interviewer's ratings carry no information.
    """

    interviewer_id: Ids
    severity: Floats
    sd: Floats
    low: Floats
    high: Floats
    interviews: IntArray
    ratings: IntArray
    infit: Floats
    outfit: Floats

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class CriterionTable:
    """Criteria by name. `thresholds[c]` has K_c - 1 ascending logits; NaN marks one next to a category that
    never occurs at an end of the scale. `difficulty` is the mean of the finite thresholds; `slope` is 1
    unless slopes were estimated. `weight` is the weight fixed before the fit.
    """

    criterion: tuple[str, ...]
    low: IntArray
    thresholds: tuple[Floats, ...]
    difficulty: Floats
    slope: Floats
    weight: Floats
    ratings: IntArray
    infit: Floats
    outfit: Floats

    def to_frame(self) -> dict[str, Any]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Components:
    """The connected parts of the interview graph, largest first.

    Candidates of different parts share no chain of interviewers: they are comparable through the prior
    only. `of_candidate` (P) and `of_interviewer` (R) give each one's part, in the order of the ids.
    """

    candidates: IntArray
    interviewers: IntArray
    of_candidate: IntArray
    of_interviewer: IntArray

    @property
    def connected(self) -> bool:
        """Whether everybody is comparable through shared interviewers."""
        return self.candidates.size <= 1

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return one row a part."""
        return {"candidates": self.candidates, "interviewers": self.interviewers}


@dataclass(frozen=True, eq=False)
class WorstFitting:
    """The ratings the model finds most surprising, worst first.

    `expected` is the mean rating the model expects there, on the criterion's own scale; `residual` is
    (rating - expected) / its SD; `probability` is that of this rating or one as far out on its side.
    """

    candidate_id: Ids
    interviewer_id: Ids
    criterion: tuple[str, ...]
    rating: IntArray
    expected: Floats
    residual: Floats
    probability: Floats

    def to_frame(self) -> dict[str, Any]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class MeritEstimate:
    """Everything one fit says. `merit`, `sd`, `low`, `high` (length P) are in the order of `candidate_ids`;
    `ranking` holds the same, best first.
    """

    model: Model
    candidate_ids: Ids
    merit: Floats
    sd: Floats
    low: Floats
    high: Floats
    ranking: Ranking
    interviewers: InterviewerTable
    criteria: CriterionTable
    components: Components
    worst_fitting: WorstFitting
    posterior: Posterior

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the ranking's columns, best candidate first."""
        return self.ranking.to_frame()
