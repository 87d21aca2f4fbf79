"""Long names made short so that no two of them look the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["shorten", "shorten_apart"]

ROUNDS = 8  # of looking for the place where names differ; those left are numbered


def shorten(text: str, limit: int) -> str:
    """Return the text with its middle left out where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def shorten_apart(texts: Sequence[str], limit: int) -> list[str]:
    """Return each text in at most `limit` characters, different where the texts are.

    Those whose ends are alike show the first place where they differ in place of their end. The result does
    not depend on the order of the texts.
    """
    short = {text: shorten(text, limit) for text in texts}
    for _ in range(ROUNDS):
        alike = _alike(short)
        for group in alike:
            place = _common(group[0], group[-1])
            short.update({text: _around(text, place, limit) for text in group})
        if not alike:
            break
    taken = set(short.values())
    for group in _alike(short):
        for text in group[1:]:
            short[text] = next(one for one in _numbered(text, limit) if one not in taken)
            taken.add(short[text])
    return [short[text] for text in texts]


def _alike(short: dict[str, str]) -> list[list[str]]:
    """Return the groups of texts that are shortened to the same."""
    groups = defaultdict(list)
    for text, shown in short.items():
        groups[shown].append(text)
    return [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _common(first: str, last: str) -> int:
    """Return how many characters at the beginning are the same; of sorted texts, in all between as well."""
    pairs = enumerate(zip(first, last, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(first), len(last)))


def _around(text: str, place: int, limit: int) -> str:
    """Return the text's beginning and what stands about `place`."""
    head = limit // 3
    start = max(place - (limit - head) // 3, head)
    stop = start + limit - head - 2
    if len(text) <= limit:
        return text
    if stop >= len(text) - 1:
        return f"{text[:head]}…{text[head + 1 - limit :]}"
    return f"{text[:head]}…{text[start:stop]}…"


def _numbered(text: str, limit: int) -> Iterable[str]:
    number = 2
    while True:
        mark = f"…{number}"
        yield f"{text[: limit - len(mark)]}{mark}"
        number += 1
