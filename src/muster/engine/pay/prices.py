"""Share prices in scenarios: paths of a lognormal price with jumps and failure, or fixed multiples.

Paths depend on the seed and on whose price it is, not on what is valued with them: whatever the order of grants or
packages, the numbers are the same. Each day's mean is set to the exact one (moment matching: Boyle, Broadie &
Glasserman 1997, section 3).
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.pay.dates import Day, Days, add_months, months_until, years_between
from muster.engine.pay.equity import jump_drift
from muster.engine.pay.parts import Jumps, Liquidity, Package, PriceModel

__all__ = ["MOST_PATHS", "Scenarios", "draw_scenarios", "expected_growth", "price_key", "stream"]

Floats = NDArray[np.float64]
Multiples = NDArray[Any]

MOST_PATHS = 1_000_000


@dataclass(frozen=True, eq=False)
class Scenarios:
    """The price on grid days (g) as a multiple of today's: `multiple` (g, n), with weights (n) or, if None, alike.

    `liquid` (n) says where the day of liquidity comes. Days are the start and each month after it; other days that
    were asked for are among them, in order.
    """

    days: Days
    multiple: Multiples
    liquid: NDArray[np.bool_]
    weights: Floats | None

    @property
    def size(self) -> int:
        """Number of scenarios, n."""
        return int(self.liquid.size)

    def at(self, days: Days) -> Multiples:
        """Return the multiples on these days, (days, n); all must be days of the grid."""
        return np.asarray(self.multiple[np.searchsorted(self.days, days)])

    def spread(self, paths: int, seed: int, key: str) -> Scenarios:
        """Return as many equally likely scenarios, so that they can be held against those of another price."""
        if self.weights is None and self.size == paths:
            return self
        rng = stream(seed, key, "scenario")
        weights = np.full(self.size, 1 / self.size) if self.weights is None else self.weights
        places = (rng.permutation(paths) + 0.5) / paths
        which = np.minimum(np.searchsorted(np.cumsum(weights), places), self.size - 1)
        return Scenarios(self.days, self.multiple[:, which], self.liquid[which], None)


def stream(seed: int, *key: str) -> np.random.Generator:
    """Return the random numbers that belong to a seed and a key."""
    digest = hashlib.sha256("\x00".join(key).encode()).digest()
    words = np.frombuffer(digest, np.uint32).tolist()
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, *words])))


def draw_scenarios(package: Package, days: Days, *, paths: int, seed: int) -> Scenarios:
    """Return the scenarios of a package's price up to the last of `days`, which become days of the grid.

    Without a price model or multiples there is one scenario: the price stays. Raises InputError for fewer than 2
    `paths`, or a seed below 0.
    """
    checks.check_between("paths", paths, 2, MOST_PATHS)
    checks.check_at_least("seed", seed, 0)
    liquidity = None if package.price is None else package.price.liquidity
    if package.multiples or package.price is None or package.price.volatility is None:
        return _fixed(package, days, liquidity)
    return _paths(package, package.price, days, paths, seed)


def price_key(package: Package) -> str:
    """Return whose price it is: the company's, or of all that have the same model."""
    return package.company or repr((package.price, package.multiples, package.currency))


def expected_growth(package: Package) -> float:
    """Return the drift of the price as long as the company lives: as given, else the discount rate, compounded
    continuously.
    """
    price = package.price
    return math.log1p(package.discount_rate) if price is None or price.drift is None else price.drift


def _fixed(package: Package, days: Days, liquidity: Liquidity | None) -> Scenarios:
    multiples = package.multiples
    values = np.array([each.multiple for each in multiples] or [1.0])
    if any(each.probability is not None for each in multiples):
        weights = np.array([each.probability or 0.0 for each in multiples])
    else:
        weights = np.full(values.size, 1 / values.size)
    grid = _grid(package.start, days)
    liquid = np.ones(values.size, bool)
    if liquidity is not None and liquidity.probability < 1:
        chance = liquidity.probability
        weights = np.concatenate([weights * chance, weights * (1 - chance)])
        values, liquid = np.tile(values, 2), np.repeat([True, False], values.size)
    multiple = np.tile(values, (grid.size, 1))
    multiple[0] = 1.0  # today's price is what it is
    return Scenarios(grid, multiple, liquid, weights / weights.sum())


def _grid(start: Day, days: Days) -> Days:
    return np.unique(np.concatenate([_months(start, days), days[days >= start]]))


