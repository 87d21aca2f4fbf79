"""The facts of the invented market: who is in it, what was written, and what each text says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Article", "Named", "Press", "PressMarket", "Said"]


@dataclass(frozen=True)
class Named:
    """A person or an organisation, with other spellings."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Press:
    """Who writes, or an organisation that speaks for itself; the grade is what a person gave."""

    name: str
    grade: str
    language: str = "en"
    speaks_for: str | None = None


@dataclass(frozen=True)
class Said:
    """What the words from `start` to `end` of an article say, names as they are known; `so` is what became known."""

    kind: str
    start: int
    end: int
    source: str
    person: str | None = None
    joined: str | None = None
    left: str | None = None
    stance: str = "asserts"
    hedged: bool = False
    low: int | None = None
    high: int | None = None
    currency: str = ""
    quote: str = ""
    years: int | None = None
    so: bool | None = None
    role: str = ""


@dataclass(frozen=True)
class Article:
    """A text with what it says. `figures` are the amounts and counts in it; nobody has looked at a `fresh` one."""

    source: str
    language: str
    published: date
    title: str
    text: str
    said: tuple[Said, ...] = ()
    figures: tuple[float, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class PressMarket:
    """All that is written, in time, and who is in it."""

    organisations: tuple[Named, ...]
    people: tuple[Named, ...]
    press: tuple[Press, ...]
    articles: tuple[Article, ...]
