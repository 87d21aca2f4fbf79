"""The fans of many packages at once: by year of a pay review, or of all offers that are open."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from muster.engine import checks
from muster.engine.pay.currency import digits_of
from muster.engine.pay.dates import add_months
from muster.engine.pay.lines import VestLine, package_years, vest_lines
from muster.engine.pay.package import PATHS, check_package, scenario_days
from muster.engine.pay.parts import Package
from muster.engine.pay.payoffs import fan_quantiles
from muster.engine.pay.prices import draw_scenarios
from muster.engine.pay.valuation import FanTable

__all__ = ["draw_fans"]


def draw_fans(
    packages: Sequence[Package], *, paths: int = PATHS, seed: int = 0, threads: int = 2
) -> tuple[FanTable, ...]:
    """Return the fan of each package, as `value_package` gives it, whatever the number of threads or their order.

    Raises DataError with all that is wrong with the first package that has faults, InputError for a bad argument.
    """
    checks.check_at_least("threads", threads, 1)
    for package in packages:
        check_package(package)
    prepared = [(package, vest_lines(package)) for package in packages]

    def draw(one: tuple[Package, list[VestLine]]) -> FanTable:
        package, lines = one
        months = add_months(package.start, np.arange(1, 12 * package_years(package) + 1))
        drawn = draw_scenarios(package, scenario_days(package, months, lines), paths=paths, seed=seed)
        found = fan_quantiles(package, lines, months, drawn)
        scale = 10.0 ** digits_of(package.currency)
        return FanTable(months, *(np.round(column * scale) / scale for column in found.T))

    if threads == 1 or len(prepared) < 2:
        return tuple(map(draw, prepared))
    with ThreadPoolExecutor(threads) as pool:  # the draws and sorts let go of the interpreter
        return tuple(pool.map(draw, prepared))
