"""Numbers and names as a report prints them."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence

from muster.reports.language import gettext as _
from muster.reports.language import ngettext, pgettext, script
from muster.reports.shapes import Name
from muster.reports.shortening import shorten, shorten_apart

__all__ = [
    "candidates",
    "count",
    "criteria",
    "cut",
    "decimal",
    "interval",
    "interviewers",
    "isolate",
    "iterations",
    "joined",
    "listing",
    "name",
    "names",
    "percent",
    "scorecards",
    "signed",
    "visible",
    "whole_percent",
]

SHORT = 26  # characters of a name in a table
FULL = 1_000  # characters of a name anywhere
JOINERS = "\u200c\u200d"  # needed to spell Persian, Indic scripts and emoji


def decimal(value: float, places: int = 2) -> str:
    """Return the number with a true minus sign; a dash where there is none."""
    return _written(_rounded(value, places)) if math.isfinite(value) else "–"


def signed(value: float, places: int = 2) -> str:
    """Return the number with its sign, also when positive."""
    plain = decimal(value, places)
    return f"{script().plus}{plain}" if value > 0 and float(f"{value:.{places}f}") != 0 else plain


def _rounded(value: float, places: int) -> str:
    rounded = f"{value:,.{places}f}"
    return rounded.removeprefix("-") if float(rounded.replace(",", "")) == 0 else rounded


def _written(number: str) -> str:
    """Return a number, as Python formats it, with the signs of the language."""
    signs = script()
    return number.translate({ord("."): signs.point, ord(","): signs.thousands, ord("-"): signs.minus})


def interval(low: float, high: float, places: int = 2) -> str:
    """Return `low to high`."""
    return pgettext("an interval", "%(low)s to %(high)s") % {
        "low": decimal(low, places),
        "high": decimal(high, places),
    }


def percent(share: float) -> str:
    """Return a share as a percentage, with as many digits as it has: `90%`, `99.5%`."""
    return script().percent.format(_written(f"{100 * share:.15g}"))


def whole_percent(share: float) -> str:
    """Return a share as a percentage without decimals."""
    return script().percent.format(_written(f"{100 * share:.0f}"))


def count(number: int) -> str:
    """Return a whole number with thousands separated."""
    return _written(f"{int(number):,}")


def candidates(number: int) -> str:
    """Return `12 candidates`."""
    return ngettext("%(count)s candidate", "%(count)s candidates", number) % {"count": count(number)}


def interviewers(number: int) -> str:
    """Return `12 interviewers`."""
    return ngettext("%(count)s interviewer", "%(count)s interviewers", number) % {"count": count(number)}


def scorecards(number: int) -> str:
    """Return `12 scorecards`."""
    return ngettext("%(count)s scorecard", "%(count)s scorecards", number) % {"count": count(number)}


def criteria(number: int) -> str:
    """Return `12 criteria`."""
    return ngettext("%(count)s criterion", "%(count)s criteria", number) % {"count": count(number)}


def iterations(number: int) -> str:
    """Return `12 iterations`."""
    return ngettext("%(count)s iteration", "%(count)s iterations", number) % {"count": count(number)}


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
    full = [visible(shorten(str(value), FULL)) or _("(empty)") for value in values]
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


def joined(words: Iterable[str]) -> str:
    """Return words with commas between them."""
    return pgettext("between the items of a list", ", ").join(words)


def listing(values: Sequence[Name], limit: int = 6) -> str:
    """Return names as a list in a sentence: at most `limit`, then how many more there are."""
    shown = [isolate(value) for value in values[:limit]]
    if len(values) > limit:
        more = {"names": joined(shown), "count": count(len(values) - limit)}
        return pgettext("a list of names", "%(names)s and %(count)s more") % more
    if len(shown) < 2:
        return "".join(shown)
    return pgettext("a list of names", "%(names)s and %(last)s") % {
        "names": joined(shown[:-1]),
        "last": shown[-1],
    }
