"""Under which reading everybody is right: how the conventions in which packages are quoted bound one another.

Of one package: what it comes to in all years is at least what it brings in the first, and that is at least the payment
for signing and at least a year's base pay; a year of it is all of it divided by its years.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from muster.engine.market.amounts import amount_interval
from muster.engine.market.claim_shapes import CONVENTIONS, Convention, MarketClaim, Reading

__all__ = ["USUAL_YEARS", "find_readings"]

USUAL_YEARS = 4.0
"""Years of a package of which nobody says how many."""

# at most(a, b): what is quoted by a is never more than what is quoted by b
AT_MOST: frozenset[tuple[Convention, Convention]] = frozenset(
    (
        ("signing", "first_year"),
        ("base", "first_year"),
        ("first_year", "total"),
        ("signing", "total"),
        ("base", "total"),
        ("yearly", "total"),
    )
)


def find_readings(claims: Sequence[MarketClaim]) -> tuple[Reading, ...]:
    """Return, for each convention that an amount of which nobody says could be quoted by, whether all can be right.

    `claims` are of one package and as their sources stand by them. Where every amount says what it is of there is one
    reading, under the convention of the first.
    """
    stated = [claim for claim in claims if claim.has_amount or claim.convention is not None]
    if not stated:
        return ()
    known = [claim.convention for claim in stated if claim.convention is not None]
    unsaid = any(claim.convention is None for claim in stated)
    wanted = CONVENTIONS if unsaid else tuple(known[:1])
    return tuple(_reading(stated, convention) for convention in wanted)


def _reading(claims: Sequence[MarketClaim], convention: Convention) -> Reading:
    clashes = tuple(
        (first.key, second.key)
        for first, second in combinations(claims, 2)
        if not _both(first, first.convention or convention, second, second.convention or convention)
    )
    return Reading(convention, clashes)


def _both(first: MarketClaim, first_as: Convention, second: MarketClaim, second_as: Convention) -> bool:
    """Whether two claims can both be right when each amount is of what is said."""
    if first.has_amount and second.has_amount and first.currency != second.currency:
        return True
    if first.stance == second.stance == "denies":
        return True
    if first.stance == "denies":
        first, first_as, second, second_as = second, second_as, first, first_as
    if second.stance == "denies":
        return not _rules_out(first, first_as, second, second_as)
    one, other = _in_total(first, first_as), _in_total(second, second_as)
    if _unified(first_as) == _unified(second_as):
        return max(one[0], other[0]) <= min(one[1], other[1])
    if (first_as, second_as) in AT_MOST:
        return one[0] <= other[1]
    if (second_as, first_as) in AT_MOST:
        return other[0] <= one[1]
    return True


def _rules_out(asserted: MarketClaim, as_: Convention, denied: MarketClaim, denied_as: Convention) -> bool:
    """Whether an assertion leaves nothing that a denial allows: the same thing, all amounts of it denied."""
    if _unified(as_) != _unified(denied_as):
        return False
    if not denied.has_amount:
        return True
    (low, high), (first, last) = _said(asserted, as_), _said(denied, denied_as)
    return first <= low and high <= last


def _said(claim: MarketClaim, convention: Convention) -> tuple[float, float]:
    """Return the amount as it is said, without what rounding allows; of a year, as all of it."""
    factor = _factor(claim, convention)
    low = 0.0 if claim.low is None else claim.low
    high = math.inf if claim.high is None else claim.high
    return low * factor, high * factor


def _unified(convention: Convention) -> str:
    return "total" if convention == "yearly" else convention


def _in_total(claim: MarketClaim, convention: Convention) -> tuple[float, float]:
    """Return the amount, what a year of it comes to being told as all of it."""
    low, high = amount_interval(claim) if claim.has_amount else (0.0, math.inf)
    factor = _factor(claim, convention)
    return low * factor, high * factor


def _factor(claim: MarketClaim, convention: Convention) -> float:
    return (claim.years or USUAL_YEARS) if convention == "yearly" else 1.0
