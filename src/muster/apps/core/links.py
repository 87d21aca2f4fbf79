"""What a section offers to the site's navigation, command palette and first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

__all__ = ["Cell", "Figure", "Hit", "Link", "Panel", "PanelRow", "TalentPart", "address"]


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


@dataclass(frozen=True)
class Cell:
    """A number that leads to what it counts. One that is `pressing` stands out unless it is nought."""

    number: int
    url: str
    pressing: bool = False


@dataclass(frozen=True)
class PanelRow:
    """Something that somebody has on their desk, with a cell for each column of its panel."""

    label: str
    url: str
    cells: Sequence[Cell]
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the first page. `what` is the heading of the rows' labels, `columns` are those of their cells."""

    title: str
    what: str
    columns: Sequence[str]
    rows: Sequence[PanelRow]

    @property
    def lines(self) -> list[tuple[PanelRow, list[tuple[str, Cell]]]]:
        """Return each row with its cells beside the columns' names."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A number with its name that leads to the rows it counts. `note` says more of it in a few words."""

    label: str
    number: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class TalentPart:
    """What a section puts on the talent page: what waits for the person, numbers, and panels."""

    waiting: Sequence[Figure] = field(default_factory=tuple)
    figures: Sequence[Figure] = field(default_factory=tuple)
    panels: Sequence[Panel] = field(default_factory=tuple)


def address(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a page, as Django's `reverse` does. It is kept: a list has hundreds of them.

    Raises NoReverseMatch when there is no such page.
    """
    return _address(settings.ROOT_URLCONF, get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=65_536)
def _address(
    urls: str, prefix: str, name: str, args: tuple[object, ...], kwargs: tuple[tuple[str, object], ...]
) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))
