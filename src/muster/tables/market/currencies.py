"""The names of currencies in six languages, from CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from muster.engine.market.money import Currencies
from muster.engine.market.shapes import LANGUAGES

__all__ = ["currency_names", "known_currencies"]

_COUNTS = (1, 2, 3, 11, 100)


def currency_names() -> dict[str, str]:
    """Return the names of the currencies in use, in each language and number, with their ISO 4217 codes.

    Names of one word that several currencies share, such as `peso`, are left out: they say too little.
    """
    found: dict[str, set[str]] = {}
    for code in sorted(_in_use()):
        for language in LANGUAGES:
            locale = Locale.parse(language)
            for count in (None, *_COUNTS):
                name = get_currency_name(code, count, locale)
                if name and name != code and "(" not in name:
                    found.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1 and len(name) > 2}


@cache
def known_currencies() -> Currencies:
    """Return what finds currencies, made once."""
    return Currencies(currency_names())


def _in_use() -> set[str]:
    """Return the codes of the currencies that some territory uses today."""
    return {
        code
        for used in get_global("territory_currencies").values()
        for code, _, end, tender in used
        if end is None and tender
    }
