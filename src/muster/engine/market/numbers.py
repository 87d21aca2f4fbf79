"""Read numbers as they are written in six languages: digits in each style, and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from muster.engine.market._words_numbers import (
    BELAS,
    COLLECTIVES,
    FRACTIONS,
    HALVES,
    JOINING,
    NUMBERS,
    OF,
    ONE,
    POINTS,
    SCALES,
    SHORT_SCALES,
    WHOLE,
)
from muster.engine.market.folding import Token, fold_word
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import LANGUAGES

__all__ = ["in_words", "parse_digits", "scale_at", "scaled_number", "with_half"]

MOST = 1e21
_SPACES = re.compile(r"[\s\u00a0]")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,'٬،\s\u00a0])\d{3}(?:(?P=mark)\d{3})*")
_POINT = frozenset({"en", "ar"})  # where a point before three digits begins a fraction, and a comma a group


def parse_digits(text: str, language: str) -> float | None:
    """Return the number that folded digits stand for in a language; None where they are no number.

    A mark that comes last and once, with another before it, is the decimal mark; one that repeats before groups of
    three parts thousands. A single mark before three digits is read by the language: `1.250` is 1.25 in English and
    1,250 in Dutch. Arabic's own marks are always what they are.
    """
    digits = re.sub(r"(?<=\d)[\s\u00a0](?=\d{3})", "", text)
    if _SPACES.search(digits):
        return None
    if "٫" in digits or "٬" in digits:
        return _plain(digits.replace("٬", ""), "٫")
    digits = digits.replace("،", ",")
    marks = [sign for sign in digits if not sign.isdigit()]
    if not marks:
        return _checked(digits)
    last = marks[-1]
    if len(set(marks)) > 2 or (len(set(marks)) == 2 and marks.count(last) > 1):
        return None
    if len(set(marks)) == 2:
        whole, _, fraction = digits.rpartition(last)
        return _checked(_ungrouped(whole), fraction) if _GROUPED.fullmatch(whole) else None
    if len(marks) > 1 or last == "'":
        return _checked(_ungrouped(digits)) if _GROUPED.fullmatch(digits) else None
    return _single(digits, last, language)


def _single(digits: str, mark: str, language: str) -> float | None:
    """Read digits with one mark, a point or a comma."""
    whole, _, fraction = digits.partition(mark)
    groups = mark == ("," if language in _POINT else ".")
    if groups and len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return _checked(whole + fraction)
    return _checked(whole, fraction)


def _plain(digits: str, mark: str) -> float | None:
    whole, _, fraction = digits.partition(mark)
    return _checked(whole, fraction) if whole.isdigit() and (not fraction or fraction.isdigit()) else None


def _ungrouped(digits: str) -> str:
    return "".join(sign for sign in digits if sign.isdigit())


def _checked(whole: str, fraction: str = "") -> float | None:
    if len(whole) > 21:
        return None
    return float(f"{whole}.{fraction[:20]}" if fraction else whole)


def _number_word(token: Token, known: Mapping[str, float]) -> float | None:
    for form in token.forms:
        if form in known:
            return known[form]
    return None


def in_words(tokens: Sequence[Token], place: int, language: str) -> tuple[int, float] | None:
    """Return where a number below a thousand in words ends, and its value: `quatre-vingt-dix`, `خمسة وعشرون`."""
    known = _numbers(language)
    if _number_word(tokens[place], known) is None:
        return None
    end, value, at = place, 0.0, place
    while at < len(tokens) and at - place < 12:
        word = _number_word(tokens[at], known)
        if word is None:
            if end > place and tokens[at].text in JOINING[language] and at == end:
                at += 1
                continue
            break
        if word == BELAS and end == place:
            break
        joined = word if end == place else _joined(value, word, language)
        if joined is None:
            break
        value, at = joined, at + 1
        end = at
    return (end, value) if end > place else None


def _joined(value: float, word: float, language: str) -> float | None:
    """Return the number that grows by a word: multiplied, added; None where the word is of another number."""
    if word == 100 and 1 <= value < 10:
        return value * 100
    if language == "fr" and value % 100 == 4 and word == 20:
        return value - 4 + 80
    if language == "fr" and value % 100 == 10 and 7 <= word < 10:
        return value + word
    if language == "fr" and value % 100 in (60, 80) and 1 <= word < 20:
        return value + word
    if language == "id" and word in (10, BELAS) and 2 <= value % 100 < 10:
        unit = value % 10
        return value + 10 if word == BELAS else value - unit + unit * 10
    if (
        language == "ar"
        and value % 100 in range(1, 10)
        and ((20 <= word < 100 and word % 10 == 0) or word == 10)
    ):
        return value + word
    if word < 10 and value >= 20 and value % 10 == 0 and word > 0:
        return value + word
    if 10 <= word < 100 and value >= 100 and value % 100 == 0:
        return value + word
    return None


@cache
def _numbers(language: str) -> Mapping[str, float]:
    return {fold_word(word): value for word, value in NUMBERS[language].items()}


@cache
def _scales(language: str) -> Phrases[float]:
    """Return the scale words of a language, then those of the others that it lacks."""
    others = [other for other in LANGUAGES if other != language]
    return Phrases([*SCALES[language].items(), *(pair for other in others for pair in SCALES[other].items())])


@cache
def _own_scales(language: str) -> Phrases[float]:
    return Phrases(SCALES[language])


@cache
def _short(language: str) -> Phrases[float]:
    """Return the abbreviations of a language, then those of more than one letter that it lacks."""
    others = [
        (word, value)
        for other in LANGUAGES
        if other != language
        for word, value in SHORT_SCALES[other].items()
        if len(word) > 1
    ]
    return Phrases([*SHORT_SCALES[language].items(), *others])


@cache
def _whole(language: str) -> Phrases[float]:
    return Phrases(WHOLE[language])


def scale_at(
    tokens: Sequence[Token], place: int, language: str, *, short: bool
) -> tuple[int, float, bool] | None:
    """Return where a scale word ends, its value, and whether it is an abbreviation (asked for with `short`)."""
    if place >= len(tokens):
        return None
    found = _scales(language).at(tokens, place)
    if found is not None:
        end, value = found
        again = _scales(language).at(tokens, end) if value == 1e3 and end < len(tokens) else None
        if again is not None and again[1] in (1e6, 1e9):  # mille milliards, mil milhões, ألف مليون
            return again[0], value * again[1], False
        return end, value, False
    found = _short(language).at(tokens, place) if short else None
    return None if found is None else (*found, True)


def scaled_number(
    tokens: Sequence[Token], place: int, language: str, *, short: bool
) -> tuple[int, float, float] | None:
    """Return where a number with its scale words ends, its value, and the scale (1 where there is none)."""
    if not (tokens[place].is_word or tokens[place].numeric):
        return None
    whole = _whole_at(tokens, place, language)
    if whole is not None:
        return whole
    part = _fraction_at(tokens, place, language) or _collective_at(tokens, place, language)
    if part is not None:
        return part
    token = tokens[place]
    if token.numeric:
        value = parse_digits(token.text, language)
        found = None if value is None else (place + 1, value)
    else:
        found = _with_decimals(tokens, in_words(tokens, place, language), language)
    if found is None and tokens[place].text in ONE[language]:  # an article, unless a scale word follows
        scaled = scale_at(tokens, place + 1, language, short=False)
        found = None if scaled is None else (place + 1, 1.0)
    if found is None:
        return _bare_scale(tokens, place, language)
    end, value = found
    end, value = with_half(tokens, end, value, language)
    scaled = scale_at(tokens, end, language, short=short)
    if scaled is None:
        return (end, value, 1.0) if value <= MOST else None
    end, scale, _ = scaled
    total = value * scale
    end, more = with_half(tokens, end, 0.0, language, scale=scale)
    total += more * scale
    end, total = _and_less(tokens, end, total, scale, language)
    return (end, _tidy(total), scale) if total <= MOST else None


@cache
def _points(language: str) -> frozenset[str]:
    return frozenset(map(fold_word, POINTS[language]))


def _with_decimals(
    tokens: Sequence[Token], found: tuple[int, float] | None, language: str
) -> tuple[int, float] | None:
    """Add the decimals of a number in words: `satu koma dua`, `two point two five`."""
    if found is None or found[0] + 1 >= len(tokens) or tokens[found[0]].text not in _points(language):
        return found
    at, digits = found[0] + 1, ""
    while at < len(tokens) and len(digits) < 6:
        digit = next(
            (_numbers(language)[form] for form in tokens[at].forms if form in _numbers(language)), None
        )
        if digit is None or digit not in range(10):
            break
        digits, at = f"{digits}{digit:.0f}", at + 1
    return (at, found[1] + float(f"0.{digits}")) if digits else found


def _tidy(value: float) -> float:
    """Take away what multiplying by a power of ten left behind: 4.35 million is 4350000."""
    nearest = round(value, 2)
    return float(nearest) if abs(nearest - value) <= 1e-9 * max(1.0, abs(value)) else value


def _whole_at(tokens: Sequence[Token], place: int, language: str) -> tuple[int, float, float] | None:
    found = _whole(language).at(tokens, place)
    if found is None:
        return None
    end, value = found
    scale = 10.0 ** (len(str(int(value))) - 1)
    end, more = with_half(tokens, end, 0.0, language, scale=scale)
    end, total = _and_less(tokens, end, value + more * scale, scale, language)
    return end, total, scale


@cache
def _fractions(language: str) -> Mapping[str, float]:
    halves = {fold_word(word): 0.5 for word in HALVES[language]}
    return halves | {fold_word(word): value for word, value in FRACTIONS[language].items()}


@cache
def _few(language: str) -> Mapping[str, float]:
    return {word: value for word, value in _numbers(language).items() if value in (2, 3)}


@cache
def _collectives(language: str) -> Mapping[str, float]:
    return {fold_word(word): value for word, value in COLLECTIVES[language].items()}


def _fraction_at(tokens: Sequence[Token], place: int, language: str) -> tuple[int, float, float] | None:
    """Read `half a billion`, `un quart de milliard`, `ثلاثة أرباع المليون`; without a scale word it is no amount."""
    at, times = place, 1.0
    known = _fractions(language)
    if tokens[at].text in known or tokens[at].forms[-1] in known:
        pass
    elif tokens[at].text in ONE[language] and language != "id" and at + 1 < len(tokens):
        at += 1
    else:
        few = _number_word(tokens[at], _few(language))
        at += 1
        if few is None or at + 1 >= len(tokens):
            return None
        times = few
        at += tokens[at].text == "-"
        if tokens[at].text in HALVES[language]:
            return None  # dua setengah juta is two and a half
    part = next((known[form] for form in tokens[at].forms if form in known), None)
    if part is None:
        return None
    at += 1
    while at < len(tokens) and tokens[at].text in (*OF[language], *ONE[language], "-"):
        at += 1
    found = scale_at(tokens, at, language, short=False)
    return None if found is None else (found[0], _tidy(times * part * found[1]), found[1])


def _collective_at(tokens: Sequence[Token], place: int, language: str) -> tuple[int, float, float] | None:
    """Read `une centaine de millions`."""
    at = place + (tokens[place].text in ONE[language])
    value = _collectives(language).get(tokens[at].text) if at < len(tokens) else None
    if value is None:
        return None
    at += 1
    while at < len(tokens) and tokens[at].text in OF[language]:
        at += 1
    found = scale_at(tokens, at, language, short=False)
    return None if found is None else (found[0], value * found[1], found[1])


def _is_half(token: Token, language: str) -> bool:
    return any(form in HALVES[language] for form in token.forms)


def with_half(
    tokens: Sequence[Token], end: int, value: float, language: str, *, scale: float | None = None
) -> tuple[int, float]:
    """Add what `and a half` adds to a value that ends at `end`, before or after the scale word, in numbers of `scale`.

    Returns where it ends, and the value; both as they were where no half follows.
    """
    at = end
    while at < len(tokens) and at - end < 2 and tokens[at].text in (*JOINING[language], *ONE[language]):
        at += 1
    if at >= len(tokens) or not _is_half(tokens[at], language):
        return end, value
    if at == end and language not in ("id", "ar"):
        return end, value
    at += 1
    if scale is not None:
        again = scale_at(tokens, at, language, short=False)
        if again is not None and again[1] == scale:  # مليار ونصف المليار
            at = again[0]
    return at, value + 0.5


def _bare_scale(tokens: Sequence[Token], place: int, language: str) -> tuple[int, float, float] | None:
    """Read an Arabic scale word that means one of it, or two before a noun: مليون دولار، مليونا دولار."""
    if language != "ar" or any(form.startswith("ال") for form in tokens[place].forms):
        return None
    found = _own_scales(language).at(tokens, place)
    if found is None or found[1] < 1e6:
        return None
    end, value = found
    word = tokens[place].forms[-1]
    if word.endswith(("ين", "ات")):
        return None
    joined = end < len(tokens) and tokens[end].is_word and not _is_half(tokens[end], language)
    number = 2.0 if word.endswith("ا") and joined else 1.0
    end, more = with_half(tokens, end, 0.0, language, scale=value)
    return end, (number + more) * value, value


def _and_less(
    tokens: Sequence[Token], end: int, total: float, scale: float, language: str
) -> tuple[int, float]:
    """Add `five hundred thousand` after `two million`."""
    if end >= len(tokens) or scale < 1e6:
        return end, total
    at = end + 1 if tokens[end].text in JOINING[language] and end + 1 < len(tokens) else end
    token = tokens[at]
    found = (at + 1, parse_digits(token.text, language)) if token.numeric else in_words(tokens, at, language)
    if found is None or found[1] is None:
        return end, total
    smaller = scale_at(tokens, found[0], language, short=False)
    if smaller is None or smaller[1] >= scale or found[1] * smaller[1] >= scale:
        return end, total
    return smaller[0], total + found[1] * smaller[1]
