"""What a package comes to: an interval from claims that may each be right or wrong.

Of the logarithm of the amount, every value within the support is as likely before anything is said. A voice of
reliability r that asserts an amount from a to b, a share w of the support, is right with chance r, and then x lies
there; else what it says tells nothing. So it multiplies the density by r / w + 1 - r inside of [a, b] and by 1 - r
outside. One that denies it multiplies by 1 - r inside, and by r outside. The density is constant between the
ends of the claims, so quantiles are exact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.engine.market.claim_shapes import Convention, MarketClaim, QuoteEstimate
from muster.engine.market.copying import Voice
from muster.engine.market.reliability import Reliability
from muster.engine.market.weighing import HEDGED, PRIOR, as_known, as_witness, believe

__all__ = ["AROUND", "BEYOND", "ROUNDED", "amount_interval", "estimate_quote"]

Floats = NDArray[np.float64]

ROUNDED, AROUND = 0.05, 0.2
"""Share of an amount either side within which an exact one is right, and one that its words leave open."""

BEYOND = 10.0
"""How many times less or more than anything that is claimed an amount may be."""


def amount_interval(claim: MarketClaim) -> tuple[float, float]:
    """Return the amounts of which a claim that is right leaves one; open ends are 0 and infinite."""
    slack = AROUND if claim.hedged else ROUNDED
    low = 0.0 if claim.low is None else claim.low
    high = math.inf if claim.high is None else claim.high
    return (low / (1 + slack), high * (1 + slack)) if low == high else (low, high)


def estimate_quote(
    voices: Sequence[Voice],
    sources: Mapping[str, Reliability],
    *,
    convention: Convention,
    currency: str,
    level: float,
) -> QuoteEstimate:
    """Return what a package comes to under one convention; at least one voice asserts an amount in this currency."""
    stated = [voice.claim for voice in voices if voice.claim.has_amount]
    ends = [end for claim in stated for end in amount_interval(claim) if 0 < end < math.inf]
    support = (min(ends) / BEYOND, max(ends) * BEYOND)
    cuts, mass = _density([as_known(claim, sources[claim.source]) for claim in stated], support)
    low, median, high = _quantiles(cuts, mass, ((1 - level) / 2, 0.5, (1 + level) / 2))
    belief = believe(voices, sources, prior=PRIOR, level=level)
    lows = [claim.low for claim in stated if claim.stance == "asserts" and claim.low is not None]
    highs = [claim.high for claim in stated if claim.stance == "asserts" and claim.high is not None]
    open_above = any(claim.high is None for claim in stated if claim.stance == "asserts")
    return QuoteEstimate(
        convention=convention,
        currency=currency,
        low=low,
        median=median,
        high=high,
        said_low=min(lows, default=0.0),
        said_high=max(highs) if highs and not open_above else math.inf,
        probability=belief.probability,
        witnesses=tuple(as_witness(voice, sources[voice.claim.source]) for voice in voices),
    )


def _density(
    parts: Sequence[tuple[MarketClaim, Reliability]], support: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Return the logarithms between which the density is constant, (n + 1), and the mass between them, (n)."""
    first, last = np.log(support)
    spans = []
    for claim, held in parts:
        low, high = amount_interval(claim)
        begin = max(math.log(low), first) if low > 0 else first
        end = min(math.log(high), last) if high < math.inf else last
        if begin < end:
            spans.append((claim, held, begin, end))
    cuts = np.unique(np.array([first, last, *(end for one in spans for end in one[2:])], np.float64))
    middles = (cuts[:-1] + cuts[1:]) / 2
    height = np.zeros(middles.size)
    for claim, held, low, high in spans:
        share = (high - low) / (last - first)
        right, inside = held.mean, (middles > low) & (middles < high)
        if claim.stance == "asserts":
            told = np.where(inside, right / share + 1 - right, 1 - right)
        else:
            told = np.where(inside, 1 - max(right, 0.5), max(right, 0.5))
        height += (HEDGED if claim.hedged else 1.0) * np.log(told)
    mass = np.exp(height - height.max()) * np.diff(cuts)
    return cuts, mass / mass.sum()


def _quantiles(cuts: Floats, mass: Floats, shares: Sequence[float]) -> list[float]:
    reached = np.concatenate([[0.0], np.cumsum(mass)])
    return [float(np.exp(np.interp(share, reached / reached[-1], cuts))) for share in shares]
