"""Voices as pages show them: who says what, what repeats it, how claims stand to one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django_stubs_ext import StrPromise

from muster.apps.market.bridge.rows import Rows
from muster.apps.market.models import Claim
from muster.apps.market.words import RELATIONS, WHY
from muster.engine.market.claim_shapes import Relation, Witness

__all__ = ["Copy", "Related", "Voice", "related_of", "voices_of"]


@dataclass(frozen=True)
class Copy:
    """A claim that repeats another, and the rule by which it is held to (docs/methods/claims.md)."""

    claim: Claim
    why: str

    @property
    def label(self) -> StrPromise:
        """Return the rule in words."""
        return WHY[self.why]


@dataclass(frozen=True)
class Voice:
    """An independent voice: its claim, how reliable its source is held to be, and what it adds to the log odds."""

    claim: Claim
    reliability: float
    weight: float
    copies: tuple[Copy, ...]

    @property
    def times(self) -> float:
        """Return by what it multiplies the odds: above 1 where it speaks for it, below 1 against."""
        return math.exp(self.weight)


@dataclass(frozen=True)
class Related:
    """How a claim stands to an earlier one."""

    first: Claim
    second: Claim
    kind: str

    @property
    def label(self) -> StrPromise:
        """Return how the second stands to the first, in words."""
        return RELATIONS[self.kind]


def voices_of(told: Sequence[Witness], rows: Rows) -> tuple[Voice, ...]:
    """Return voices with their claims."""
    return tuple(
        Voice(
            rows.claim(one.key),
            one.reliability,
            one.weight,
            tuple(Copy(rows.claim(copy.key), copy.why) for copy in one.copies),
        )
        for one in told
    )


def related_of(told: Sequence[Relation], rows: Rows) -> tuple[Related, ...]:
    """Return how claims stand to one another, with the claims."""
    return tuple(Related(rows.claim(one.first), rows.claim(one.second), one.kind) for one in told)
