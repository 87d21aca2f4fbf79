"""How fast packages are priced, and how far paths are from closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Options, Section, Table
from muster.engine.pay.fans import draw_fans
from muster.engine.pay.package import value_package
from muster.engine.pay.parts import Base, Bonus, Grant, Jumps, Package, Payment, Person, PriceModel

__all__ = ["measure"]

Floats = NDArray[np.float64]

START = np.datetime64("2027-03-01", "D")
MONTHS = 48
SEEDS = 20
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
NOTES = (
    "Every package is of a company of its own, so no path is used twice. Shares vest over 48 months with a cliff "
    "of a year; the price jumps every other year and fails with 2 % a year.",
    "The reference loop is what one writes in NumPy in an afternoon: a normal a month and path, jumps by a Poisson "
    "draw each, quantiles by `numpy.quantile`. No pricing library comes with Muster, so there is no other peer.",
    "A whole valuation has, besides the fan, exact cash and vesting, present value, certainty equivalent, cost and the "
    "handcuff.",
    "Errors are those of 10,000 paths against the closed form, as a root mean square over seeds, in per cent of the "
    "value. Shares have none to speak of, as the mean of each day is set to the exact one.",
)


def measure(options: Options) -> Section:
    """Time fans and valuations, and compare paths with closed forms."""
    count, paths, runs = (3, 500, 1) if options.quick else (100, 10_000, options.runs or 3)
    packages = [_package(at) for at in range(count)]
    seeds = 2 if options.quick else SEEDS
    return Section(
        title="What packages are worth",
        text=(
            f"The fans of {count} packages over {MONTHS} months, {paths:,} paths each, best of {runs} runs; and how "
            "far the paths are from Black & Scholes' and Merton's closed forms."
        ),
        tables=(_speed(packages, paths, runs), _errors(paths, seeds)),
        notes=NOTES,
    )


def _package(number: int) -> Package:
    """Return a package of a company of its own."""
    return Package(
        currency="USD",
        start=START,
        base=Base(500_000.0 + number),
        bonus=Bonus(target=0.2),
        sign_on=(Payment(1_000_000.0, START),),
        grants=(Grant("rsu", shares=100_000 + number, reference_price=80.0, schedule="4y-cliff-monthly"),),
        price=PriceModel(
            80.0, volatility=0.5 + number / 1_000, failure_per_year=0.02, jumps=Jumps(0.5, -0.1, 0.3)
        ),
        discount_rate=0.05,
        person=Person(2.0, 0.5),
        company=f"company {number}",
    )


def _speed(packages: list[Package], paths: int, runs: int) -> Table:
    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("fans, two threads", lambda: draw_fans(packages, paths=paths, threads=2)),
        ("fans, one thread", lambda: draw_fans(packages, paths=paths, threads=1)),
        ("whole valuations, one thread", lambda: [value_package(each, paths=paths) for each in packages]),
        ("fans, reference loop in NumPy", lambda: [_reference(each, paths) for each in packages]),
    )
    seconds = [_best(run, runs) for _, run in ways]
    rows = tuple(
        (name, f"{value:.2f}", f"{1_000 * value / len(packages):.1f}", f"{seconds[-1] / value:.1f}")
        for (name, _), value in zip(ways, seconds, strict=True)
    )
    columns = ("what", f"seconds, {len(packages)} packages", "milliseconds each", "times the loop's speed")
    return Table("Speed", columns, rows)


def _best(run: Callable[[], object], runs: int) -> float:
    run()
    found = []
    for _ in range(runs):
        begin = perf_counter()
        run()
        found.append(perf_counter() - begin)
    return min(found)


def _reference(package: Package, paths: int) -> Floats:
    """Return a fan the plain way: (months, 5)."""
    price, grant = package.price, package.grants[0]
    if price is None or price.jumps is None or price.volatility is None:
        raise ValueError("a package with a price that jumps")
    rng, jumps, step = np.random.default_rng(0), price.jumps, 1 / 12
    kappa = math.expm1(jumps.mean + jumps.sd**2 / 2)
    drift = math.log(1.05) - price.volatility**2 / 2 - jumps.per_year * kappa
    value = np.full(paths, price.spot or 0.0)
    found = np.empty((MONTHS, len(SHARES)))
    for month in range(1, MONTHS + 1):
        count = rng.poisson(jumps.per_year * step, paths)
        jump = count * jumps.mean + np.sqrt(count) * jumps.sd * rng.standard_normal(paths)
        diffusion = price.volatility * math.sqrt(step) * rng.standard_normal(paths)
        value = value * np.exp(drift * step + diffusion + jump)
        value[rng.random(paths) < 1 - 0.98**step] = 0.0
        vested = (grant.shares or 0) * month // MONTHS if month >= 12 else 0
        found[month - 1] = np.quantile(vested * value, SHARES)
    return found


def _errors(paths: int, seeds: int) -> Table:
    expiry = np.datetime64("2035-03-01", "D")
    kinds = {
        "shares": Grant("rsu", shares=1_000, reference_price=80.0, schedule="annual"),
        "options of eight years": Grant(
            "option", shares=1_000, reference_price=80.0, strike=80.0, expiry=expiry, schedule="annual"
        ),
        "profit units with a cap": Grant(
            "profit_unit",
            shares=1_000,
            reference_price=80.0,
            strike=80.0,
            cap=160.0,
            lock_months=24,
            schedule="annual",
        ),
    }
    rows = []
    for name, grant in kinds.items():
        for model, jumps in (("lognormal", None), ("with jumps", Jumps(0.5, -0.1, 0.3))):
            price = PriceModel(80.0, volatility=0.5, jumps=jumps)
            # With no aversion the certainty equivalent is the mean over the paths; the present value is a closed form.
            base = Package(
                "USD", START, grants=(grant,), price=price, discount_rate=0.05, person=Person(0.0, 0.5)
            )
            gaps = []
            for seed in range(seeds):
                found = value_package(replace(base), paths=paths, seed=seed)
                gaps.append(found.certainty_equivalent / found.present_value - 1)
            rows.append((f"{name}, {model}", f"{100 * float(np.sqrt(np.mean(np.square(gaps)))):.3f}"))
    return Table(f"Error of {paths:,} paths, % of the value, {seeds} seeds", ("what", "error"), tuple(rows))
