"""Find amounts of money in a sentence: currency, scale words, ranges, bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from muster.engine.market._words_money import (
    BETWEEN,
    CODES,
    CONNECTING,
    COUNTED,
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    FIGURES,
    NO_CENTS,
    PAID,
    RANGE,
    RANGE_BETWEEN,
    VAGUE,
)
from muster.engine.market._words_plain import PLAIN
from muster.engine.market.bounds import Amount, bounded_by_words
from muster.engine.market.folding import Folded, Token, fold, words_of
from muster.engine.market.numbers import in_words, parse_digits, scale_at, scaled_number
from muster.engine.market.phrases import Phrases

__all__ = ["Currencies", "find_amounts"]

YEARS = range(1900, 2101)
_LEAST_BARE = 1e6


class Currencies:
    """Finds the name, sign or code of a currency at a token; `names` adds to those that are known anyway."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        more = {name: code for name, code in (names or {}).items() if name}
        self._words: Phrases[str] = Phrases([*CURRENCY_NAMES.items(), *CURRENCY_SIGNS.items(), *more.items()])
        self._signs: Phrases[str] = Phrases(CURRENCY_SIGNS)
        self._single: Phrases[str] = Phrases(
            (sign, code) for sign, code in CURRENCY_SIGNS.items() if len(words_of(sign)) == 1
        )

    def sign_at(self, folded: Folded, place: int) -> tuple[int, str] | None:
        """Return where a sign or code that may stand before a number ends, and the currency."""
        tokens = folded.tokens
        found = self._signs.at(tokens, place)
        if found is not None and not _cut_off(folded, place, found[0]):
            return found
        code = self._code_at(folded, place)
        if code is None:
            return None
        again = self._signs.at(tokens, code[0]) if code[0] < len(tokens) else None
        return code if again is None or again[1] != code[1] else (again[0], code[1])

    def name_at(self, folded: Folded, place: int) -> tuple[int, str] | None:
        """Return where the name, sign or code of a currency ends, and its ISO 4217 code."""
        if place >= len(folded.tokens):
            return None
        found = self._words.at(folded.tokens, place)
        if found is not None and _scattered(folded.tokens, place, found[0]):
            found = self._single.at(folded.tokens, place)  # 25 M$ au total is no $AU
        return self._code_at(folded, place) if found is None else found

    def _code_at(self, folded: Folded, place: int) -> tuple[int, str] | None:
        token = folded.tokens[place]
        code = token.text.upper()
        if code not in CODES or not folded.words(place, place + 1).isupper():
            return None
        return place + 1, code


def _scattered(tokens: tuple[Token, ...], place: int, end: int) -> bool:
    """Whether a sign of several characters is not written together."""
    sign = end - place > 1 and any(
        not token.is_word and token.text not in "'." for token in tokens[place:end]
    )
    return sign and not _touching(tokens, place, end)


def _cut_off(folded: Folded, place: int, end: int) -> bool:
    """Whether a sign of letters, such as `Rp`, is only the beginning of what is written, or a small word."""
    token = folded.tokens[place]
    if not token.is_word:
        return False
    if end - place > 1 and not _touching(folded.tokens, place, end):
        return True
    return not token.capital and token.text not in ("rp", "us")


def find_amounts(folded: Folded, language: str, currencies: Currencies) -> list[Amount]:
    """Return the amounts of a sentence in order; none overlap."""
    found: list[Amount] = []
    place = 0
    while place < len(folded.tokens):
        amount = _range_at(folded, place, language, currencies) or _figures_at(folded, place, language)
        if amount is None:
            place += 1
            continue
        amount = bounded_by_words(folded, amount, language, found[-1].last if found else 0)
        found.append(amount)
        place = max(amount.last, place + 1)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """One number of an amount, with what stands beside it."""

    first: int
    last: int
    value: float
    scale: float
    currency: str | None
    pending: float = 1.0
    year: bool = False


def _range_at(folded: Folded, place: int, language: str, currencies: Currencies) -> Amount | None:
    first = _part_at(folded, place, language, currencies)
    if first is None:
        return _vague_at(folded, place, language, currencies)
    second_at = _second_at(folded, place, first.last, language)
    if second_at is not None:
        second = _part_at(folded, second_at, language, currencies)
        joined = None if second is None else _join(folded, place, first, second, language)
        if joined is not None:
            return joined
    if not _is_money(folded, first, language):
        return None
    return Amount(place, first.last, place, first.value, first.value, first.currency, first.scale)


