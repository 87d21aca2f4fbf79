"""Finds what reaches a person: e-mail addresses, phone numbers, links, postal addresses, photo files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.engine.hire._redaction_school_words import STREET_ENDINGS, STREET_STARTS, STREET_WORDS
from muster.engine.hire._redaction_shapes import Kind, Known
from muster.engine.hire._redaction_text import FoldedText, Phrases, fold, words_of
from muster.engine.hire._redaction_words import PHOTO

__all__ = ["find_contacts"]

Found = tuple[int, int, Kind]

_EMAIL = re.compile(r"[\w.+%-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s|<>]{1,300}")
_PROFILE = re.compile(
    r"(?:[a-z]{1,3}\.)?(?:linkedin|github|gitlab|bitbucket|twitter|x|facebook|instagram|medium|kaggle|huggingface"
    r"|t|wa|behance|dribbble|orcid|researchgate|scholar\.google|stackoverflow|youtube|xing|codeberg|bsky)"
    r"\.(?:com|org|net|co|me|io|app|social)/[^\s|<>,;]{0,200}"
)
_DOMAIN = re.compile(
    r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}"
    r"\.(?:com|org|net|io|dev|ai|me|app|page|site|xyz|blog|info|id|nl|fr|be|br|pt|uk|us|ca|de|ch|ae|sa|eg|ma|jo)"
    r"(?:/[^\s|<>,;]{0,200})?"
)
_HANDLE = re.compile(r"(?<![\w@])@[\w.]{2,39}")
_PHONE = re.compile(r"(?<![\w+./@-])(?:\+|\(\+?)?\d[\d ().\-/]{5,24}\d(?![\w@])")
_PICTURE = re.compile(r"[\w-]{1,80}\.(?:jpe?g|png|heic|webp|gif)(?!\w)")
_POSTCODE = re.compile(r"(?<!\w)(?:\d{4} ?[a-z]{2}|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}|\d{5}-\d{3}|\d{5})(?!\w)")

_LONGEST_ADDRESS = 120
_LEAST_DIGITS, _MOST_DIGITS = 8, 15
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,6}(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:\D{1,6}\d{1,4}[./-]\d{1,2}[./-]\d{1,4})?")
_THOUSANDS = re.compile(r"\d{1,3}(?:([ .])\d{3})(?:\1\d{3}){1,5}")
_NOT_PHONES = frozenset({"isbn", "issn", "doi", "arxiv", "rfc", "patent", "pmid", "orcid"})
_photo = Phrases(PHOTO)
_street_starts = frozenset(map(fold, STREET_STARTS))
_street_words = frozenset(STREET_WORDS) - {"po box"}


def find_contacts(text: FoldedText, known: Known) -> Iterator[Found]:
    """Yield the places of contact details in the folded text; several may cover the same place."""
    yield from _find(text, _EMAIL, Kind.EMAIL)
    yield from _find(text, _URL, Kind.LINK)
    yield from _find(text, _PROFILE, Kind.LINK)
    yield from _find(text, _HANDLE, Kind.LINK)
    yield from _find(text, _PICTURE, Kind.PHOTO)
    yield from _find_domains(text)
    yield from _find_phones(text, known)
    yield from _find_known(text, known.emails, Kind.EMAIL)
    yield from _find_known(text, known.links, Kind.LINK)
    yield from _find_known(text, known.phones, Kind.PHONE)
    yield from _find_photos(text)
    yield from _find_addresses(text, known)


def _find(text: FoldedText, pattern: re.Pattern[str], kind: Kind) -> Iterator[Found]:
    for found in pattern.finditer(text.text):
        end = found.start() + len(found[0].rstrip(".,;:)!?'\""))
        if end > found.start():
            yield found.start(), end, kind


def _find_domains(text: FoldedText) -> Iterator[Found]:
    """Yield bare domains that fill a cell or a piece between commas: `lottevandijk.nl`."""
    for line in text.lines:
        for start, end in line.cells:
            piece = text.text[start:end]
            found = _DOMAIN.fullmatch(piece.strip(" ,;/()"))
            if found:
                at = start + piece.index(found[0])
                yield at, at + len(found[0]), Kind.LINK


def _find_phones(text: FoldedText, known: Known) -> Iterator[Found]:
    endings = {digits[-7:] for digits in map(_digits, known.phones) if len(digits) >= 7}
    for found in _PHONE.finditer(text.text):
        digits = _digits(found[0])
        if digits[-7:] in endings or (
            _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS and _is_phone(text.text, found, digits)
        ):
            yield found.start(), found.end(), Kind.PHONE


def _digits(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isdigit())


def _is_phone(text: str, found: re.Match[str], digits: str) -> bool:
    """Tell a phone number from years, dates, amounts and the numbers of publications."""
    number = found[0]
    before = words_of(text[max(0, found.start() - 16) : found.start()])
    if before and before[-1] in _NOT_PHONES:
        return False
    if _YEARS.search(number) or _DATE.fullmatch(number) or _THOUSANDS.fullmatch(number):
        return False
    if number[0] in "+(" or number.startswith("0"):
        return True
    return len(digits) >= 10 and not number.startswith("10.") and any(sign in number for sign in " -.")


def _find_known(text: FoldedText, values: tuple[str, ...], kind: Kind) -> Iterator[Found]:
    """Yield each place where a known value stands, letter by letter."""
    for value in {fold(value).strip() for value in values}:
        at = text.text.find(value) if len(value) >= 4 else -1
        while at >= 0:
            yield at, at + len(value), kind
            at = text.text.find(value, at + len(value))


def _find_photos(text: FoldedText) -> Iterator[Found]:
    tokens = text.tokens
    for number, length in _photo.find(text).items():
        yield tokens[number].start, tokens[number + length - 1].end, Kind.PHOTO


def _find_addresses(text: FoldedText, known: Known) -> Iterator[Found]:
    pieces = Phrases(
        piece
        for address in known.addresses
        for piece in [address, *re.split(r"[,\n;]", address)]
        if any(sign.isdigit() for sign in piece) or len(words_of(piece)) > 1
    )
    tokens = text.tokens
    for number, length in pieces.find(text).items():
        yield tokens[number].start, tokens[number + length - 1].end, Kind.ADDRESS
    follows = False
    for line in text.lines:
        found = [place for cell in line.cells if (place := _address_in(text, *cell))]
        for start, end in found:
            yield start, end, Kind.ADDRESS
        if follows and not found and _is_postal_line(text.text[line.start : line.end]):
            yield line.start, line.end, Kind.ADDRESS
        follows = bool(found)


def _address_in(text: FoldedText, start: int, end: int) -> tuple[int, int] | None:
    """Return the postal address in a cell: from its street, or the number before it, to the cell's end."""
    if not 0 < end - start <= _LONGEST_ADDRESS or not any(sign.isdigit() for sign in text.text[start:end]):
        return None
    words = [(found.start(), found[0]) for found in re.finditer(r"[^\W_]{1,64}", text.text[start:end])]
    for number, (_, word) in enumerate(words):
        near = words[max(0, number - 4) : number + 6]
        if not any(other[0].isdigit() for _, other in near):
            continue
        begin = _street_begin(text, start, words, number, word)
        if begin is not None:
            return start + begin, end
    return None


