"""Which column of a file is which: what a file's first rows show, and a good guess from headings and cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from muster.tables.days import order_of
from muster.tables.lines import find_header, walk
from muster.tables.problems import Problems
from muster.tables.rows import ColumnName, Shape, cell_text, plain_name, told_apart
from muster.tables.text import check_encoding, check_start

__all__ = ["MOST_COLUMNS", "Guess", "Look", "day_order", "guess_columns", "look_at"]

MOST_COLUMNS = 200
LOOKED = 2_000  # rows that are looked at
SAMPLES = 3  # different cells of a column that are shown
LONGEST_SAMPLE = 60
LONGEST_HEADING = 200
ALIKE = 0.86  # how alike two names are, of 1, to be taken for the same
SHORTEST = 5  # letters below which names are the same or are not
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TURNED = re.compile(r"[^,@]+,[^,@]+")  # Last, First
Claim: TypeAlias = tuple[float, int, str]

EXACT, KNOWN, LIKE, SEEN = 4.0, 3.0, 2.0, 1.0  # how sure a guess is


@dataclass(frozen=True)
class Look:
    """The columns of a file in their order: headings (see `told_apart`), and the cells of the first rows."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    def samples(self, place: int) -> tuple[str, ...]:
        """Return the first cells of a column that differ, shortened."""
        filled = dict.fromkeys(cell for cell in self.cells[place] if cell)
        return tuple(
            cell if len(cell) <= LONGEST_SAMPLE else f"{cell[: LONGEST_SAMPLE - 1]}…"
            for cell in islice(filled, SAMPLES)
        )


@dataclass(frozen=True)
class Guess:
    """The key of each column, empty for what is not kept; whether that is certain, so that nobody need be asked."""

    keys: tuple[str, ...]
    certain: bool


def look_at(path: Path, file: str, shape: Shape, problems: Problems) -> Look | None:
    """Look at a file in UTF-8; None where `problems` says why it cannot be read."""
    if not check_start(path, file, problems) or not check_encoding(path, file, problems):
        return None
    known = {plain_name(name) for column in shape.columns for name in (*column.names, *column.also)}
    header = find_header(path, file, known, problems, plain=plain_name, widest=True)
    if header is None:
        return None
    width, longest = len(header.names), max(map(len, header.names), default=0)
    if width > MOST_COLUMNS:
        sentence = f"the file has more than {MOST_COLUMNS} columns; leave some out"
        problems.add("too-many-columns", sentence, file=file, row=header.lines, most=MOST_COLUMNS)
        return None
    if longest > LONGEST_HEADING:
        sentence = f"a heading has {longest:,} characters; look for a quotation mark that is not closed"
        problems.add("long", sentence, file=file, row=header.lines, length=longest)
        return None
    headings = told_apart(header.names)
    rows = [[cell_text(cell) for cell in cells] for _, _, cells in islice(walk(path, header), LOOKED)]
    whole = [row for row in rows if len(row) == width]
    return Look(headings, tuple(tuple(row[place] for row in whole) for place in range(width)))


def guess_columns(look: Look, shape: Shape) -> Guess:
    """Guess which column is which: by names that are asked for, then by those of other systems and languages, by names
    that are much alike, and at last by what is in the cells. No two columns become the same.
    """
    claims = sorted(_claims(look, shape), key=lambda claim: (-claim[0], claim[1]))
    several = {key for one in shape.either for key in one}
    tried = [
        _settle([claim for claim in claims if claim[2] not in several or claim[2] in one], len(look.headings))
        for one in shape.either or ((),)
    ]
    keys, sure = max(
        tried, key=lambda found: (not shape.faults(found[0]), len(found[1]), sum(found[1].values()))
    )
    known = {plain_name(name) for name in shape.left_out}
    unsure = any(certainty != EXACT for certainty in sure.values())
    named = zip(keys, look.headings, strict=True)
    strange = any(not key and plain_name(name) not in known for key, name in named)
    return Guess(tuple(keys), not unsure and not strange and not shape.faults(keys))


def _settle(claims: Sequence[Claim], width: int) -> tuple[list[str], dict[str, float]]:
    """Return the key of each column where the surest claims come first, and how sure each is."""
    keys = [""] * width
    sure = dict[str, float]()
    for certainty, place, key in claims:
        if not keys[place] and key not in sure:
            keys[place], sure[key] = key, certainty
    return keys, sure


def day_order(look: Look, shape: Shape, keys: Sequence[str]) -> str | None:
    """Return the order in which the days of a file are written (see `order_of`): of all its columns of days."""
    days = {column.key for column in shape.columns if column.kind == "day"}
    return order_of(
        cell for key, cells in zip(keys, look.cells, strict=True) if key in days for cell in cells
    )


def _claims(look: Look, shape: Shape) -> Iterator[Claim]:
    """Yield what each column may be, and how sure that is."""
    names = [(column, _folded(column.names), _folded(column.also)) for column in shape.columns]
    for place, heading in enumerate(look.headings):
        turned = _mostly(_TURNED, look.cells[place])
        for column, own, also in names:
            if column.kind == "turned name" and not turned:
                continue
            certainty = _certainty(heading, column, own, also)
            if turned and column.kind == "name":
                certainty = min(certainty, SEEN)
            if not certainty and column.kind == "email" and _mostly(_EMAIL, look.cells[place]):
                certainty = SEEN
            if certainty:
                yield certainty, place, column.key


def _certainty(heading: str, column: ColumnName, own: Mapping[str, int], also: Mapping[str, int]) -> float:
    """Return how sure it is by its heading that a column is the one asked for; 0 where it is not."""
    if plain_name(heading) in map(plain_name, column.names):
        return EXACT
    plain = _fold(heading)
    if plain in own or plain in also:
        return KNOWN - also.get(plain, 0) / 1_000
    likeness = _likeness(plain, (*own, *also))
    return LIKE + likeness - 1 if likeness else 0


def _folded(names: Sequence[str]) -> Mapping[str, int]:
    """Return names as they are compared, with their place: those that come first are more usual."""
    return {_fold(name): place for place, name in reversed(list(enumerate(names)))}


def _fold(name: str) -> str:
    """Return the letters and digits of a name, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _likeness(plain: str, names: Iterable[str]) -> float:
    """Return how alike a name is to the nearest one if it is that one misspelled, else 0. One that goes on where the
    other ends says something else: a candidate's ID is no candidate.
    """
    matcher = SequenceMatcher(None, "", plain)
    best = 0.0
    for one in names if len(plain) >= SHORTEST else ():
        if len(one) < SHORTEST or one in plain or plain in one:
            continue
        matcher.set_seq1(one)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
            best = max(best, matcher.ratio())
    return best if best >= ALIKE else 0


def _mostly(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    """Whether nearly all cells of a column that are filled in have a pattern."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(pattern.fullmatch(cell) is not None for cell in filled) > 0.8 * len(filled)
