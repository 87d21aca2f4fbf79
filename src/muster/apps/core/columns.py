"""Which column of a file is which: guessed, or remembered from the last file with the same headings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from muster.apps.core.models import ColumnChoice
from muster.apps.core.roles import Person
from muster.tables.days import YEAR_FIRST
from muster.tables.mapping import Look, day_order, guess_columns
from muster.tables.rows import Shape
from muster.tables.text import WINDOWS

__all__ = ["Chosen", "Proposal", "columns_propose", "columns_remember"]


@dataclass(frozen=True)
class Chosen:
    """The key of each column by its heading, empty for what is not kept; the order in which days are written, empty
    where that is not known; what the file was in, where that was no UTF-8.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    days: str = ""
    encoding: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON field keeps it."""
        return {"keys": dict(self.keys), "days": self.days, "encoding": self.encoding}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Chosen:
        """Return what a JSON field keeps."""
        return cls(told.get("keys", {}), told.get("days", ""), told.get("encoding", ""))

    @property
    def guessed_encoding(self) -> str:
        """Return the encoding where it is a guess, which somebody should look at."""
        return self.encoding if self.encoding == WINDOWS else ""


@dataclass(frozen=True)
class Proposal:
    """What the columns of a file are, most likely, and whether somebody is to look at it first."""

    chosen: Chosen
    settled: bool


def columns_propose(*, person: Person, what: str, look: Look, shape: Shape, encoding: str) -> Proposal:
    """Say what the columns of a file are: as the person said of one with the same headings, or else by a guess.

    It is settled where they said so, or where the file has just the columns that are asked for; not where letters are
    guessed, which only people can read.
    """
    stored = ColumnChoice.objects.filter(user=person.pk, what=what, headings=_digest(look.headings)).first()
    readable = encoding != WINDOWS
    if stored is not None:
        said = Chosen.of_json(stored.chosen)
        keys = {name: said.keys.get(name, "") for name in look.headings}
        fits = not shape.faults(list(keys.values())) and _days_fit(
            look, shape, list(keys.values()), said.days
        )
        return Proposal(Chosen(keys, said.days, encoding), fits and readable)
    guess = guess_columns(look, shape)
    order = day_order(look, shape, guess.keys)
    chosen = Chosen(dict(zip(look.headings, guess.keys, strict=True)), order or "", encoding)
    return Proposal(chosen, guess.certain and order in (YEAR_FIRST, None) and readable)


def columns_remember(*, person: Person, what: str, chosen: Chosen) -> None:
    """Keep what a person said of the columns of a file, for the next one with the same headings."""
    ColumnChoice.objects.update_or_create(
        user_id=person.pk,
        what=what,
        headings=_digest(list(chosen.keys)),
        defaults={"chosen": {"keys": dict(chosen.keys), "days": chosen.days}},
    )


def _days_fit(look: Look, shape: Shape, keys: Sequence[str], days: str) -> bool:
    """Whether the days of a file can still be read in the order that was said, where they need one."""
    order = day_order(look, shape, keys)
    return order in (YEAR_FIRST, None, days) or (order == "" and days not in ("", YEAR_FIRST))


def _digest(headings: Sequence[str]) -> str:
    """Return what tells a set of headings from others, whatever their order."""
    return hashlib.sha256(json.dumps(sorted(headings), ensure_ascii=False).encode()).hexdigest()
