"""Finds labelled fields, `Date of birth: 3 May 1990`, and hides what stands after the label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from muster.engine.hire._redaction_shapes import Kind
from muster.engine.hire._redaction_text import FoldedText, Line, Phrases
from muster.engine.hire._redaction_words import LABELS, LABELS_OF_NUMBERS

__all__ = ["find_fields"]

Found = tuple[int, int, Kind]

_LONGEST_VALUE = 160
_MOST_LABELS = 40
_LONGEST_ROW = 60
_TELLING = (Kind.AGE, Kind.NATIONALITY, Kind.GENDER, Kind.RELIGION)
_TELLING_LETTERS = 6
_AFTER = re.compile(r"(?: ?\([^()\n]{0,40}\))?[ .]{0,12}(?::|=| - | – | {3,9}|\t)")
_STARTS = re.compile(r"[|•·\t▪●,;/–—(-] ?| {3}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@,;]{1,255}")
_PHONE = re.compile(r"(?:\+|\(\+?)?\d[\d ().\-/]{4,30}\d")
_SHAPES = {Kind.EMAIL: _EMAIL, Kind.PHONE: _PHONE}
"""How far a value goes where it has the shape it should have."""

_BLANK = " \t:=.-–—_|•·"
_by_kind = {kind: Phrases(phrases) for kind, phrases in LABELS.items()}
_all = Phrases(phrase for phrases in LABELS.values() for phrase in phrases)
_numbers = Phrases(LABELS_OF_NUMBERS)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label's place, and where its value begins; `alone` if nothing follows it in its line."""

    start: int
    value: int
    kind: Kind
    alone: bool


def find_fields(text: FoldedText) -> Iterator[Found]:
    """Yield the places of labelled values in the folded text."""
    first = 0
    tokens = text.tokens
    for at, line in enumerate(text.lines):
        while first < len(tokens) and tokens[first].start < line.start:
            first += 1
        labels = _labels_in(text, line, first)
        for number, label in enumerate(labels):
            if label.alone:
                yield from _next_line(text, at, label.kind)
                continue
            stop = labels[number + 1].start if number + 1 < len(labels) else line.end
            yield from _value(text, line, label, stop)


def _labels_in(text: FoldedText, line: Line, first: int) -> list[_Label]:
    found: list[_Label] = []
    number, tokens = first, text.tokens
    while number < len(tokens) and tokens[number].end <= line.end and len(found) < _MOST_LABELS:
        length = _all.length_at(text, number) if _may_start(text, line, number) else 0
        label = _label_at(text, line, number, length) if length else None
        if label is None:
            number += 1
            continue
        found.append(label)
        number += length
    return found


def _may_start(text: FoldedText, line: Line, number: int) -> bool:
    """Whether a label can begin here: at the start of a line or cell, or after punctuation."""
    start = text.tokens[number].start
    before = text.text[max(line.start, start - 3) : start]
    return (
        not text.text[line.start : start].strip() if start - line.start < 8 else bool(_STARTS.search(before))
    )


def _label_at(text: FoldedText, line: Line, number: int, length: int) -> _Label | None:
    tokens = text.tokens
    start, end = tokens[number].start, tokens[number + length - 1].end
    kind = _kind_of(text, number, length)
    after = _AFTER.match(text.text, end, min(line.end, end + 80))
    if after:
        rest = text.text[after.end() : min(line.end, after.end() + _LONGEST_VALUE)]
        return _Label(start, after.end(), kind, not rest.strip(_BLANK))
    if not text.text[end : line.end].strip(_BLANK) and not text.text[line.start : start].strip(_BLANK):
        return _Label(start, line.end, kind, True)
    if _numbers.length_at(text, number) and text.text[end : end + 4].strip(_BLANK)[:1].isdigit():
        return _Label(start, end, kind, False)
    if _is_table_row(text, line, number, length, kind):
        return _Label(start, end, kind, False)
    return None


def _is_table_row(text: FoldedText, line: Line, number: int, length: int, kind: Kind) -> bool:
    """Whether a label and its value are a line, as tables lose their gaps in a PDF: `Date of birth 3 May 1990`."""
    tokens = text.tokens
    if line.end - line.start > _LONGEST_ROW or text.text[line.start : tokens[number].start].strip():
        return False
    after = tokens[number + length] if number + length < len(tokens) else None
    if after is None or after.end > line.end or text.gap(number + length - 1) != " ":
        return False
    named = length > 1 or (kind in _TELLING and len(tokens[number].text) >= _TELLING_LETTERS)
    return (
        named and kind in (*_TELLING, Kind.NAME, Kind.FAMILY) and (after.capital or after.text[0].isdigit())
    )


def _kind_of(text: FoldedText, number: int, length: int) -> Kind:
    return next(kind for kind, phrases in _by_kind.items() if phrases.length_at(text, number) == length)


def _value(text: FoldedText, line: Line, label: _Label, stop: int) -> Iterator[Found]:
    """Yield the value: up to the next label, the end of its cell, or as far as values go."""
    start = label.value
    while start < stop and text.text[start] in _BLANK:
        start += 1
    ends = [end for cell_start, end in line.cells if end > start and cell_start < stop]
    end = min(stop, ends[0] if ends else stop, start + _LONGEST_VALUE)
    shape = _SHAPES.get(label.kind)
    shaped = shape.match(text.text, start, end) if shape else None
    end = shaped.end() if shaped else end
    end = start + len(text.text[start:end].rstrip(" \t,;/(|•·-–—"))
    if end > start:
        yield start, end, label.kind


def _next_line(text: FoldedText, at: int, kind: Kind) -> Iterator[Found]:
    """Yield the line under a label that stands alone, unless that is a heading or a label itself."""
    if kind in (Kind.SCHOOL, Kind.EMPLOYER, Kind.PHOTO) or at + 1 >= len(text.lines):
        return
    cells = text.lines[at + 1].cells
    start, end = next(((a, z) for a, z in cells if text.text[a:z].strip()), cells[0])
    value = text.text[start:end].strip()
    if not value or len(value) > 80 or value.endswith(":"):
        return
    number = text.starts.get(start + len(text.text[start:end]) - len(text.text[start:end].lstrip()))
    if number is not None and _all.length_at(text, number):
        return
    yield start, end, kind
