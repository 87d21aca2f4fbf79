"""What packages are worth, on the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from muster.cli.terminal import plural, print_table, safe
from muster.reports.pay_words import conventions, notes, part_word

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.pay.valuation import PackageComparison, Valuation

__all__ = ["show_comparison", "show_value"]

MOST_VESTS = 16
MOST_CLAWBACKS = 8


def show_value(console: Console, found: Valuation) -> None:
    """Print the summary, the years, the conventions, the parts, vesting, the fan, the handcuff and clawbacks."""
    _show_summary(console, found)
    for sentence in notes(found):
        console.print(f"Note: {sentence}", soft_wrap=True)
    _show_years(console, found)
    _show_conventions(console, found)
    _show_parts(console, found)
    _show_vesting(console, found)
    _show_fan(console, found)
    _show_handcuff(console, found)
    _show_clawback(console, found)


def show_comparison(console: Console, found: PackageComparison) -> None:
    """Print what each package is worth, what is in hand over time, and which is likelier worth more."""
    for each in found.valuations:
        _show_summary(console, each)
    for sentence in dict.fromkeys(sentence for each in found.valuations for sentence in notes(each)):
        console.print(f"Note: {sentence}", soft_wrap=True)
    worth, odds = found.worth, found.odds
    rows = (
        (safe(worth.package[at]), f"{worth.year[at]}", *(amount(float(column[at])) for column in columns))
        for columns in [(worth.mean, worth.p10, worth.p50, worth.p90)]
        for at in range(worth.year.size)
    )
    headings = [
        ("package", "left"),
        *((name, "right") for name in ("after\nyears", "mean", "p10", "p50", "p90")),
    ]
    print_table(
        console,
        f"In hand: cash paid, and vested equity at that day's price ({found.currency})",
        headings,
        rows,
    )
    years = list(dict.fromkeys(odds.year.tolist()))
    pairs = list(dict.fromkeys(zip(odds.first.tolist(), odds.second.tolist(), strict=True)))
    table = odds.p_more.reshape(len(pairs), len(years))
    lines = (
        (safe(first), safe(second), *(odds_of(float(value)) for value in table[at]))
        for at, (first, second) in enumerate(pairs)
    )
    headings = [("package", "left"), ("against", "left"), *((f"after\n{year} y", "right") for year in years)]
    print_table(console, "P(the first is worth more)", headings, lines)


def amount(value: float) -> str:
    """Return an amount without digits after the point, or a dash where there is none."""
    return f"{value:,.0f}" if math.isfinite(value) else "-"


def odds_of(value: float) -> str:
    """Return a probability; only what is so on every path is called certain."""
    if value in (0.0, 1.0):
        return f"{value:.0f}"
    return "more than 0.999" if value > 0.999 else "less than 0.001" if value < 0.001 else f"{value:.3f}"


def _show_summary(console: Console, found: Valuation) -> None:
    code, cost = found.currency, found.company_cost
    sure = found.certainty_equivalent
    personal = f"; certainty equivalent {amount(sure)}" if math.isfinite(sure) else ""
    console.print(
        f"{safe(found.name)}: {code} {amount(found.total)} over {plural(found.years.year.size, 'year')} at target and "
        f"today's price; present value {amount(found.present_value)}{personal}; expected cost to the company "
        f"{amount(cost.expected)}, most in year {cost.worst_year} "
        f"({amount(float(cost.by_year[cost.worst_year - 1]))}, one time in ten above "
        f"{amount(float(cost.p90[cost.worst_year - 1]))})",
        soft_wrap=True,
    )


def _show_years(console: Console, found: Valuation) -> None:
    years = found.years
    given = bool(years.in_kind.any())
    rows = (
        (f"{year}", amount(cash), amount(equity), amount(cash + equity), *([amount(kind)] if given else []))
        for year, cash, equity, kind in zip(
            years.year.tolist(),
            years.cash.tolist(),
            years.equity.tolist(),
            years.in_kind.tolist(),
            strict=True,
        )
    )
    names = ("cash", "equity", "total", *(("in kind",) if given else ()))
    print_table(
        console,
        f"By year of service ({found.currency})",
        [("year", "right"), *((name, "right") for name in names)],
        rows,
    )


def _show_conventions(console: Console, found: Valuation) -> None:
    pairs = zip(conventions(found.first_year), conventions(found.whole), strict=True)
    rows = ((name, amount(first), amount(whole)) for (name, first), (_, whole) in pairs)
    columns = [("counted", "left"), ("first year", "right"), ("all years", "right")]
    print_table(console, "The same package, as it is quoted", columns, rows)


def _show_parts(console: Console, found: Valuation) -> None:
    parts = found.parts
    rows = (
        (safe(part_word(str(part))), str(kind).replace("_", " "), amount(float(value)))
        for part, kind, value in zip(parts.part, parts.kind, parts.value, strict=True)
    )
    print_table(
        console, "Parts, over all years", [("part", "left"), ("kind", "left"), ("value", "right")], rows
    )


def _show_vesting(console: Console, found: Valuation) -> None:
    table = found.vesting
    total = table.date.size
    if not total:
        return
    rows = (
        (str(table.date[at]), safe(table.grant[at]), f"{table.shares[at]:,}", amount(float(table.value[at])))
        for at in range(min(total, MOST_VESTS))
    )
    title = "Vesting" + ("" if total <= MOST_VESTS else f", the first {MOST_VESTS} of {total:,}")
    columns = [("date", "left"), ("grant", "left"), ("shares", "right"), ("value", "right")]
    print_table(console, title, columns, rows)


def _show_fan(console: Console, found: Valuation) -> None:
    fan = found.fan
    if not found.vesting.date.size:
        return
    rows = (
        (
            str(fan.date[at]),
            *(amount(float(column[at])) for column in (fan.p10, fan.p25, fan.p50, fan.p75, fan.p90)),
        )
        for at in range(11, fan.date.size, 12)
    )
    names = ("p10", "p25", "p50", "p75", "p90")
    columns = [("date", "left"), *((name, "right") for name in names)]
    print_table(console, "Equity vested by then, at that day's price", columns, rows)


def _show_handcuff(console: Console, found: Valuation) -> None:
    table = found.handcuff
    if not table.total.any():
        return
    compared = bool(np.isfinite(table.strength).any())

    def rows() -> Iterator[tuple[str, ...]]:
        wanted = [found.start, *found.fan.date[5::6]]
        for at in np.searchsorted(table.date, wanted).tolist():
            columns = (table.equity, table.promised, table.clawback, table.total)
            strength = [f"{100 * table.strength[at]:.0f}%"] if compared else []
            yield (str(table.date[at]), *(amount(float(column[at])) for column in columns), *strength)

    names = (
        "unvested",
        "not paid yet",
        "owed back",
        "together",
        *(("of the outside\noffer",) if compared else ()),
    )
    columns = [("leaving on", "left"), *((name, "right") for name in names)]
    print_table(console, "What leaving would cost", columns, rows())
    console.print()
    if not np.isnat(found.weakens):
        console.print(f"It costs less than half of its most from {found.weakens} on.", soft_wrap=True)
    if not np.isnat(found.overtaken):
        console.print(f"From {found.overtaken} on the outside offer is worth more.", soft_wrap=True)


def _show_clawback(console: Console, found: Valuation) -> None:
    table = found.clawback
    owing = np.flatnonzero(table.owed > 0)
    if not owing.size:
        return
    step = max(1, -(-owing.size // MOST_CLAWBACKS))
    rows = ((str(table.date[at]), amount(float(table.owed[at]))) for at in owing[::step].tolist())
    print_table(console, "Clawback", [("on", "left"), ("owed", "right")], rows)
