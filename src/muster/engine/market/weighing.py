"""The probability that what is claimed is so, from independent voices whose reliability is known as far as it is.

With prior probability p, a voice of reliability r that asserts multiplies the odds by r (1 - p) / ((1 - r) p), so that
a lone claim is as probable as its source is reliable; one that denies multiplies them by (1 - r) / r. A source that is
no better than the prior, or than a coin where it denies, adds nothing: it is never taken for its opposite.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scipy.special import expit, logit, ndtri

from muster.engine.market.claim_shapes import MarketClaim, Witness
from muster.engine.market.copying import Voice
from muster.engine.market.reliability import Reliability

__all__ = ["HEDGED", "PRIOR", "Belief", "as_known", "as_witness", "believe", "weigh_voice"]

PRIOR = 0.3
"""Chance of a move that somebody speaks of, before it is known how reliable they are."""

HEDGED = 0.5
"""What a claim weighs that its own words leave open, beside one that they do not."""


KNOWN = Reliability(1e6, 1.0)  # of what was found to be so


@dataclass(frozen=True, slots=True)
class Belief:
    """A probability, and the interval that not knowing the sources' reliability leaves it."""

    probability: float
    low: float
    high: float


def weigh_voice(claim: MarketClaim, held: Reliability, *, prior: float = PRIOR) -> float:
    """Return what a voice adds to the log odds: 0 or more where it asserts, 0 or less where it denies."""
    odds = _log_odds(held.mean)
    share = HEDGED if claim.hedged else 1.0
    if claim.stance == "asserts":
        return share * max(odds - _log_odds(prior), 0.0)
    return share * min(-odds, 0.0)


@lru_cache(maxsize=4_096)  # there are few sources, and many claims
def _log_odds(probability: float) -> float:
    return float(logit(probability))


def as_known(claim: MarketClaim, held: Reliability) -> tuple[MarketClaim, Reliability]:
    """Return a claim with how reliable it is: one that was found right or wrong is known, and one that was found wrong
    says its opposite.
    """
    vague = claim.kind == "package" and not claim.has_amount  # its opposite says no amount
    if claim.truth is None or (vague and not claim.truth):
        return claim, held
    if claim.truth:
        return replace(claim, hedged=False), KNOWN
    return replace(claim, hedged=False, stance="denies" if claim.stance == "asserts" else "asserts"), KNOWN


def as_witness(voice: Voice, held: Reliability, *, prior: float = PRIOR) -> Witness:
    """Return a voice with what it weighs, and what repeats it."""
    claim = voice.claim
    return Witness(
        key=claim.key,
        source=claim.source,
        stance=claim.stance,
        hedged=claim.hedged,
        reliability=held.mean,
        weight=weigh_voice(claim, held, prior=prior),
        copies=tuple(voice.copies),
    )


def believe(
    voices: Sequence[Voice], sources: Mapping[str, Reliability], *, prior: float = PRIOR, level: float = 0.9
) -> Belief:
    """Return the probability that is left by voices, and its interval of `level`.

    Each source has one voice, so averaging each reliability out is exact for the probability. The interval is normal on
    the scale of log odds, with the variances of the Beta distributions' log odds.
    """
    parts = [as_known(voice.claim, sources[voice.claim.source]) for voice in voices]
    centre = _log_odds(prior) + math.fsum(weigh_voice(claim, held, prior=prior) for claim, held in parts)
    spread = _spread(parts, prior) * float(ndtri((1 + level) / 2))
    return Belief(*(float(expit(at)) for at in (centre, centre - spread, centre + spread)))


def _spread(parts: Iterable[tuple[MarketClaim, Reliability]], prior: float) -> float:
    """Return the standard deviation of the log odds; what weighs nothing adds none."""
    return math.sqrt(
        math.fsum(
            (HEDGED if claim.hedged else 1.0) ** 2 * held.spread
            for claim, held in parts
            if weigh_voice(claim, held, prior=prior)
        )
    )