def _part_at(folded: Folded, place: int, language: str, currencies: Currencies) -> _Part | None:
    """Read one number with a currency before or behind it, or without one."""
    tokens = folded.tokens
    before = currencies.sign_at(folded, place)
    start = place if before is None else before[0]
    if start >= len(tokens):
        return None
    if before is not None and tokens[start].text == "." and start + 1 < len(tokens):
        start += 1
    number = scaled_number(tokens, start, language, short=False)
    if number is None:
        return None
    end, value, scale = number
    short = scale_at(tokens, end, language, short=True) if scale == 1.0 and tokens[start].numeric else None
    if short is not None and short[2] and _close(tokens, end):
        behind = currencies.name_at(folded, short[0])
        if before is not None or behind is not None:
            end, value, scale = short[0], _scaled(value, short[1]), short[1]
    currency = before[1] if before else None
    behind = _behind(folded, end, currencies)
    if behind is not None and (currency is None or behind[1] == currency):
        end, currency = behind
    if currency is None and tokens[start].numeric and scale == 1.0 and short is not None and short[2]:
        return _Part(place, end, value, scale, None, pending=short[1])
    if scale == 1.0 and currency is not None and tokens[start].numeric:
        value = _whole_units(tokens[start].text, value, least=1 if currency in NO_CENTS else 2)
    year = tokens[start].numeric and tokens[start].text.isdigit() and value in YEARS
    return _Part(place, end, value, scale, currency, year=year and scale == 1.0 and currency is None)


def _whole_units(digits: str, value: float, *, least: int) -> float:
    """Return digits with one mark before the last three as thousands, whatever the language.

    Nobody is paid a part of a cent. At least `least` digits stand before the mark.
    """
    whole, mark, rest = digits.replace(",", ".").partition(".")
    grouped = (
        mark
        and len(rest) == 3
        and rest.isdigit()
        and whole.isdigit()
        and least <= len(whole) <= 3
        and whole != "0"
    )
    return float(whole + rest) if grouped else value


def _scaled(value: float, scale: float) -> float:
    product = value * scale
    nearest = round(product, 2)
    return float(nearest) if abs(nearest - product) <= 1e-9 * max(1.0, product) else product


