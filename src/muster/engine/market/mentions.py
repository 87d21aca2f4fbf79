"""The shape of a name in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Mention", "Sort"]

Sort = Literal["person", "organisation", "either"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name between two tokens; `name` is how the company writes it, or as it stands."""

    first: int
    last: int
    sort: Sort
    name: str
    known: bool = False
