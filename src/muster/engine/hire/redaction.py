"""Hides in a résumé or letter what a blind reviewer must not see: `redact`, `render`, `render_plain`.

What is hidden, how, and what is missed is described in docs/methods/redaction.md. All work is linear in the
text: patterns have bounded repeats, words are looked up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muster.engine.errors import InputError
from muster.engine.hire._redaction_contact import find_contacts
from muster.engine.hire._redaction_fields import find_fields
from muster.engine.hire._redaction_names import find_names
from muster.engine.hire._redaction_schools import find_employers, find_graduations, find_schools
from muster.engine.hire._redaction_shapes import PERSONAL, Kind, Known, Policy, Redaction, Span
from muster.engine.hire._redaction_statements import find_statements
from muster.engine.hire._redaction_text import FoldedText, fold_text

__all__ = [
    "PERSONAL",
    "Kind",
    "Known",
    "Mark",
    "Plain",
    "Policy",
    "Redaction",
    "Span",
    "redact",
    "render",
    "render_plain",
]

_NOBODY = Known()
_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that is shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where something of this kind is hidden. It does not hold what."""

    kind: Kind


def redact(text: str, *, known: Known = _NOBODY, policy: Policy = _DEFAULT) -> Redaction:
    """Find what must be hidden in a text.

    `known` is what structured fields say of the applicant; much is found without it, their name only where it
    is labelled. Offsets of the spans count the characters of `text` as given, in whatever normal form.
    """
    folded = fold_text(text)
    found = (item for item in _find_all(folded, known) if item[2] in policy.hidden)
    spans = (_trimmed(folded, *item) for item in found)
    return Redaction(_apart((span for span in spans if span is not None), text), len(text))


def _find_all(text: FoldedText, known: Known) -> Iterator[tuple[int, int, Kind]]:
    yield from find_fields(text)
    yield from find_contacts(text, known)
    yield from find_names(text, known.names)
    yield from find_statements(text, known)
    yield from find_schools(text, known)
    yield from find_graduations(text)
    yield from find_employers(text, known)


def _trimmed(text: FoldedText, start: int, end: int, kind: Kind) -> Span | None:
    """Return the place in the original, without blanks and invisible marks at its ends."""
    if end <= start:
        return None
    first, last = text.place(start, end)
    while first < last and _is_blank(text.original[first]):
        first += 1
    while last > first and _is_blank(text.original[last - 1]):
        last -= 1
    return Span(first, last, kind) if last > first else None


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


def _apart(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return spans that hide the same letters and do not overlap; the one that begins first stays whole."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        end = kept[-1].end if kept else 0
        start = max(span.start, end)
        if span.end <= end or (start > span.start and not any(map(str.isalnum, text[start : span.end]))):
            continue
        if kept and start == end and kept[-1].kind == span.kind:
            kept[-1] = Span(kept[-1].start, span.end, span.kind)
        else:
            kept.append(Span(start, span.end, span.kind))
    return tuple(kept)


def render(text: str, redaction: Redaction) -> tuple[Plain | Mark, ...]:
    """Return the text in pieces: what is shown, and marks where something is hidden.

    Raises InputError when the redaction is of another text.
    """
    if len(text) != redaction.length:
        raise InputError(
            f"the redaction is of a text of {redaction.length:,} characters and this one has {len(text):,}; redact"
            " this text first",
            code="redaction-text",
        )
    pieces: list[Plain | Mark] = []
    shown = 0
    for span in redaction.spans:
        if span.start > shown:
            pieces.append(Plain(text[shown : span.start]))
        pieces.append(Mark(span.kind))
        shown = span.end
    if shown < len(text):
        pieces.append(Plain(text[shown:]))
    return tuple(pieces)


def render_plain(text: str, redaction: Redaction) -> str:
    """Return the text with `[name]`, `[email]` and so on in place of what is hidden.

    Raises InputError when the redaction is of another text.
    """
    pieces = render(text, redaction)
    return "".join(piece.text if isinstance(piece, Plain) else f"[{piece.kind.value}]" for piece in pieces)
