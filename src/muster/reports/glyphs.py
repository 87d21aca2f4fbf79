"""Which characters the fonts at hand can draw, asked of Typst itself."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from muster.reports.typesetting import UntypesettableError, typeset

__all__ = ["Drawable", "find_drawable", "without_marks"]

PROBE = b"""#set document(title: "Probe")
#set text(font: ("IBM Plex Sans", "IBM Plex Sans Arabic"), lang: "en")
#for word in json(bytes(sys.inputs.data)) [#word \\ ]"""


@dataclass(frozen=True)
class Drawable:
    """What to do with characters: `codes` replaces those that cannot be drawn, as `[U+1F600]`.

    `system_fonts` says whether this machine's fonts are needed for the others.
    """

    codes: dict[int, str]
    system_fonts: bool

    def words(self, text: str) -> str:
        """Return the text with every character that cannot be drawn as its code."""
        return text.translate(self.codes)


def find_drawable(text: str) -> Drawable:
    """Find out which characters of the text can be drawn by Typst's and our fonts, or else this machine's."""
    characters = _unusual(text)
    if _draws(characters, system_fonts=False):
        return Drawable({}, system_fonts=False)
    missing = [character for character in characters if not _draws([character], system_fonts=False)]
    found = {character for character in missing if _draws([character], system_fonts=True)}
    return Drawable(_codes(set(missing) - found), system_fonts=bool(found))


def without_marks(text: str, drawable: Drawable) -> Drawable:
    """Return the same with accents and other combining marks as codes: some cannot join their letter."""
    marks = {character for character in _unusual(text) if unicodedata.category(character).startswith("M")}
    return Drawable(drawable.codes | _codes(marks), drawable.system_fonts)


def _unusual(text: str) -> list[str]:
    return sorted({character for character in text if not " " <= character <= "~"})


def _codes(characters: set[str]) -> dict[int, str]:
    return {ord(character): f"[U+{ord(character):04X}]" for character in characters}


def _draws(characters: list[str], *, system_fonts: bool) -> bool:
    try:
        typeset(PROBE, characters, system_fonts=system_fonts)
    except UntypesettableError:
        return False
    return True