def _close(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a token follows the one before it at once or after one space."""
    return 0 < place < len(tokens) and tokens[place].start - tokens[place - 1].end <= 1


def _touching(tokens: tuple[Token, ...], place: int, end: int) -> bool:
    return all(tokens[at].start == tokens[at - 1].end for at in range(place + 1, end))


@cache
def _connecting() -> Phrases[bool]:
    return Phrases.listed(True, CONNECTING)


def _behind(folded: Folded, place: int, currencies: Currencies) -> tuple[int, str] | None:
    """Return where a currency behind a number ends, `de dollars` among them."""
    if place >= len(folded.tokens):
        return None
    hyphen = folded.tokens[place].text == "-" and place + 1 < len(folded.tokens)
    if hyphen and _touching(folded.tokens, place - 1, place + 2):  # a half-billion-dollar bet
        joined = currencies.name_at(folded, place + 1)
        return (
            None
            if joined is None or folded.tokens[min(joined[0], len(folded.tokens) - 1)].numeric
            else joined
        )
    found = currencies.name_at(folded, place)
    if found is not None:
        return None if _leads(folded.tokens, place, found[0]) else found
    joining = _connecting().at(folded.tokens, place)
    if joining is not None and joining[0] < len(folded.tokens):
        return currencies.name_at(folded, joining[0])
    return None


def _leads(tokens: tuple[Token, ...], place: int, end: int) -> bool:
    """Whether a sign stands at the next number and not at the one before: `level 7 $90,000`."""
    sign = not tokens[place].is_word and end < len(tokens)
    return (
        sign
        and tokens[end].numeric
        and tokens[end].start == tokens[end - 1].end
        and not _touching(tokens, place - 1, place + 1)
    )


@cache
def _range_words(language: str) -> tuple[Phrases[bool], tuple[str, ...]]:
    return Phrases.listed(True, RANGE[language]), words_of(RANGE_BETWEEN[language])


@cache
def _between() -> Phrases[bool]:
    return Phrases.listed(True, BETWEEN)


def _after_between(folded: Folded, place: int) -> bool:
    return any(_between().at(folded.tokens, at) for at in range(max(0, place - 3), place))


def _second_at(folded: Folded, place: int, end: int, language: str) -> int | None:
    """Return where the second number of a range would begin."""
    tokens = folded.tokens
    if end + 1 >= len(tokens):
        return None
    words, joining = _range_words(language)
    found = words.at(tokens, end)
    if found is not None:
        return found[0] if found[0] < len(tokens) else None
    joined = tokens[end].text in joining or (language == "ar" and tokens[end].text.startswith("و"))
    if joined and _after_between(folded, place):
        return end + 1 if tokens[end].text in joining else end
    return None


def _join(folded: Folded, place: int, first: _Part, second: _Part, language: str) -> Amount | None:
    """Return the range that two numbers make, or None where they make none."""
    low, high = first.value, second.value
    currency = second.currency or first.currency
    if second.pending > 1.0 and first.currency is not None:  # Rp 35-45 jt
        high = _scaled(high, second.pending)
        second = replace(second, last=second.last + 1, value=high, scale=second.pending)
    if first.year or (first.currency and second.currency and first.currency != second.currency):
        return None
    between = _after_between(folded, place)
    if first.scale == 1.0 and second.scale > 1.0 and low < 1_000 and (between or low * second.scale < high):
        low = _scaled(low, second.scale)
    turned = low > high and between
    if turned:  # `between 20 and 10 million` contradicts itself: read, and marked as open
        low, high = high, low
    if not low < high or (currency is None and second.scale < _LEAST_BARE):
        return None
    whole = replace(second, currency=currency)
    if not _is_money(folded, whole, language):
        return None
    return Amount(place, second.last, place, low, high, currency, second.scale, about=turned)


@cache
def _plain(language: str) -> Phrases[bool]:
    return Phrases.listed(True, PLAIN[language])


def _is_money(folded: Folded, part: _Part, language: str) -> bool:
    """Whether a number is money: it has a currency; or is in millions, and no noun says what it counts."""
    if part.currency is not None:
        return True
    if part.scale < _LEAST_BARE and not (language == "nl" and part.scale == 1e5):
        return False
    if _is_counted(folded, part):
        return False
    if part.last >= len(folded.tokens):
        return True
    token = folded.tokens[part.last]
    if language in ("fr", "pt") and token.is_word:  # a noun that is counted has `de` before it
        return token.text not in ("de", "d") or _is_paid(folded, part.last + 1)
    return not (token.is_word or token.numeric or token.text == "%") or bool(
        _plain(language).at(folded.tokens, part.last)
    )


@cache
def _counted() -> Phrases[bool]:
    return Phrases.listed(True, COUNTED)


@cache
def _paid() -> Phrases[bool]:
    return Phrases.listed(True, PAID)


def _is_paid(folded: Folded, place: int) -> bool:
    place += place < len(folded.tokens) and folded.tokens[place].text == "'"
    return place < len(folded.tokens) and _paid().at(folded.tokens, place) is not None


def _is_counted(folded: Folded, part: _Part) -> bool:
    """Whether the clause says before a number without a currency what it counts: `pengguna mencapai 45 juta`."""
    for at in range(part.first - 1, max(-1, part.first - 6), -1):
        token = folded.tokens[at]
        if not token.is_word and token.text not in "'-":
            return False
        if _counted().at(folded.tokens, at) is not None:
            return True
    return False


@cache
def _vague() -> Phrases[tuple[float, float]]:
    return Phrases(VAGUE)


def _vague_at(folded: Folded, place: int, language: str, currencies: Currencies) -> Amount | None:
    """Read `hundreds of millions of dollars`: at least a hundred, below a thousand."""
    found = _vague().at(folded.tokens, place)
    if found is None:
        return None
    end, times = found
    while end < len(folded.tokens) and folded.tokens[end].text in ("d", "'", "de", "of"):
        end += 1
    scale = scale_at(folded.tokens, end, language, short=False)
    behind = None if scale is None else _behind(folded, scale[0], currencies)
    if scale is None or behind is None:
        return None
    low, high = times[0] * scale[1], times[1] * scale[1]
    return Amount(place, behind[0], place, low, high, behind[1], scale[1], about=True)


@cache
def _figure_words() -> Phrases[bool]:
    return Phrases.listed(True, FIGURES)


def _figures_at(folded: Folded, place: int, language: str) -> Amount | None:
    """Read `nine figures`: from 100 million up to and without a thousand million, of no currency."""
    tokens = folded.tokens
    token = tokens[place]
    if token.numeric:
        value = parse_digits(token.text, language)
        found = None if value is None else (place + 1, value)
    else:
        found = in_words(tokens, place, language) or _dutch_figures(token.text, place)
    if found is None:
        return None
    end, value = found
    if token.text.endswith(("cijferig", "cijferige")):
        return _of_figures(place, end, value)
    if end < len(tokens) and tokens[end].text == "-":
        end += 1
    noun = _figure_words().at(tokens, end) if end < len(tokens) else None
    return None if noun is None else _of_figures(place, noun[0], value)


def _dutch_figures(word: str, place: int) -> tuple[int, float] | None:
    for ending in ("cijferige", "cijferig"):
        if word.endswith(ending) and word != ending:
            found = in_words(fold(word.removesuffix(ending)).tokens, 0, "nl")
            return None if found is None else (place + 1, found[1])
    return None


def _of_figures(place: int, end: int, value: float) -> Amount | None:
    if value != int(value) or not 4 <= value <= 13:
        return None
    return Amount(place, end, place, 10.0 ** (value - 1), 10.0**value - 1, None, 10.0 ** (value - 1))