def _months(start: Day, days: Days) -> Days:
    """Return the start and the months after it, whole years of them, until after the last of these days."""
    last = max(days.max(), start)
    count = months_until(start, last)
    count += bool(add_months(start, [count])[0] < last)
    return add_months(start, np.arange(12 * max(-(-count // 12), 1) + 1))


def _paths(package: Package, price: PriceModel, days: Days, paths: int, seed: int) -> Scenarios:
    """Draw month by month, each kind of chance from a stream of its own; then bridge to the days in between."""
    key, start = price_key(package), package.start
    months = _months(start, days)
    years = years_between(start, months)
    logs = _walk(price, years, paths, seed, key)
    grid = np.unique(np.concatenate([months, days[days >= start]]))
    if grid.size > months.size:
        logs = _bridge(price, months, logs, grid, seed, key)
        years = years_between(start, grid)
    drift = expected_growth(package)
    multiple = np.exp(logs, out=logs)
    alive = 1.0
    if price.failure_per_year > 0:
        hazard = -math.log1p(-price.failure_per_year)
        dead = stream(seed, key, "failure").exponential(1 / hazard, paths)
        multiple *= years[:, None] < np.maximum(dead, np.finfo(np.float64).tiny)[None, :]
        alive = 1 - price.failure_per_year
    mean = multiple.mean(axis=1, dtype=np.float64)
    exact = np.exp(drift * years) * alive**years
    factor = np.divide(exact, mean, out=np.zeros_like(mean), where=mean > 0)
    multiple *= factor[:, None].astype(multiple.dtype)
    liquid = np.ones(paths, bool)
    if price.liquidity is not None:
        liquid = stream(seed, key, "liquidity").random(paths) < price.liquidity.probability
    return Scenarios(grid, multiple, liquid, None)


def _walk(price: PriceModel, years: Floats, paths: int, seed: int, key: str) -> Multiples:
    """Return log-prices without drift, which moment matching puts right: (months, paths), float32 for speed."""
    volatility, steps = price.volatility or 0.0, np.diff(years)
    half = -(-paths // 2)
    normal = stream(seed, key, "price").standard_normal((steps.size, half), np.float32)
    normal *= (volatility * np.sqrt(steps)).astype(np.float32)[:, None]
    logs = np.zeros((years.size, paths), np.float32)
    logs[1:, :half] = normal
    np.negative(normal[:, : paths - half], out=logs[1:, half:])  # antithetic
    if price.jumps is not None and price.jumps.per_year > 0:
        _add_jumps(price.jumps, years, logs, stream(seed, key, "jumps"))
    logs[1:] -= (steps * (volatility**2 / 2 + jump_drift(price.jumps))).astype(np.float32)[:, None]
    for at in range(1, years.size):  # faster than numpy's sum along the first axis
        logs[at] += logs[at - 1]
    return logs


def _add_jumps(jumps: Jumps, years: Floats, steps: Multiples, rng: np.random.Generator) -> None:
    """Add jumps to the steps of paths. They are few: draw how many there are, then when and whose."""
    paths = steps.shape[1]
    for first in range(
        0, years.size - 1, 12
    ):  # a year at a time, so that longer paths begin like shorter ones
        ends = years[first : first + 13]
        total = int(rng.poisson(jumps.per_year * (ends[-1] - ends[0]) * paths))
        month = np.searchsorted(ends[1:-1], rng.uniform(ends[0], ends[-1], total), side="right")
        place = (first + 1 + month, rng.integers(0, paths, total))
        np.add.at(steps, place, rng.normal(jumps.mean, jumps.sd, total).astype(np.float32))


def _bridge(price: PriceModel, months: Days, logs: Multiples, grid: Days, seed: int, key: str) -> Multiples:
    """Return the log-prices on all days of the grid: those between months by a Brownian bridge, from left to right."""
    found = np.empty((grid.size, logs.shape[1]), logs.dtype)
    known = np.searchsorted(grid, months)
    found[known] = logs
    number = grid.astype(np.int64)
    right = np.searchsorted(months, grid, side="left")
    for at in np.setdiff1d(np.arange(grid.size), known).tolist():
        end = known[right[at]]
        before, after = number[at] - number[at - 1], number[end] - number[at]
        share = before / (before + after)
        spread = (price.volatility or 0.0) * math.sqrt(share * after / 365.25)
        noise = stream(seed, key, "day", str(number[at])).standard_normal(logs.shape[1], np.float32)
        found[at] = found[at - 1] + share * (found[end] - found[at - 1]) + np.float32(spread) * noise
    return found
