"""The ledger of moves and packages, on the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from muster.cli.terminal import plural, print_table, safe
from muster.reports.text import percent, whole_percent

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.market.claim_shapes import MarketLedger, PackageEstimate, QuoteEstimate

__all__ = ["show_ledger"]

MOVES = (
    ("person", "left"), ("from", "left"), ("to", "left"), ("probability", "right"), ("interval", "right"),
    ("voices", "right"), ("copies", "right"), ("last", "left"),
)  # fmt: skip
PACKAGES = (
    ("person", "left"), ("who pays", "left"), ("of", "left"), ("median", "right"), ("interval", "right"),
    ("chance", "right"), ("readings", "left"),
)  # fmt: skip
SOURCES = (
    ("source", "left"),
    ("grade", "left"),
    ("right", "right"),
    ("wrong", "right"),
    ("reliability", "right"),
)


def show_ledger(console: Console, ledger: MarketLedger, *, level: float) -> None:
    """Print the moves and packages, the last spoken of first, and the sources; intervals are of this level."""
    console.print(
        f"{plural(len(ledger.moves), 'move')}, {plural(len(ledger.packages), 'package')}, "
        f"{plural(len(ledger.sources), 'source')}; intervals at {percent(level)}",
        soft_wrap=True,
    )
    if ledger.moves:
        print_table(console, "Moves", MOVES, _moves(ledger), spare=("copies", "last", "voices"))
    if ledger.packages:
        print_table(console, "Packages", PACKAGES, _packages(ledger), spare=("chance", "readings"))
    if ledger.sources:
        print_table(console, "Sources", SOURCES, _sources(ledger))


def _moves(ledger: MarketLedger) -> Iterator[list[str]]:
    for one in ledger.moves:
        known = {True: "known", False: "refuted", None: whole_percent(one.probability)}[one.truth]
        yield [
            safe(one.person),
            safe(one.left or "?"),
            safe(one.joined or "?"),
            known,
            "" if one.truth is not None else f"{whole_percent(one.low)} to {whole_percent(one.high)}",
            f"{len(one.witnesses)}" + (" (rivals)" if one.rivals else ""),
            f"{sum(len(voice.copies) for voice in one.witnesses)}",
            str(one.said_last),
        ]


def _packages(ledger: MarketLedger) -> Iterator[list[str]]:
    for one in ledger.packages:
        names = [safe(one.person or "its people"), safe(one.organisation or "?")]
        for quote in one.quotes:
            yield [*names, *_quote(quote), _readings(one)]
        if not one.quotes:
            yield [*names, "", "no amount", "", "", _readings(one)]


def _quote(quote: QuoteEstimate) -> list[str]:
    low, median, high = (_rounded(value) for value in (quote.low, quote.median, quote.high))
    return [
        quote.convention.replace("_", " "),
        f"{median:,.12g} {quote.currency}",
        f"{low:,.12g} to {high:,.12g}",
        whole_percent(quote.probability),
    ]


def _readings(package: PackageEstimate) -> str:
    """Say under which readings all claims can be right, where somebody denies something."""
    if not package.disputed:
        return ""
    right = [one.convention.replace("_", " ") for one in package.readings if not one.clashes]
    return f"all right if {', '.join(right)}" if right else "not all can be right"


def _sources(ledger: MarketLedger) -> Iterator[list[str]]:
    for one in ledger.sources:
        held = f"{whole_percent(one.reliability)} ({whole_percent(one.low)} to {whole_percent(one.high)})"
        yield [safe(one.source), one.grade, f"{one.right:,}", f"{one.wrong:,}", held]


def _rounded(value: float) -> float:
    """Return an estimate with the two digits that count."""
    return round(value, 1 - math.floor(math.log10(value)))
