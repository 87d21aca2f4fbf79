"""Anchors: the ledger's end, printed to be kept elsewhere, so that a cut-off tail is noticed later."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.apps.core.ledger.chain import GENESIS
from muster.apps.core.ledger.findings import Finding
from muster.apps.core.models import Entry
from muster.engine.errors import InputError

__all__ = ["Anchor", "check_anchor", "take_anchor"]

FORM = re.compile(r"muster-ledger (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Anchor:
    """The number and digest of the last entry at one time. As text: `muster-ledger NUMBER DIGEST`."""

    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"muster-ledger {self.sequence} {self.digest}"

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read an anchor from its text. Raises InputError when it is none."""
        found = FORM.fullmatch(text.strip())
        if found is None:
            raise InputError(
                f"{text.strip()[:60]!r} is not an anchor; give a line as `muster ledger anchor` prints it: "
                "muster-ledger NUMBER DIGEST."
            )
        return cls(int(found[1]), found[2])


def take_anchor() -> Anchor:
    """Return the ledger's end as it is now."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return Anchor(*(last or (0, GENESIS)))


def check_anchor(anchor: Anchor) -> Finding | None:
    """Return what is wrong with the ledger up to an anchor taken before, or None."""
    if anchor.sequence == 0:
        return None
    digest = Entry.objects.filter(sequence=anchor.sequence).values_list("digest", flat=True).first()
    if digest == anchor.digest:
        return None
    last = take_anchor().sequence
    if digest is None and last < anchor.sequence:
        sentence = f"The ledger ends at entry {last}, but reached {anchor.sequence}: its tail was cut off."
    else:
        sentence = f"Entry {anchor.sequence} is not the one that the anchor names: the ledger was rewritten."
    return Finding("anchor", sentence, anchor.sequence)
