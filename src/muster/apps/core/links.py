"""What a section offers to the site's navigation and command palette."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Hit", "Link"]


@dataclass(frozen=True)
class Link:
    """A page of a section, for those who may open it."""

    label: str
    url: str


@dataclass(frozen=True)
class Hit:
    """Something that a search found. `kind` is the heading it stands under, translated."""

    label: str
    url: str
    kind: str
    note: str = ""
