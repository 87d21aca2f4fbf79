"""Merit runs: ratings to the engine, and what it says to rows.

The engine is imported where it is needed: numba takes a second to come up, for which pages need not wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.bridge.ratings import Ratings
from muster.apps.hire.models import MeritCalibration, MeritCriterion, MeritRun, MeritStanding
from muster.engine.shapes import Criterion, Scorecards

if TYPE_CHECKING:
    from muster.engine.hire.estimate import MeritEstimate
    from muster.engine.hire.explain import ExplanationParts

__all__ = ["DRAWS", "Fitted", "Result", "estimate_run", "result_of", "to_scorecards"]

DRAWS = 128  # of severities: what two candidates share is a small part of what is not known of them
DECIMALS = 6  # of logits: more would differ from one processor to another

Floats = NDArray[np.float64]
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Result:
    """What a run says: of the fit as a whole, then a row each for candidates, interviewers and criteria."""

    model: dict[str, Any]
    standings: list[MeritStanding]
    calibrations: list[MeritCalibration]
    criteria: list[MeritCriterion]


def to_scorecards(ratings: Ratings, *, labels: tuple[str, ...] = ()) -> Scorecards:
    """Return the ratings as the engine takes them. `labels` name the criteria, by their keys unless told."""
    candidates, candidate = np.unique(ratings.candidate, return_inverse=True)
    interviewers, interviewer = np.unique(ratings.interviewer, return_inverse=True)
    interview = np.unique(ratings.interview, return_inverse=True)[1]
    names = labels or tuple(one.key for one in ratings.criteria)
    return Scorecards(
        candidate=candidate[ratings.card].astype(np.int32),
        interviewer=interviewer[ratings.card].astype(np.int32),
        criterion=ratings.criterion.astype(np.int32),
        rating=ratings.rating,
        candidate_ids=candidates,
        interviewer_ids=interviewers,
        criteria=tuple(
            Criterion(name, 1, one.most) for name, one in zip(names, ratings.criteria, strict=True)
        ),
        interview=interview[ratings.card].astype(np.int32),
    )


class Fitted(Protocol):
    """What says with which seed, and to which level of the intervals, ratings are fitted."""

    @property
    def seed(self) -> int:
        """Return the seed."""

    @property
    def level(self) -> float:
        """Return the level."""


def estimate_run(
    run: Fitted,
    ratings: Ratings,
    *,
    scorecards: Scorecards | None = None,
    threads: int | None = None,
    tell: Tell | None = None,
) -> MeritEstimate:
    """Fit a run's ratings with its seed and level; any number of threads gives the same.

    Raises EstimationError or InputError where there is too little to fit.
    """
    from muster.engine.hire.merit import (
        estimate_merit,
    )  # here: numba takes a second that pages need not wait for

    given = scorecards or to_scorecards(ratings)
    weights = {
        criterion.name: float(one.weight)
        for criterion, one in zip(given.criteria, ratings.criteria, strict=True)
    }
    even = len(set(weights.values())) <= 1
    return estimate_merit(
        given,
        level=run.level,
        weights=None if even else weights,
        seed=run.seed,
        threads=threads,
        progress=tell,
    )


def result_of(run: MeritRun, ratings: Ratings, estimate: MeritEstimate) -> Result:
    """Return the rows of a run, not yet written."""
    return Result(
        _model(estimate),
        _standings(run, ratings, estimate),
        _calibrations(run, estimate),
        _criteria(run, ratings, estimate),
    )


def _model(estimate: MeritEstimate) -> dict[str, Any]:
    from muster.engine.hire.notes import COPIED_NOTE, SINGLE_NOTE

    model, parts = estimate.model, estimate.components
    warnings = [
        code
        for code, there in (
            ("copied", COPIED_NOTE in model.notes),
            ("single", SINGLE_NOTE in model.notes),
            ("unsettled", not model.converged),
            ("apart", not parts.connected),
        )
        if there
    ]
    return {
        **{name: _plain(getattr(model, name)) for name in ("sd_merit", "sd_severity", "sd_halo")},
        "reliability": _plain(model.reliability),
        "iterations": int(model.iterations),
        "converged": bool(model.converged),
        "components": int(parts.candidates.size),
        "largest": int(parts.candidates[0]) if parts.candidates.size else 0,
        "ratings": int(model.ratings),
        "scorecards": int(model.scorecards),
        "candidates": int(model.candidates),
        "interviewers": int(model.interviewers),
        "warnings": warnings,
    }


def _standings(run: MeritRun, ratings: Ratings, estimate: MeritEstimate) -> list[MeritStanding]:
    from muster.engine.hire.explain import explain_scorecards
    from muster.reports.moves import raw_places

    ranking = estimate.ranking
    candidate, parts = explain_scorecards(estimate)
    count = estimate.candidate_ids.size
    code = np.searchsorted(estimate.candidate_ids, ranking.candidate_id)
    columns = {
        "merit": _round(ranking.merit),
        "sd": _round(ranking.sd),
        "sd_apart": _round(_sd_apart(estimate))[code],
        "low": _round(ranking.low),
        "high": _round(ranking.high),
        "rank": ranking.rank,
        "rank_low": ranking.rank_low,
        "rank_high": ranking.rank_high,
        "interviews": ranking.interviews,
        "ratings": ranking.ratings,
        "raw_mean": _round(ranking.raw_mean),
        "raw_rank": raw_places(ranking.raw_mean),
        "shift": _round(np.bincount(candidate, parts.shift, count))[code],
        "prior_share": _round(1 - np.bincount(candidate, parts.share, count))[code],
        "component": estimate.components.of_candidate[code],
    }
    rows = _part_rows(ratings, parts)
    bounds = estimate.posterior.layout.cards_of.tolist()
    told = [rows[bounds[one] : bounds[one + 1]] for one in code.tolist()]
    lists = {name: np.asarray(values).tolist() for name, values in columns.items()}
    return [
        MeritStanding(
            run=run,
            candidate_id=key,
            parts=told[place],
            **{name: values[place] for name, values in lists.items()},
        )
        for place, key in enumerate(ranking.candidate_id.tolist())
    ]


def _sd_apart(estimate: MeritEstimate) -> Floats:
    """Return the SDs of merit without the level of the season, in the order of the candidates' keys."""
    posterior = estimate.posterior
    apart = [one.merit_variance + (one.merit - estimate.merit) ** 2 for one in posterior.components]
    return np.sqrt(posterior.average(apart))


