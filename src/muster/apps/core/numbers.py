"""Numbers that come from outside as text."""

from __future__ import annotations

__all__ = ["whole_number"]

LONGEST = 18  # digits; what is longer is no key of any row


def whole_number(text: str) -> int | None:
    """Return the number that a text from outside is, None where it is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