def _street_begin(
    text: FoldedText, start: int, words: list[tuple[int, str]], number: int, word: str
) -> int | None:
    """Return where the address begins that this word is the street word of; None if it is none."""
    named = _capital(text, start + words[number][0])
    after = [other for _, other in words[number + 1 : number + 7]]
    if word in _street_starts:
        house = _house_before(words, number)
        if house is not None:
            return words[house][0]
        if named and any(other[0].isdigit() for other in after):
            return words[number][0]
    if word in _street_words and named:
        first = number - 1
        while first > max(0, number - 4) and not words[first][1][0].isdigit():
            if not _capital(text, start + words[first][0]):
                return None
            first -= 1
        return _before_house(words, first) if first >= 0 and words[first][1][0].isdigit() else None
    if word.endswith(STREET_ENDINGS) and len(word) > 5 and named and after and after[0][0].isdigit():
        gap = text.text[start + words[number - 1][0] + len(words[number - 1][1]) : start + words[number][0]]
        first = (
            number - 1 if number and gap == " " and _capital(text, start + words[number - 1][0]) else number
        )
        return words[first][0]
    return None


def _house_before(words: list[tuple[int, str]], number: int) -> int | None:
    """Return the number of the word that is the house number right before a street: `45 bis avenue`."""
    for back in (1, 2):
        if number < back:
            return None
        word = words[number - back][1]
        if word[0].isdigit():
            return number - back
        if word not in ("bis", "ter"):
            return None
    return None


def _before_house(words: list[tuple[int, str]], first: int) -> int:
    """Return where `Flat 3, 8 Harbour Street` begins when its house number is known."""
    for at in range(max(0, first - 2), first):
        if words[at][1] in ("flat", "apt", "apartment", "unit", "suite", "no"):
            return words[at][0]
    return words[first][0]


def _capital(text: FoldedText, at: int) -> bool:
    """Whether a word begins with a capital, or is in a script without them."""
    first = text.original[text.origin[at]]
    return first.isupper() or first.lower() == first.upper()


def _is_postal_line(line: str) -> bool:
    """Whether the line after a street is a postcode and a town."""
    return (
        len(line) <= 60
        and ":" not in line
        and _POSTCODE.search(line) is not None
        and len(words_of(line)) <= 6
    )
