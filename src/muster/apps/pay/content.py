"""What a version says: its one spelling, its digest, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from muster.apps.core.ledger.digest import digest_of

__all__ = ["Content", "Difference", "content_differences", "content_digest", "content_plain"]

Content = dict[str, Any]
EXACT = 2**53  # below, a whole number is the same as a float and as an integer


@dataclass(frozen=True)
class Difference:
    """A place of a package with what stands there in one version and in the other; None where nothing does."""

    place: str
    before: Any
    after: Any


def content_plain(content: Content) -> Content:
    """Return a package in its one spelling: whole numbers as integers, nothing empty."""
    plain: Content = _plain(content)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _plain(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return int(value)
    return value


def content_digest(content: Content) -> str:
    """Return the SHA-256 of the one spelling of a package, in hexadecimal."""
    return digest_of(content_plain(content))


def content_differences(before: Content, after: Content) -> list[Difference]:
    """Return where two packages differ, in the order of their places."""
    was, now = dict(_leaves("", before)), dict(_leaves("", after))
    places = sorted({*was, *now})
    return [Difference(one, was.get(one), now.get(one)) for one in places if was.get(one) != now.get(one)]


def _leaves(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each value of a package with its place, such as `grants[0].shares`."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(f"{place}.{name}" if place else name, each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _leaves(f"{place}[{at}]", each)
    else:
        yield place, value