def _part_rows(ratings: Ratings, parts: ExplanationParts) -> list[list[Any]]:
    """Return a row by `PART_COLUMNS` for each of the engine's scorecards, in its order."""
    interviews = np.unique(ratings.interview)
    keys = interviews[parts.interview]
    columns = (
        _scorecards_of(ratings, keys, parts.interviewer_id),
        keys,
        parts.interviewer_id,
        parts.ratings,
        *(
            _round(values)
            for values in (parts.raw_mean, parts.implied, parts.share, parts.contribution, parts.shift)
        ),
    )
    return [list(row) for row in zip(*(np.asarray(one).tolist() for one in columns), strict=True)]


def _scorecards_of(ratings: Ratings, interview: Any, interviewer: Any) -> NDArray[np.int64]:
    """Return the key of the scorecard of each pair; where somebody gave two in one interview, the first."""
    people = np.unique(ratings.interviewer)

    def number(interviews: Any, interviewers: Any) -> NDArray[np.int64]:
        number: NDArray[np.int64] = interviews * people.size + np.searchsorted(people, interviewers)
        return number

    known, first = np.unique(number(ratings.interview, ratings.interviewer), return_index=True)
    found: NDArray[np.int64] = ratings.scorecard[first][
        np.searchsorted(known, number(interview, interviewer))
    ]
    return found


def _calibrations(run: MeritRun, estimate: MeritEstimate) -> list[MeritCalibration]:
    from muster.engine.hire.draws import draw_severities

    table = estimate.interviewers
    draws = np.round(draw_severities(estimate, DRAWS, seed=run.seed).T, 4) + 0.0
    columns = zip(
        table.interviewer_id.tolist(),
        *(_round(values).tolist() for values in (table.severity, table.sd, table.low, table.high)),
        table.interviews.tolist(),
        table.ratings.tolist(),
        table.infit.tolist(),
        table.outfit.tolist(),
        draws.tolist(),
        strict=True,
    )
    return [
        MeritCalibration(
            run=run,
            interviewer_id=key,
            severity=severity,
            sd=sd,
            low=low,
            high=high,
            interviews=interviews,
            ratings=ratings,
            infit=_plain(infit),
            outfit=_plain(outfit),
            draws=drawn,
        )
        for key, severity, sd, low, high, interviews, ratings, infit, outfit, drawn in columns
    ]


def _criteria(run: MeritRun, ratings: Ratings, estimate: MeritEstimate) -> list[MeritCriterion]:
    table = estimate.criteria
    return [
        MeritCriterion(
            run=run,
            key=one.key,
            name=one.name,
            most=one.most,
            weight=float(one.weight),
            ratings=int(table.ratings[place]),
            thresholds=[_plain(value) for value in table.thresholds[place].tolist()],
            infit=_plain(table.infit[place]),
            outfit=_plain(table.outfit[place]),
        )
        for place, one in enumerate(ratings.criteria)
    ]


def _round(values: Any) -> Floats:
    """Return numbers as they are kept; a nought has no sign, which some databases forget."""
    return np.round(np.asarray(values, np.float64), DECIMALS) + np.float64(0)


def _plain(value: Any) -> float | None:
    """Return a number as JSON and both databases keep it, None for what is none."""
    return float(_round(value)) if np.isfinite(value) else None
