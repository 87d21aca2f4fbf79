"""What texts may claim, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from muster.cli.terminal import print_table, safe

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.market.shapes import Proposal, TextReading
    from muster.tables.market.documents import Document

__all__ = ["show_reading"]

COLUMNS = ("kind", "at", "words", "who", "from", "to", "amount", "months", "basis", "stance", "speaker")


def show_reading(console: Console, document: Document, reading: TextReading) -> None:
    """Print a document's title, day and language, and its proposals in the order of the text."""
    told = [document.source, document.title, reading.language or "language unknown"]
    told.append(None if document.published is None else document.published.isoformat())
    console.print()
    console.print(safe(" | ".join(part for part in told if part), 200), soft_wrap=True, style="bold")
    if not reading.proposals:
        console.print("Nothing in it is proposed as a claim.", soft_wrap=True)
        return
    columns = [(name, "right" if name in ("at", "months") else "left") for name in COLUMNS]
    print_table(
        console, "Proposals", columns, _rows(reading.proposals), spare=("speaker", "basis", "stance", "at")
    )


def _rows(proposals: tuple[Proposal, ...]) -> Iterator[list[str]]:
    for each in proposals:
        yield [
            each.kind,
            f"{each.start}",
            safe(each.text),
            safe(" ".join(filter(None, [each.person, each.role and f"({each.role})"]))),
            safe(each.from_organisation or ""),
            safe(each.to_organisation or each.organisation or ""),
            _amount(each),
            "" if each.period_months is None else f"{each.period_months:g}",
            each.basis or "",
            " ".join(filter(None, [each.stance, "hedged" if each.hedged else None])),
            safe(each.speaker or ""),
        ]


def _amount(proposal: Proposal) -> str:
    """Return the bounds of an amount or a count: `300,000,000 USD`, `at most 20 EUR`, `8 or more`."""
    low, high = proposal.low, proposal.high
    if proposal.kind == "period" or (low is None and high is None):
        return ""
    unit = f" {proposal.currency}" if proposal.currency else ""
    if low is None or high is None:
        return f"up to {high:,.12g}{unit}" if low is None else f"{low:,.12g}{unit} or more"
    return f"{low:,.12g}{unit}" if low == high else f"{low:,.12g} to {high:,.12g}{unit}"
