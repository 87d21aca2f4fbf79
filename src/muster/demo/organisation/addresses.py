"""Mail addresses and telephone numbers that cannot reach anybody."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

import numpy as np

from muster.demo.people import PersonName

__all__ = ["PHONE_RANGES", "WORK_DOMAIN", "MailBook", "draw_phone", "handle_of"]

WORK_DOMAIN = "halcyon.example"

PHONE_RANGES: Mapping[str, tuple[str, int]] = {
    "US": ("+1 {area} 555 01", 2),
    "GB": ("+44 7700 900", 3),
    "FR": ("+33 6 39 98 ", 4),
}
"""Ranges set aside for fiction: how a number begins, and how many digits follow.

By the North American Numbering Plan, Ofcom and Arcep. People of other countries, which have no such range that
we know of, have American numbers.
"""
ELSEWHERE = "US"
AREAS = ("206", "212", "312", "415", "512", "617", "702", "808")

_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ß": "ss", "ø": "o", "Ø": "o", "'": "", "’": "",
})  # fmt: skip


def handle_of(name: PersonName) -> str:
    """Return a name in plain letters: `lotte.vandijk`, `sonke.gross`, `kidist.belay`."""
    return ".".join(filter(None, (_plain(name.given), _plain(name.family))))


@cache
def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower()
    return "".join(letter for letter in bare if letter.isascii() and letter.isalnum())


class MailBook:
    """Gives out addresses at a domain, each once: a namesake's has a number."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def issue(self, handle: str, domain: str) -> str:
        """Return an address that nobody has yet, made from a name's handle."""
        address = f"{handle}@{domain}"
        self._given[address] += 1
        number = self._given[address]
        return address if number == 1 else f"{handle}.{number}@{domain}"


def draw_phone(country: str, rng: np.random.Generator) -> str:
    """Draw a number that is set aside for fiction."""
    start, digits = PHONE_RANGES.get(country, PHONE_RANGES[ELSEWHERE])
    area, number = rng.random(2).tolist()
    return start.format(area=AREAS[int(area * len(AREAS))]) + f"{int(number * 10**digits):0{digits}d}"
