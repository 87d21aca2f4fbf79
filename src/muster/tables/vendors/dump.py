"""A dump in a folder, whosever it is: its endpoints' pages, each parsed into records of `shapes`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeAlias

from muster.engine.errors import InputError, Problem
from muster.tables.problems import shown
from muster.tables.vendors.pages import find_pages, read_page, record_problem
from muster.tables.vendors.shapes import Application, Record, Row
from muster.tables.vendors.spool import Spool
from muster.tables.vendors.values import FaultError, optional_ident

__all__ = ["KINDS", "Dump", "Found", "Owner", "Parsed", "applications_of", "told"]

KINDS = (
    "person",
    "department",
    "office",
    "job",
    "stage",
    "candidate",
    "interview",
    "scorecard",
    "offer",
    "answers",
)
"""The kinds of records, in an order in which none needs a later one."""

Found: TypeAlias = Row | Problem
Parsed: TypeAlias = Iterable["Record | FaultError"]


class Owner(Protocol):
    """Makes records of a value and of the applications that belong to it."""

    def __call__(self, one: dict[str, Any], applications: list[dict[str, Any]]) -> Parsed:
        """Yield the records, and what is wrong with others."""


class Dump(ABC):
    """What somebody downloaded from a vendor. `read` yields the records of a kind, and what is wrong with others."""

    system: ClassVar[str]
    vendor: ClassVar[str]
    known: ClassVar[frozenset[str]]
    """The endpoints that are read."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder; name the one that holds the pages.", folder=str(folder))
        self.folder = folder
        self.pages = self.find(folder)
        if not self.known & self.pages.keys():
            wanted = ", ".join(sorted(self.known))
            raise InputError(
                f"{folder} has no page of {self.vendor} in it; name files or folders after the endpoints: {wanted}.",
                folder=str(folder),
            )

    @property
    def plain(self) -> bool:
        """Return whether texts are plain ones, in which nothing is markup."""
        return False

    def find(self, folder: Path) -> dict[str, list[Path]]:
        """Return the files of a folder by the name of their endpoint."""
        return find_pages(folder)

    def records(self, path: Path, file: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
        """Yield the records of a file with their places in it, and what is wrong with it."""
        return read_page(path, file)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the endpoints in the folder that are not read."""
        return tuple(sorted(self.pages.keys() - self.known))

    @abstractmethod
    def read(self, kind: str) -> Iterator[Found]:
        """Yield the records of one of `KINDS`."""

    def values(self, *endpoints: str) -> Iterator[tuple[str, int, dict[str, Any]] | Problem]:
        """Yield the records of endpoints as they are: file, place in it, value."""
        for endpoint in endpoints:
            for path in self.pages.get(endpoint, ()):
                file = str(path.relative_to(self.folder))
                for one in self.records(path, file):
                    yield one if isinstance(one, Problem) else (file, *one)

    def parsed(self, parse: Callable[[dict[str, Any]], Parsed], *endpoints: str) -> Iterator[Found]:
        """Yield what a function makes of each record of endpoints."""
        for one in self.values(*endpoints):
            if isinstance(one, Problem):
                yield one
            else:
                yield from told(parse, *one)

    def owned(
        self,
        spool: Spool,
        owners: Iterable[tuple[str, int, dict[str, Any]] | Problem],
        parse: Owner,
        *,
        what: str,
    ) -> Iterator[Found]:
        """Yield what a function makes of each owner and of what waits for them; then, what nobody owns, as problems."""
        for one in owners:
            if isinstance(one, Problem):
                yield one
                continue
            file, place, value = one
            waiting = [record for _, _, record in spool.take(optional_ident(value.get("id")))]
            yield from told(partial(parse, applications=waiting), file, place, value)
        for owner, file, place, record in spool.rest():
            sentence = f"there is no {what} {shown(owner)} in the dump; add their page"
            yield record_problem(
                "orphan",
                sentence,
                file=file,
                place=place,
                kind="application",
                id=optional_ident(record.get("id")),
            )


def told(
    parse: Callable[[dict[str, Any]], Parsed], file: str, place: int, value: dict[str, Any]
) -> Iterator[Found]:
    """Yield the records that a function makes of a value, and what it complains of, with their place."""
    own = optional_ident(value.get("id"))
    try:
        for one in parse(value):
            if isinstance(one, FaultError):
                yield _problem(one, file, place, own)
            else:
                yield Row(file, place, one)
    except FaultError as fault:
        yield _problem(fault, file, place, own)
    except (TypeError, AttributeError, ValueError) as error:
        sentence = f"the record has not the shape that is documented ({shown(error, 100)}); export it again"
        yield record_problem("shape", sentence, file=file, place=place, id=own)


def _problem(fault: FaultError, file: str, place: int, own: str) -> Problem:
    told: dict[str, object] = {"id": own} if fault.of is None else {"kind": fault.of[0], "id": fault.of[1]}
    return record_problem(fault.code, fault.sentence, file=file, place=place, column=fault.column, **told)


def applications_of(
    records: Iterable[dict[str, Any]], parse: Callable[[Mapping[str, Any]], Application]
) -> tuple[list[Application], list[FaultError]]:
    """Return the applications that a function makes of records, and what is wrong with the others."""
    fine, wrong = [], []
    for record in records:
        try:
            fine.append(parse(record))
        except FaultError as fault:
            own = optional_ident(record.get("id"))
            wrong.append(FaultError(fault.code, fault.sentence, fault.column, of=("application", own)))
    return fine, wrong
