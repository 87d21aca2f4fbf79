"""Numbers and names as a report prints them."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence

from muster.reports.shapes import Name
from muster.reports.shortening import shorten, shorten_apart

__all__ = [
    "count",
    "cut",
    "decimal",
    "interval",
    "isolate",
    "listing",
    "name",
    "names",
    "percent",
    "plural",
    "signed",
    "visible",
]

SHORT = 26  # characters of a name in a table
FULL = 1_000  # characters of a name anywhere
JOINERS = "\u200c\u200d"  # needed to spell Persian, Indic scripts and emoji


def decimal(value: float, places: int = 2) -> str:
    """Return the number with a true minus sign; a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    rounded = f"{value:,.{places}f}"
    return rounded.removeprefix("-") if float(rounded.replace(",", "")) == 0 else rounded.replace("-", "−")


def signed(value: float, places: int = 2) -> str:
    """Return the number with its sign, also when positive."""
    plain = decimal(value, places)
    return f"+{plain}" if value > 0 and float(plain.replace(",", "")) != 0 else plain


def interval(low: float, high: float, places: int = 2) -> str:
    """Return `low to high`."""
    return f"{decimal(low, places)} to {decimal(high, places)}"


def percent(share: float) -> str:
    """Return a share as a percentage, with as many digits as it has: `90%`, `99.5%`."""
    return f"{100 * share:.15g}%"


def count(number: int) -> str:
    """Return a whole number with thousands separated."""
    return f"{int(number):,}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return the number with its noun: `1 interview`, `12 interviews`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def visible(text: str) -> str:
    """Return the text with characters that cannot be seen, or turn text around, as their code: `[U+0007]`."""
    return "".join(character if _shows(character) else f"[U+{ord(character):04X}]" for character in text)


def _shows(character: str) -> bool:
    kind = unicodedata.category(character)
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    hidden = kind in {"Cc", "Cs", "Co", "Zl", "Zp"} or (kind == "Cf" and character not in JOINERS)
    return not (hidden or noncharacter)


def name(value: object) -> Name:
    """Return a name from the data, ready to print: the middle of a long one is left out."""
    return names([value])[0]


def names(values: Iterable[object]) -> list[Name]:
    """Return names from the data, ready to print; different ones stay different when they are shortened."""
    full = [visible(shorten(str(value), FULL)) or "(empty)" for value in values]
    return [Name(short, whole) for short, whole in zip(shorten_apart(full, SHORT), full, strict=True)]


def cut(text: str, room: float) -> str:
    """Return the text, its end left out if it is wider than `room`, in widths of a small letter."""
    widths = [_width(character) for character in text]
    if sum(widths) <= room:
        return text
    kept = sum(total <= room - 1 for total in itertools.accumulate(widths))
    return f"{text[:kept]}…"


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    return 1.3 if character.isupper() else 1.0


def isolate(value: Name) -> str:
    """Return the short name for use within a sentence, so that right-to-left names do not reorder it."""
    return f"\u2068{value.short}\u2069"


def listing(values: Sequence[Name], limit: int = 6) -> str:
    """Return names as a list in a sentence: at most `limit`, then how many more there are."""
    shown = [isolate(value) for value in values[:limit]]
    if len(values) > limit:
        return f"{', '.join(shown)} and {count(len(values) - limit)} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
