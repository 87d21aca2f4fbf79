"""Seasons with known truth: draw merit, severity and halo, then ratings from the model of `merit`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.shapes import MOST_CRITERIA, MOST_PEOPLE, Criterion, IntArray, Scorecards

__all__ = [
    "Design",
    "SimulatedSeason",
    "count_ratings",
    "draw_ratings",
    "draw_thresholds",
    "name_criteria",
    "name_people",
    "simulate_season",
    "without_repeats",
]

Design = Literal["balanced", "unbalanced", "teams"]
Floats = NDArray[np.float64]

TEAM_SIZE = 20
SHARE_IN_TEAM = 0.9
BLOCK = 2_000_000  # scorecards drawn at a time, so that memory stays near the size of the result,
BLOCK_CRITERIA = 8  # of this many criteria; of more, fewer


@dataclass(frozen=True, eq=False)
class SimulatedSeason:
    """Scorecards and the truth behind them.

    Shapes: `merit` (P), `severity` (R), `thresholds` (C, K - 1), `slopes` (C); logits.
    """

    scorecards: Scorecards
    merit: Floats
    severity: Floats
    thresholds: Floats
    slopes: Floats


def simulate_season(
    *,
    candidates: int = 1000,
    interviewers: int = 50,
    interviews: int = 4,
    criteria: int = 5,
    criteria_per_interview: int | None = None,
    categories: int = 5,
    sd_merit: float = 1.0,
    sd_severity: float = 0.7,
    sd_halo: float = 0.6,
    design: Design = "balanced",
    slopes: Floats | None = None,
    thresholds: Floats | None = None,
    seed: int = 0,
) -> SimulatedSeason:
    """Draw a season: each interview is one interviewer rating one candidate.

    `design`: "balanced" gives every candidate `interviews` interviews and spreads them evenly over the
    interviewers; "unbalanced" draws 1 to 2 * `interviews` for each candidate; "teams" does so too, puts
    interviewers in teams of 20 that share a severity (half of its variance), and keeps 9 interviews in 10
    within the candidate's team, so that teams are weakly linked and raw means mislead.

    `criteria_per_interview` rates that many criteria, drawn anew for each interview (default: all).
    `slopes` (C) multiplies the logit of each criterion (default 1). `thresholds` (C, K - 1) are those to take
    instead of evenly spaced ones.

    Raises InputError for sizes, SDs or thresholds that make no season.
    """
    per = criteria if criteria_per_interview is None else criteria_per_interview
    checks.check_between("candidates", candidates, 1, MOST_PEOPLE)
    checks.check_between("interviewers", interviewers, 1, MOST_PEOPLE)
    checks.check_between("interviews", interviews, 1, interviewers)
    checks.check_between("criteria", criteria, 1, MOST_CRITERIA)
    checks.check_between("criteria_per_interview", per, 1, criteria)
    checks.check_between("categories", categories, 2, 100)
    for name, sd in (("sd_merit", sd_merit), ("sd_severity", sd_severity), ("sd_halo", sd_halo)):
        checks.check_not_negative(name, sd)
    checks.check_choice("design", design, get_args(Design))
    if slopes is not None:
        slopes = checks.check_positive_array("slopes", slopes, criteria)
    if thresholds is not None:
        thresholds = _check_thresholds(thresholds, criteria, categories)

    rng = np.random.default_rng(seed)
    merit = sd_merit * rng.standard_normal(candidates)
    severity = sd_severity * rng.standard_normal(interviewers)
    if thresholds is None:
        thresholds = draw_thresholds(rng, criteria, categories)
    if design == "teams":
        team = np.arange(interviewers) // TEAM_SIZE
        shared = rng.standard_normal(int(team[-1]) + 1)
        severity = np.sqrt(0.5) * (severity + sd_severity * shared[team])
    slope = np.ones(criteria) if slopes is None else slopes
    counts = _interview_counts(rng, candidates, interviewers, interviews, design)
    interviewer = _assign(rng, counts, interviewers, design)
    candidate = np.repeat(np.arange(candidates, dtype=np.int32), counts)
    criterion, rating = draw_ratings(
        rng, merit[candidate] - severity[interviewer], sd_halo, thresholds, slope, per
    )
    scorecards = Scorecards(
        candidate=np.repeat(candidate, per),
        interviewer=np.repeat(interviewer, per),
        criterion=criterion,
        rating=rating,
        candidate_ids=name_people("C", candidates, 6),
        interviewer_ids=name_people("R", interviewers, 4),
        criteria=name_criteria(criteria, categories),
    )
    return SimulatedSeason(scorecards, merit, severity, thresholds, slope)


def count_ratings(
    *, candidates: int, interviewers: int, interviews: int, criteria_per_interview: int, design: Design
) -> int:
    """Return how many ratings a season will have; where chance has a say, the mean."""
    if design == "balanced":
        return candidates * interviews * criteria_per_interview
    return candidates * (1 + min(2 * interviews, interviewers)) * criteria_per_interview // 2


def draw_thresholds(rng: np.random.Generator, criteria: int, categories: int) -> Floats:
    """Return (C, K - 1) thresholds, evenly spaced over five logits and shifted by criterion (SD .4)."""
    base = np.linspace(-2.5, 2.5, categories - 1) if categories > 2 else np.zeros(1)
    shift = 0.4 * rng.standard_normal(criteria)
    thresholds: Floats = base + (shift - shift.mean())[:, None]
    return thresholds


def _check_thresholds(thresholds: Floats, criteria: int, categories: int) -> Floats:
    """Require (C, K - 1) finite thresholds, ascending by criterion."""
    checked = np.asarray(thresholds, np.float64)
    right = checked.shape == (criteria, categories - 1)
    if not (right and np.isfinite(checked).all() and (np.diff(checked, axis=1) > 0).all()):
        raise InputError(
            f"thresholds must be {criteria:,} rows of {categories - 1:,} ascending, finite numbers.",
            criteria=criteria, categories=categories,
        )  # fmt: skip
    return checked


def _interview_counts(
    rng: np.random.Generator, candidates: int, interviewers: int, interviews: int, design: Design
) -> IntArray:
    if design == "balanced":
        return np.full(candidates, interviews, np.int32)
    most = min(2 * interviews, interviewers)
    return rng.integers(1, most + 1, candidates, dtype=np.int32)


def _assign(rng: np.random.Generator, counts: IntArray, interviewers: int, design: Design) -> IntArray:
    """Return the interviewer of each interview, candidate by candidate, nobody twice for one candidate."""
    total = int(counts.sum())
    owner = np.repeat(np.arange(counts.size), counts)
    if design == "teams":
        teams = -(-interviewers // TEAM_SIZE)
        team = rng.integers(0, teams, counts.size)[owner]
        inside = np.minimum(team * TEAM_SIZE + rng.integers(0, TEAM_SIZE, total), interviewers - 1)
        outside = rng.integers(0, interviewers, total)
        interviewer = np.where(rng.random(total) < SHARE_IN_TEAM, inside, outside).astype(np.int32)
    else:
        interviewer = np.resize(np.arange(interviewers, dtype=np.int32), total)
        rng.shuffle(interviewer)
    return without_repeats(rng, owner, interviewer, interviewers)


def without_repeats(
    rng: np.random.Generator, owner: IntArray, interviewer: IntArray, interviewers: int
) -> IntArray:
    """Redraw interviewers that meet the same candidate a second time."""
    while True:
        key = owner.astype(np.int64) * interviewers + interviewer
        order = np.argsort(key, kind="stable")
        again = order[1:][key[order[1:]] == key[order[:-1]]]
        if not again.size:
            return interviewer
        interviewer[again] = rng.integers(0, interviewers, again.size)


def draw_ratings(
    rng: np.random.Generator, location: Floats, sd_halo: float, thresholds: Floats, slopes: Floats, per: int
) -> tuple[IntArray, IntArray]:
    """Return criterion (int16) and rating (int8, from 1) of every rating, `per` ratings a scorecard."""
    criteria, steps = thresholds.shape
    total = location.size
    criterion = np.empty((total, per), np.int16)
    rating = np.empty((total, per), np.int8)
    block = BLOCK * BLOCK_CRITERIA // max(criteria, BLOCK_CRITERIA)
    for start in range(0, total, block):
        part = slice(start, min(start + block, total))
        size = part.stop - start
        standing = location[part] + sd_halo * rng.standard_normal(size)
        if per == criteria:
            chosen = np.broadcast_to(np.arange(criteria), (size, criteria))
        else:
            chosen = np.sort(np.argpartition(rng.random((size, criteria)), per - 1, axis=1)[:, :per], axis=1)
        latent = slopes[chosen] * standing[:, None] + rng.logistic(size=(size, per))
        above = np.ones((size, per), np.int8)
        for step in range(steps):
            above += latent > thresholds[chosen, step]
        criterion[part], rating[part] = chosen, above
    return criterion.ravel(), rating.ravel()


def name_people(letter: str, size: int, digits: int) -> NDArray[np.object_]:
    """Return ids such as C000001, in the order of their codes."""
    width = max(digits, len(str(size)))
    return np.array([f"{letter}{number:0{width}d}" for number in range(1, size + 1)], object)


def name_criteria(criteria: int, categories: int) -> tuple[Criterion, ...]:
    """Return criteria with ratings from 1."""
    width = len(str(criteria))  # zero-padded, so that code order is name order
    return tuple(
        Criterion(f"criterion_{number:0{width}d}", 1, categories) for number in range(1, criteria + 1)
    )
