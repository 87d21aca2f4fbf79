"""The language of a report: where its texts come from, and how it writes numbers and days.

Texts are written in English in the sources and marked with `gettext`, `ngettext` and `pgettext` of this module, which
ask the translator of the report that is being written. Whoever wants another language passes a `Language`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from muster.reports.shapes import Script

__all__ = [
    "ENGLISH",
    "Language",
    "Translator",
    "day",
    "gettext",
    "gettext_noop",
    "language_of",
    "ngettext",
    "pgettext",
    "script",
    "writing_in",
]

LEFT_TO_RIGHT = "\u200e"  # a mark without width, which keeps a sign before its digits


class Translator(Protocol):
    """What gives the texts, such as the translations of the standard library or Django's functions."""

    def gettext(self, message: str, /) -> str:
        """Return the text in the language."""

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return the form of the text for so many."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Return the text as it is used in this context."""


class _AsWritten:
    """English: the texts as they stand in the sources."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        return one if number == 1 else many

    def pgettext(self, context: str, message: str, /) -> str:
        return message


@dataclass(frozen=True)
class Language:
    """A language with its texts, its script, and how it writes a day."""

    texts: Translator
    script: Script
    day: Callable[[datetime.date], str]


def _english_day(date: datetime.date) -> str:
    return f"{date.day} {date:%B %Y}"


ENGLISH = Language(_AsWritten(), Script(), _english_day)
_current = ContextVar("language of the report", default=ENGLISH)


def language_of(code: str, texts: Translator) -> Language:
    """Return a language by its code, such as `fr`, with numbers and days as CLDR has them."""
    if code == ENGLISH.script.code:
        return ENGLISH
    # Babel takes a tenth of a second to import, which English reports need not wait for.
    from babel import Locale
    from babel.dates import format_date

    locale = Locale.parse(code, sep="-")
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    percent = locale.percent_formats[None]
    right_to_left = locale.text_direction == "rtl"
    mark = LEFT_TO_RIGHT if right_to_left else ""
    script = Script(
        code=code,
        right_to_left=right_to_left,
        point=symbols["decimal"],
        thousands=symbols["group"],
        minus=f"{mark}−",
        plus=f"{mark}+",
        percent=f"{percent.prefix[0]}{{}}{percent.suffix[0]}",
    )
    return Language(texts, script, lambda date: format_date(date, "long", locale=locale))


@contextmanager
def writing_in(language: Language) -> Iterator[None]:
    """Write in this language until the end of the block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def script() -> Script:
    """Return how the language at hand is written."""
    return _current.get().script


def day(date: datetime.date) -> str:
    """Return a day in words: `2 March 2026`."""
    return _current.get().day(date)


def gettext(message: str) -> str:
    """Return the text in the language at hand."""
    return _current.get().texts.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of the text for so many, in the language at hand."""
    return _current.get().texts.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """Return the text as it is used in this context, in the language at hand."""
    return _current.get().texts.pgettext(context, message)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogues that is translated where it is used."""
    return message
