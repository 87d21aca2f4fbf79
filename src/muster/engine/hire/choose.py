"""Whom to choose for k openings, how sure that is, and whom to interview next: docs/methods/choosing.md.

`choose_top` says what today's estimate leaves open; `propose_interviews` (in `interviewing.py`) what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.hire._odds import above_bar, near_boundary, pairs_in_doubt, top_chances
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.shapes import Ids, IntArray

__all__ = ["Choice", "Odds", "Reason", "TossUps", "check_field", "choose_top"]

Floats = NDArray[np.float64]

DOUBT = (0.4, 0.6)
"""A swap is a toss-up where P(the one chosen is better) lies within."""

LISTED = 50  # toss-ups; more than these nobody weighs


@dataclass(frozen=True)
class Reason:
    """Why, as a stable code and what its sentence is made of. Whoever shows it words it."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Odds:
    """Candidates, best first, (n) each. `low`/`high` bound merit at the fit's level; `p_top_k` = P(in the true top k);
    `p_above_bar` = P(merit > bar), NaN without a bar; `chosen` marks today's top k.
    """

    candidate_id: Ids
    merit: Floats
    low: Floats
    high: Floats
    p_top_k: Floats
    p_above_bar: Floats
    chosen: NDArray[np.bool_]

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class TossUps:
    """Swaps that are as good as even, the evenest first: `candidate_id` is chosen, `other_id` is not, `p_better` =
    P(the first is better).
    """

    candidate_id: Ids
    other_id: Ids
    p_better: Floats

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Choice:
    """What choosing today's `k` best would mean.

    `expected_shortfall` is the expected merit of the k who are truly best, summed, less that of those chosen: logits
    over all k openings. `shortfall_error` is its Monte Carlo standard error, by `draws` joint draws. `notes` say what
    these numbers cannot say: `everybody` (k is the whole field), `unlinked` (the field falls into parts that only the
    prior compares), `tied` (merit is the same on both sides of the boundary).
    """

    k: int
    bar: float | None
    odds: Odds
    toss_ups: TossUps
    expected_shortfall: float
    shortfall_error: float
    draws: int
    notes: tuple[Reason, ...]

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the odds' columns, best candidate first."""
        return self.odds.to_frame()


def choose_top(
    estimate: MeritEstimate,
    *,
    k: int,
    bar: float | None = None,
    candidates: IntArray | None = None,
    seed: int = 0,
) -> Choice:
    """Say how sure today's `k` best are: their odds, what choosing them is expected to miss, which swaps are even.

    `bar` is a merit in logits. `candidates` are codes (positions in `estimate.candidate_ids`) of the field to choose
    from, None for everybody; whatever the field, all ratings of the fit count. Odds of up to 1,500 candidates come from
    10,000 exact joint draws, so their standard error is at most .005; of more, from fewer draws, 500 at the least.
    Probabilities of the bar and of swaps are exact under the posterior. The same seed gives the same result.

    Raises InputError for k below 1 or above the field, a bar that is no number, codes out of range or given twice.
    """
    codes = check_field(estimate, k, candidates)
    if bar is not None and not np.isfinite(bar):
        raise InputError(f"bar is {bar}; it must be a finite number, in logits of merit.", bar=bar)
    checks.check_at_least("seed", seed, 0)
    merit = estimate.merit[codes]
    order = np.argsort(-merit, kind="stable")
    codes, merit = codes[order], merit[order]
    with threadpool_limits(1):  # many small products, in which more threads only wait
        chances, shortfall, error, draws = top_chances(estimate, codes, np.arange(k), seed)
        toss_ups = _toss_ups(estimate, codes, k)
    chosen = np.arange(codes.size) < k
    odds = Odds(
        candidate_id=estimate.candidate_ids[codes],
        merit=merit,
        low=estimate.low[codes],
        high=estimate.high[codes],
        p_top_k=chances,
        p_above_bar=np.full(codes.size, np.nan) if bar is None else above_bar(estimate.posterior, codes, bar),
        chosen=chosen,
    )
    notes = _notes(estimate, codes, merit, k)
    return Choice(k, bar, odds, toss_ups, shortfall, error, draws, notes)


def check_field(estimate: MeritEstimate, k: int, candidates: IntArray | None) -> IntArray:
    """Return the codes of the field, having checked them and `k`."""
    size = estimate.candidate_ids.size
    codes = np.arange(size) if candidates is None else np.asarray(candidates, np.int64)
    checks.check_codes("candidates", codes, size)
    if np.unique(codes).size < codes.size:
        raise InputError("candidates names somebody twice; give each code once.")
    if k < 1:
        raise InputError(
            f"k is {k:,}; there must be at least one opening to choose for.", code="k_below_1", k=k
        )
    if k > codes.size:
        raise InputError(
            f"k is {k:,}, but there are only {codes.size:,} candidates to choose from; give a smaller k.",
            code="k_above_field", k=k, candidates=codes.size,
        )  # fmt: skip
    return codes


def _toss_ups(estimate: MeritEstimate, codes: IntArray, k: int) -> TossUps:
    if k == codes.size:
        nobody = estimate.candidate_ids[:0]
        return TossUps(nobody, nobody, np.zeros(0))
    near = near_boundary(estimate.merit[codes], estimate.sd[codes], k)
    inside, outside, better = pairs_in_doubt(estimate, codes[near[near < k]], codes[near[near >= k]], DOUBT)
    ids = estimate.candidate_ids
    return TossUps(ids[inside[:LISTED]], ids[outside[:LISTED]], better[:LISTED])


def _notes(estimate: MeritEstimate, codes: IntArray, merit: Floats, k: int) -> tuple[Reason, ...]:
    notes = []
    if k == codes.size:
        notes.append(Reason("everybody", {"k": k}))
    elif merit[k - 1] == merit[k]:
        ids = estimate.candidate_ids[codes]
        tied = int((merit == merit[k]).sum())
        notes.append(Reason("tied", {"candidate_id": ids[k - 1], "other_id": ids[k], "tied": tied}))
    parts = np.unique(estimate.components.of_candidate[codes]).size
    if parts > 1 and k < codes.size:
        notes.append(Reason("unlinked", {"parts": parts}))
    return tuple(notes)
