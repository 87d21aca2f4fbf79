"""Text as it is searched and sorted."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]

_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h"})  # letters that do not decompose


def fold(text: str) -> str:
    """Return text in lower case, without accents, with single spaces."""
    folded = _decomposed(_decomposed(text).casefold()).casefold().translate(_STROKED)
    return " ".join("".join(sign for sign in folded if not unicodedata.combining(sign)).split())


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)
