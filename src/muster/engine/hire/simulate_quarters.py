"""Several quarters of hiring with known truth: severities that drift, applicants and a bar that change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.hire.dated import DatedScorecards, quarter_names
from muster.engine.hire.simulate import (
    draw_ratings,
    draw_thresholds,
    name_criteria,
    name_people,
    without_repeats,
)
from muster.engine.shapes import IntArray, Scorecards

__all__ = ["SimulatedQuarters", "simulate_quarters"]

Floats = NDArray[np.float64]

FIRST_QUARTER = 4 * (2023 - 1970)
DAYS = 89  # of every quarter, at least


@dataclass(frozen=True, eq=False)
class SimulatedQuarters:
    """Dated scorecards and the truth: `merit` (P), `severity` (R, Q) in each quarter, `level` (Q) of the applicants."""

    dated: DatedScorecards
    merit: Floats
    severity: Floats
    level: Floats


def simulate_quarters(
    *,
    quarters: int = 8,
    candidates: int = 60,
    interviewers: int = 16,
    interviews: int = 3,
    criteria: int = 4,
    categories: int = 5,
    share_hired: float = 0.2,
    turnover: float = 0.1,
    trend: float = 0.0,
    slip: float = 0.0,
    sd_level: float = 0.3,
    sd_merit: float = 1.0,
    sd_severity: float = 0.7,
    sd_drift: float = 0.2,
    sd_halo: float = 0.6,
    common_drift: float = 0.0,
    linked: bool = True,
    seed: int = 0,
) -> SimulatedQuarters:
    """Draw `quarters` of `candidates` applicants each, every one with `interviews` by different interviewers.

    After each quarter a share `turnover` of the interviewers is replaced by new ones. The level of the applicants is
    N(quarter * trend, sd_level^2). Those whose merit plus noise (SD 0.5) is highest are hired: in the first quarter
    `share_hired` of them; the mark moves down by `slip` logits a quarter. `common_drift` adds to everybody's severity
    each quarter. `linked` False replaces all interviewers in the middle, so that nothing links the two halves.

    Raises InputError for sizes and SDs that make no season.
    """
    checks.check_between("quarters", quarters, 1, 200)
    checks.check_between("interviews", interviews, 1, interviewers)
    checks.check_between("share_hired", share_hired, 0, 1)
    checks.check_between("turnover", turnover, 0, 1)
    for name, sd in (("sd_level", sd_level), ("sd_merit", sd_merit), ("sd_drift", sd_drift)):
        checks.check_not_negative(name, sd)
    rng = np.random.default_rng(seed)
    level = trend * np.arange(quarters) + sd_level * rng.standard_normal(quarters)
    seats, people = _seats(rng, quarters, interviewers, turnover, linked=linked)
    severity = _walks(rng, quarters, people, sd_severity, sd_drift) + common_drift * np.arange(quarters)
    when = np.repeat(np.arange(quarters), candidates)
    merit = level[when] + sd_merit * rng.standard_normal(when.size)
    candidate = np.repeat(np.arange(when.size, dtype=np.int32), interviews)
    seat = np.concatenate([_assign(rng, candidates, interviews, interviewers) for _ in range(quarters)])
    interviewer = seats[when[candidate], seat].astype(np.int32)
    criterion, rating = draw_ratings(
        rng, merit[candidate] - severity[interviewer, when[candidate]], sd_halo,
        draw_thresholds(rng, criteria, categories), np.ones(criteria), criteria,
    )  # fmt: skip
    start = ((FIRST_QUARTER + when[candidate]) * 3).astype("datetime64[M]").astype("datetime64[D]")
    date = start + rng.integers(0, DAYS, candidate.size)
    scorecards = Scorecards(
        candidate=np.repeat(candidate, criteria),
        interviewer=np.repeat(interviewer, criteria),
        criterion=criterion,
        rating=rating,
        candidate_ids=name_people("C", when.size, 6),
        interviewer_ids=name_people("R", people, 4),
        criteria=name_criteria(criteria, categories),
    )
    dated = DatedScorecards(
        scorecards,
        np.repeat(date, criteria),
        cohort=when.astype(np.int32),
        cohort_ids=quarter_names(FIRST_QUARTER + np.arange(quarters)),
        hired=_hire(rng, merit, when, share_hired, slip),
    )
    return SimulatedQuarters(dated, merit, severity, level)


def _seats(
    rng: np.random.Generator, quarters: int, interviewers: int, turnover: float, *, linked: bool
) -> tuple[IntArray, int]:
    """Return who sits where in each quarter, (Q, seats), and the number of people."""
    seats = np.zeros((quarters, interviewers), np.int64)
    seats[0], people = np.arange(interviewers), interviewers
    for quarter in range(1, quarters):
        new = rng.random(interviewers) < turnover
        if not linked and quarter == quarters // 2:
            new[:] = True
        seats[quarter] = np.where(new, people + np.cumsum(new) - 1, seats[quarter - 1])
        people += int(new.sum())
    return seats, people


def _walks(
    rng: np.random.Generator, quarters: int, people: int, sd_severity: float, sd_drift: float
) -> Floats:
    """Return severities, (R, Q)."""
    steps = sd_drift * rng.standard_normal((people, quarters))
    steps[:, 0] = sd_severity * rng.standard_normal(people)
    return np.cumsum(steps, axis=1)


def _assign(rng: np.random.Generator, candidates: int, interviews: int, interviewers: int) -> IntArray:
    """Return the seat of each interview of a quarter, candidate by candidate, evenly, nobody twice."""
    seat = np.resize(np.arange(interviewers, dtype=np.int32), candidates * interviews)
    rng.shuffle(seat)
    return without_repeats(rng, np.repeat(np.arange(candidates), interviews), seat, interviewers)


def _hire(
    rng: np.random.Generator, merit: Floats, when: IntArray, share: float, slip: float
) -> NDArray[np.bool_]:
    """Hire whoever looks better than a mark, which slips."""
    looks = merit + 0.5 * rng.standard_normal(merit.size)
    mark = np.quantile(looks[when == 0], 1 - share)
    hired: NDArray[np.bool_] = looks > mark - slip * when
    return hired
