"""The letter of an offer as PDF: a title, paragraphs, and a table of what is offered."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from muster.engine.errors import MusterError
from muster.reports.printing import Words, map_strings, print_template
from muster.reports.typesetting import UntypesettableError

__all__ = ["LetterBlock", "LetterFacts", "LetterTerm", "letter_pdf"]

ISOLATE, END = "\u2068", "\u2069"


@dataclasses.dataclass(frozen=True)
class LetterBlock:
    """A part of the letter: a `heading`, a `text` with its lines, or the place of the `package`."""

    kind: str
    text: str = ""


@dataclasses.dataclass(frozen=True)
class LetterTerm:
    """A part of what is offered, with its amount, and sentences that belong to it."""

    label: str
    amount: str
    details: Sequence[str] = ()


@dataclasses.dataclass(frozen=True)
class LetterFacts:
    """What a letter says, in one language. `years` are rows under `columns`, a year of service each; `note` says how
    they are counted.
    """

    title: str
    company: str
    day: str
    description: str
    footer: str
    language: str
    right_to_left: bool
    blocks: Sequence[LetterBlock]
    terms: Sequence[LetterTerm]
    columns: Sequence[str]
    years: Sequence[Sequence[str]]
    note: str


def letter_pdf(facts: LetterFacts, dated: datetime.date) -> bytes:
    """Return the document, the same bytes for the same facts and date. Nothing in the facts is read as markup or code.

    Raises MusterError if it cannot be made.
    """
    told = dataclasses.asdict(facts)

    def data(words: Words) -> object:
        plain = {
            key: map_strings(value, words) for key, value in told.items() if key not in ("terms", "years")
        }
        apart = {
            key: map_strings(told[key], lambda text: _isolated(words(text))) for key in ("terms", "years")
        }
        return {**plain, **apart, "language": facts.language.partition("-")[0]}

    try:
        return print_template("letter.typ", told, data, dated)
    except UntypesettableError as error:
        raise MusterError(
            f"The letter cannot be printed; change its text ({error.message}).", code="report"
        ) from error


def _isolated(text: str) -> str:
    """Keep the direction of an amount or a name from disturbing what stands around it."""
    return f"{ISOLATE}{text}{END}" if text else ""
