"""How reliable a source is: a Beta prior by the grade that a person gave, and claims that were found right or wrong.

The grades are those of the Admiralty code (NATO AJP-2.1): A is reliable, E is not, of F nobody can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scipy.special import betaincinv, polygamma

from muster.engine import checks
from muster.engine.market.claim_shapes import Grade, MarketSource, SourceRecord

__all__ = ["GRADE_PRIORS", "Reliability", "reliability_of", "source_record"]

GRADE_PRIORS: dict[Grade, tuple[float, float]] = {
    "A": (19.0, 1.0),
    "B": (12.0, 3.0),
    "C": (6.5, 3.5),
    "D": (3.0, 3.0),
    "E": (2.5, 5.0),
    "F": (1.5, 1.5),
}
"""Claims that a source of each grade counts as having got right and wrong before any is resolved."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """The Beta distribution of the chance that what a source says is so."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        """Return the chance that its next claim is so, all that is not known of it averaged out."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def spread(self) -> float:
        """Return the variance of its log odds."""
        return _spread(self.alpha, self.beta)

    def quantile(self, share: float) -> float:
        """Return the reliability below which it lies with this chance."""
        return float(betaincinv(self.alpha, self.beta, share))


@lru_cache(maxsize=4_096)  # there are few sources, and many claims
def _spread(alpha: float, beta: float) -> float:
    return float(polygamma(1, alpha) + polygamma(1, beta))


def reliability_of(grade: Grade, right: int = 0, wrong: int = 0) -> Reliability:
    """Return what is held of a source of a grade that was right and wrong so often."""
    checks.check_at_least("right", right, 0)
    checks.check_at_least("wrong", wrong, 0)
    alpha, beta = GRADE_PRIORS[grade]
    return Reliability(alpha + right, beta + wrong)


def source_record(source: MarketSource, right: int, wrong: int, *, level: float) -> SourceRecord:
    """Return a source's record, its reliability with the central interval of `level`."""
    held = reliability_of(source.grade, right, wrong)
    outside = (1 - level) / 2
    return SourceRecord(
        source=source.key,
        grade=source.grade,
        right=right,
        wrong=wrong,
        reliability=held.mean,
        low=held.quantile(outside),
        high=held.quantile(1 - outside),
    )
