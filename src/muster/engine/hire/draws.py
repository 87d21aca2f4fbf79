"""Joint draws of merit, which carry the severities' uncertainty, and the ranks they give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.gaussian import carry
from muster.engine.hire.posterior import Component, Posterior, draw_severity
from muster.engine.hire.runs import Runs, open_runs
from muster.engine.shapes import IntArray

__all__ = ["draw_merit", "draw_posterior", "draw_severities", "rank_intervals"]

Floats = NDArray[np.float64]

RANKED_BY_DRAWS = 10_000  # candidates; beyond, the mean rank curve serves
POOLED = 1_000_000  # draws that make the curve
DRAWN_RANKS = 2_500_000  # candidates times draws
SOLVED_DRAWS = 200  # where each needs its own solve
BLOCK = 256  # draws at a time


def draw_merit(
    estimate: MeritEstimate, draws: int, *, seed: int = 0, candidates: IntArray | None = None
) -> Floats:
    """Draw merit from the posterior, jointly for all candidates: (draws, P), or (draws, len(candidates)).

    `candidates` are codes (positions in `estimate.candidate_ids`). The same seed gives the same draws,
    whatever the number of threads. Raises InputError for fewer than one draw or codes out of range.
    """
    checks.check_at_least("draws", draws, 1)
    if candidates is not None:
        candidates = np.asarray(candidates, np.int64)
        checks.check_codes("candidates", candidates, estimate.candidate_ids.size)
    return draw_posterior(estimate.posterior, draws, seed=seed, candidates=candidates)


def draw_posterior(
    posterior: Posterior, draws: int, *, seed: int, candidates: IntArray | None = None
) -> Floats:
    """Do what `draw_merit` says, from the posterior itself."""
    root = np.random.SeedSequence([seed, 2])
    shares = np.random.default_rng(root.spawn(1)[0]).multinomial(draws, posterior.weights)
    wanted = slice(None) if candidates is None else candidates
    blocks = []
    with open_runs(posterior.layout.ratings_before, posterior.threads) as runs:
        for component, share in zip(posterior.components, shares, strict=True):
            for start in range(0, int(share), BLOCK):
                width = min(BLOCK, int(share) - start)
                blocks.append(_draw(posterior, runs, component, root.spawn(1)[0], width)[wanted].T)
    return np.concatenate(blocks)


def draw_severities(estimate: MeritEstimate, draws: int, *, seed: int = 0) -> Floats:
    """Draw severity less its mean, jointly for all interviewers: (draws, R). The season's level is left out.

    The merits of two candidates vary together as far as they share interviewers: by the shares of their scorecards
    (see `explain`) times these draws. The same seed gives the same draws, whatever the number of threads. Raises
    InputError for fewer than one draw.
    """
    checks.check_at_least("draws", draws, 1)
    posterior = estimate.posterior
    root = np.random.SeedSequence([seed, 4])
    shares = np.random.default_rng(root.spawn(1)[0]).multinomial(draws, posterior.weights)
    blocks = []
    with open_runs(posterior.layout.ratings_before, posterior.threads) as runs:
        for component, share in zip(posterior.components, shares, strict=True):
            for start in range(0, int(share), BLOCK):
                width = min(BLOCK, int(share) - start)
                seeds = root.spawn(1)[0]
                blocks.append(draw_severity(posterior.layout, runs, component.gaussian, seeds, width).T)
    return np.concatenate(blocks)


def _draw(
    posterior: Posterior, runs: Runs, component: Component, seed: np.random.SeedSequence, draws: int
) -> Floats:
    """Return (P, draws)."""
    severity_seed, merit_seed, level_seed = seed.spawn(3)
    gaussian = component.gaussian
    severity = draw_severity(posterior.layout, runs, gaussian, severity_seed, draws)
    merit = carry(posterior.layout, runs, gaussian, severity)
    own = np.random.default_rng(merit_seed).standard_normal(merit.shape)
    merit += component.merit[:, None] + own / np.sqrt(gaussian.candidate_precision)[:, None]
    level = component.level
    if level is not None:
        merit += np.outer(level.merit, level.sd * np.random.default_rng(level_seed).standard_normal(draws))
    return merit


def _draw_apart(posterior: Posterior, seed: int) -> Floats:
    """Draw up to a million candidates' merits, one each, without their correlation: enough for a mean curve."""
    main = posterior.main
    some = slice(None, None, 1 + main.merit.size // POOLED)
    own = np.random.default_rng(np.random.SeedSequence([seed, 3])).standard_normal(main.merit[some].size)
    drawn: Floats = main.merit[some] + np.sqrt(main.merit_variance[some]) * own
    return drawn


def _places(pool: Floats, merit: Floats) -> IntArray:
    """Return the place that each merit has among as many candidates as `merit` holds, drawn as the pool is."""
    order = np.argsort(merit)  # queries in order stay in the cache
    above = np.empty(merit.size, np.int64)
    above[order] = pool.size - np.searchsorted(pool, merit[order])
    return 1 + above * (merit.size - 1) // pool.size


def rank_intervals(
    posterior: Posterior, low: Floats, high: Floats, level: float, seed: int
) -> tuple[IntArray, IntArray]:
    """Return the best and the worst place of each candidate at `level`.

    Up to 10,000 candidates from the ranks of joint draws. Beyond that a candidate's place is its merit read
    on the mean curve of places, since the sum over thousands of others hardly varies.
    """
    candidates = low.size
    if candidates > RANKED_BY_DRAWS:
        pool = np.sort(_draw_apart(posterior, seed))
        return _places(pool, high), _places(pool, low)
    draws = int(np.clip(DRAWN_RANKS // max(candidates, 1), 500, 4000))
    if posterior.main.gaussian.factor is None:
        draws = min(draws, SOLVED_DRAWS)
    drawn = draw_posterior(posterior, draws, seed=seed)
    order = np.argsort(-drawn, axis=1, kind="stable")
    ranks = np.empty(order.shape, np.int32)
    np.put_along_axis(ranks, order, np.arange(1, candidates + 1, dtype=np.int32)[None, :], axis=1)
    ranks.sort(axis=0)
    tail = (1 - level) / 2
    best = ranks[int(np.floor(tail * (draws - 1)))]
    worst = ranks[int(np.ceil((1 - tail) * (draws - 1)))]
    return best.astype(np.int64), worst.astype(np.int64)
