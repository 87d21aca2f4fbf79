"""A packet of evidence as PDF: headings, names with values, and what people wrote."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from muster.engine.errors import MusterError
from muster.reports.printing import Words, map_strings, print_template
from muster.reports.typesetting import UntypesettableError

__all__ = ["PacketFacts", "packet_pdf"]

ISOLATE, END = "\u2068", "\u2069"


@dataclasses.dataclass(frozen=True)
class PacketFacts:
    """What a packet says, in one language. `facts` are names with values that stand at its top; each section is a
    mapping with `heading`, `note`, `empty` and `parts`, each part one with `heading`, `state`, `note`, `text` and
    `lines` of `name`, `value` and `text`.
    """

    title: str
    lead: str
    description: str
    footer: str
    language: str
    right_to_left: bool
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Mapping[str, Any]]


def packet_pdf(facts: PacketFacts, dated: datetime.date) -> bytes:
    """Return the document, the same bytes for the same facts and date. Raises MusterError if it cannot be made."""
    told = dataclasses.asdict(facts)

    def data(words: Words) -> object:
        shown = {
            key: map_strings(told[key], lambda text: _isolated(words(text))) for key in ("facts", "sections")
        }
        plain = {key: map_strings(value, words) for key, value in told.items() if key not in shown}
        return {**plain, **shown, "language": facts.language.partition("-")[0]}

    try:
        return print_template("packet.typ", told, data, dated)
    except UntypesettableError as error:
        raise MusterError(
            f"The PDF cannot be made from this packet; print its page instead ({error.message}).",
            code="report",
        ) from error


def _isolated(text: str) -> str:
    """Keep the direction of what people wrote from disturbing what stands around it, line by line."""
    return "\n".join(f"{ISOLATE}{line}{END}" if line else "" for line in text.splitlines())
