"""What an import did, or would do, row by row and in sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from muster.engine.errors import Problem
from muster.tables.vendors.shapes import Row

__all__ = ["ACTIONS", "Happened", "Report"]

ACTIONS = ("created", "changed", "unchanged", "linked", "left out", "refused")
"""What may happen to a record; linked ones were known here, by an address or a name."""

MOST_KEPT = 1_000
MOST_ALIKE = 3


@dataclass(frozen=True)
class Happened:
    """What happened to one record, and why where that is not plain."""

    action: str
    kind: str
    id: str
    file: str
    place: int | None
    code: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        """Return it as a line."""
        where = self.file if self.place is None else f"{self.file}, record {self.place:,}"
        what = f"{self.kind} {self.id}" if self.id else self.kind
        return f"{where}: {what} {self.action}" + (f": {self.sentence}" if self.sentence else "")


@dataclass
class Report:
    """The sums by kind and action, the first refusals, the first remarks of each sort, and who is told of each row.

    `alike` counts the remarks by kind and code. What happens in a batch is pending until the batch is stored.
    """

    sink: Callable[[Happened], None] | None = None
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[Happened] = field(default_factory=list)
    remarks: list[Happened] = field(default_factory=list)
    alike: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    _pending: list[Happened] = field(default_factory=list)

    def tell(
        self, action: str, kind: str, row: Row, ident: str, *, code: str = "", sentence: str = ""
    ) -> None:
        """Note what happened to a record of this batch."""
        self._pending.append(Happened(action, kind, ident, row.file, row.place, code, sentence))

    def refuse(self, kind: str, row: Row, ident: str, code: str, sentence: str) -> None:
        """Note that a record is not stored, and what to do."""
        self.tell("refused", kind, row, ident, code=code, sentence=sentence)

    def problem(self, kind: str, found: Problem) -> None:
        """Note a record or page that cannot be read."""
        told, ident = found.params.get("kind", kind), found.params.get("id", "")
        sentence = f"{found.column}: {found.sentence}" if found.column else found.sentence
        self._pending.append(
            Happened("refused", str(told), str(ident), found.file or "", found.row, found.code, sentence)
        )

    def keep(self) -> None:
        """Take over what is pending, since its batch is stored."""
        for one in self._pending:
            self.counts[one.kind, one.action] += 1
            if one.action == "refused":
                self.refused += [one] if len(self.refused) < MOST_KEPT else []
            elif one.sentence:
                self.alike[one.kind, one.code] += 1
                self.remarks += [one] if self.alike[one.kind, one.code] <= MOST_ALIKE else []
            if self.sink is not None:
                self.sink(one)
        self._pending.clear()

    def drop(self) -> None:
        """Forget what is pending, since nothing of its batch is stored."""
        self._pending.clear()

    def total(self, action: str) -> int:
        """Return how many records an action happened to."""
        return sum(count for (_, told), count in self.counts.items() if told == action)
