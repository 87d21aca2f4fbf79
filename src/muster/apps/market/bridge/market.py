"""The market as pages read it: the kept ledger of moves and packages, with the rows of what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from muster.apps.market.bridge.ledger import EMPTY, Told
from muster.apps.market.bridge.rows import Rows
from muster.apps.market.bridge.shapes import Moved, Paid, Record

__all__ = ["Market"]


class Market:
    """All that is derived: moves and packages, the last spoken of first, and sources by name."""

    def __init__(self, told: Told = EMPTY) -> None:
        self.told, self.rows = told, Rows()

    @cached_property
    def moves(self) -> tuple[Moved, ...]:
        """Return all moves."""
        return tuple(Moved(one, self.rows) for one in self.told.ledger.moves)

    @cached_property
    def packages(self) -> tuple[Paid, ...]:
        """Return all packages."""
        return tuple(Paid(one, self.rows) for one in self.told.ledger.packages)

    @cached_property
    def sources(self) -> tuple[Record, ...]:
        """Return the record of each source."""
        known = self.rows.sources
        found = [Record(one, known[one.source]) for one in self.told.ledger.sources if one.source in known]
        return tuple(sorted(found, key=lambda record: record.source.name))

    def move_of(self, claim: int) -> Moved | None:
        """Return the move that a claim is about, and read what its page shows."""
        at = self.told.move_of.get(str(claim))
        if at is None:
            return None
        move = self.moves[at]
        self.expect([move, *(self.moves[number] for number in move.rivals)], claims=False)
        self.expect([move])
        return move

    def package_of(self, claim: int) -> Paid | None:
        """Return the package that a claim is about, and read what its page shows."""
        at = self.told.package_of.get(str(claim))
        if at is None:
            return None
        package = self.packages[at]
        self.expect([package])
        return package

    def of_person(self, person: int) -> tuple[list[Moved], list[Paid]]:
        """Return the moves and packages of somebody, the last spoken of first, and read what their page shows."""
        moves = [self.moves[at] for at in self.told.moves_of.get(str(person), ())]
        packages = [self.packages[at] for at in self.told.packages_of.get(str(person), ())]
        self.expect([*moves, *packages])
        return moves, packages

    def expect(self, shown: Iterable[Moved | Paid], *, claims: bool = True) -> None:
        """Read the people of what a page shows, and the claims, all at once."""
        told = [one.told for one in shown]
        self.rows.expect(
            claims=[key for one in told for key in one.claims] if claims else (),
            people=[one.person for one in told if one.person is not None],
        )

    def kept(self, name: tuple[str, ...], work: Callable[[], Any]) -> Any:
        """Return what `work` comes to of this ledger, worked out once for as long as it stands. It holds no names."""
        if name not in self.told.memo:
            self.told.memo[name] = work()
        return self.told.memo[name]
