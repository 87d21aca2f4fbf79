"""Texts -> proposals as they are stored: what the engine's reader finds, without what does not apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from muster.engine.market.shapes import KnownName, NameKind, Proposal
from muster.tables.market.documents import Document
from muster.tables.market.reading import read_document

__all__ = ["Found", "Reading", "known_name", "read"]

PLACE = ("kind", "start", "end", "text")


@dataclass(frozen=True)
class Found:
    """A proposal: its kind, its words from `start` to `end`, and what they may claim."""

    kind: str
    start: int
    end: int
    content: dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """The language of a text (empty where unknown), its proposals in order, and notes."""

    language: str
    found: tuple[Found, ...]
    notes: tuple[str, ...]


def known_name(name: str, kind: NameKind, aliases: Iterable[str]) -> KnownName:
    """Return a name that the company knows, as the reader wants it."""
    return KnownName(name, kind, tuple(aliases))


def read(text: str, *, published: date, names: Iterable[KnownName]) -> Reading:
    """Return what a text may claim."""
    told = read_document(Document("", text, published=published), names=tuple(names))
    found = tuple(Found(one.kind, one.start, one.end, _content(one)) for one in told.proposals)
    return Reading(told.language or "", found, told.notes)


def _content(proposal: Proposal) -> dict[str, Any]:
    told = {field.name: getattr(proposal, field.name) for field in fields(proposal)}
    return {name: value for name, value in told.items() if name not in PLACE and value not in (None, False)}
