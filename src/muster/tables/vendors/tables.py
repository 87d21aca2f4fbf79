"""Muster's own flat tables, as CSV or Parquet, read back as records."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from muster.engine.errors import Problem
from muster.tables.formulas import restored
from muster.tables.problems import shown
from muster.tables.vendors.dump import Dump, Found, Parsed, applications_of, told
from muster.tables.vendors.flat import TABLES, Column
from muster.tables.vendors.offers import day, terms_of
from muster.tables.vendors.pages import record_problem
from muster.tables.vendors.shapes import (
    Application,
    Candidate,
    Department,
    History,
    Interview,
    Job,
    JobStage,
    Move,
    Offer,
    Office,
    Person,
    Rating,
    Scorecard,
    Seat,
)
from muster.tables.vendors.spool import Spool
from muster.tables.vendors.values import (
    FaultError,
    ident,
    links_of,
    moment,
    needed_moment,
    needed_text,
    optional_ident,
    text,
)

__all__ = ["LARGEST_CELL", "TablesDump"]

LARGEST_CELL = 1 << 24
BATCH = 5_000
ENDINGS = {".csv": "", ".parquet": ""}
FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
OUTCOMES = ("active", "rejected", "withdrawn", "hired")
STATUSES = ("draft", "open", "closed")
OFFERS = ("draft", "open", "accepted", "rejected", "withdrawn")
RECOMMENDATIONS = ("strong_yes", "yes", "no", "strong_no", "undecided")
Values = Iterator[tuple[str, int, dict[str, Any]] | Problem]
One = TypeVar("One", bound=msgspec.Struct)


class TablesDump(Dump):
    """A folder of tables. What belongs to a row of another table waits for it on the disk."""

    system: ClassVar[str] = "muster"
    vendor: ClassVar[str] = "Muster"
    known: ClassVar[frozenset[str]] = frozenset(TABLES.keys() - {"decisions", "ballots"})

    @property
    def plain(self) -> bool:
        """Return that no text holds markup."""
        return True

    def find(self, folder: Path) -> dict[str, list[Path]]:
        """Return the tables of a folder by their names."""
        found: dict[str, list[Path]] = {}
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith("."):
                found.setdefault(path.stem.lower(), []).append(path)
        return found

    def records(self, path: Path, file: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
        """Yield the rows of a table."""
        return _read_csv(path, file) if path.suffix.lower() == ".csv" else _read_parquet(path, file)

    def read(self, kind: str) -> Iterator[Found]:
        """Yield the records of a kind. There are no answers in tables."""
        if kind == "candidate":
            return self._candidates()
        if kind == "interview":
            return self._owners("interviews", "seats", "interview_id", _interview)
        if kind == "offer":
            return self._owners("offers", "terms", "offer_id", _offer)
        if kind == "scorecard":
            return self._owners("scorecards", "ratings", "scorecard_id", _scorecard)
        parse, table = {
            "person": (_person, ("people",)),
            "department": (_department, ("departments",)),
            "office": (_office, ("offices",)),
            "job": (_job, ("openings",)),
            "stage": (_stage, ("stages",)),
        }.get(kind, (_person, ()))
        return self.parsed(parse, *table)

    def _candidates(self) -> Iterator[Found]:
        moves, applications = Spool(), Spool()
        try:
            broken: list[Problem] = []
            moves.put(_owned(self.values("moves"), "application_id", broken))
            applications.put(
                _with(moves, _owned(self.values("applications"), "candidate_id", broken), "moves")
            )
            yield from broken
            yield from _orphans(moves, "application", "move")
            yield from self.owned(applications, self.values("candidates"), _history, what="candidate")
        finally:
            moves.close()
            applications.close()

    def _owners(self, table: str, parts: str, key: str, parse: Any) -> Iterator[Found]:
        spool = Spool()
        try:
            broken: list[Problem] = []
            spool.put(_owned(self.values(parts), key, broken))
            yield from broken
            for one in self.values(table):
                if isinstance(one, Problem):
                    yield one
                    continue
                file, place, value = one
                own = optional_ident(value.get("id"))
                value[parts] = [record for _, _, record in spool.take(own)]
                yield from told(parse, file, place, value)
            yield from _orphans(spool, table.removesuffix("s"), parts.removesuffix("s"))
        finally:
            spool.close()


def _read_csv(path: Path, file: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    csv.field_size_limit(LARGEST_CELL)
    place = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for place, row in enumerate(csv.DictReader(stream, strict=True), start=1):
                if None in row:
                    sentence = "the row has more cells than the header; export it again"
                    yield record_problem("cells", sentence, file=file, place=place)
                    continue
                yield place, {name: restored(cell or "") for name, cell in row.items()}
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        sentence = f"the table breaks off after row {place:,} ({shown(error, 80)}); export it again"
        yield record_problem("page", sentence, file=file, place=place + 1)


def _read_parquet(path: Path, file: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    place = 0
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=BATCH):
                for row in batch.to_pylist():
                    place += 1
                    yield place, row
    except (OSError, pa.ArrowException) as error:
        sentence = f"the table breaks off after row {place:,} ({shown(error, 80)}); export it again"
        yield record_problem("page", sentence, file=file, place=place + 1)


def _owned(values: Values, key: str, broken: list[Problem]) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    for one in values:
        if isinstance(one, Problem):
            broken.append(one)
        else:
            yield optional_ident(one[2].get(key)), *one


def _with(
    parts: Spool, rows: Iterator[tuple[str, str, int, dict[str, Any]]], name: str
) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """Add to each row what waits for it."""
    for owner, file, place, row in rows:
        waiting = [part for _, _, part in parts.take(optional_ident(row.get("id")))]
        yield owner, file, place, {**row, name: waiting}


def _orphans(spool: Spool, what: str, part: str) -> Iterator[Problem]:
    for owner, file, place, record in spool.rest():
        sentence = f"there is no {what} {shown(owner)} in the tables; add its row"
        own = optional_ident(record.get("id"))
        yield record_problem("orphan", sentence, file=file, place=place, kind=part, id=own)


def _fields(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values by the fields of its record, without those that the row does not tell."""
    found: dict[str, Any] = {}
    for column in TABLES[table]:
        if column.source == "-" or column.name not in row:
            if column.needed and column.name not in row:
                raise FaultError("blank", "there is no such column; add it", column.name)
            continue
        value = _value(column, row[column.name])
        if value is not None:
            found[column.source] = value
    return found


def _value(column: Column, value: Any) -> Any:
    if column.kind == "id":
        return ident(value, column.name) if column.needed else optional_ident(value)
    if column.kind == "text":
        return needed_text(value, column.name) if column.needed else text(value)
    if column.kind == "time":
        return needed_moment(value, column.name) if column.needed else moment(value, column.name)
    if column.kind == "day":
        return day(value, column.name)
    if column.kind == "list":
        return _list(value, column.name)
    told = text(value) if not isinstance(value, bool) else value
    if told == "":
        if column.needed:
            raise FaultError("blank", "there is nothing here; fill it in", column.name)
        return None
    return _flag(told, column.name) if column.kind == "flag" else _number(told, column.name)


def _flag(value: str | bool, name: str) -> bool:
    found = value if isinstance(value, bool) else FLAGS.get(value.casefold())
    if found is None:
        raise FaultError("flag", f"{shown(value)} is neither true nor false; correct it", name)
    return found


def _number(value: str | bool, name: str) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise FaultError("number", f"{shown(value)} is no whole number; correct it", name) from None


def _list(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str) and value.strip():
        try:
            value = msgspec.json.decode(value)
        except msgspec.DecodeError:
            value = None
        if not isinstance(value, list):
            raise FaultError("list", 'this is no list; write it as ["one", "two"]', name)
    return tuple(filter(None, map(text, value or ())))


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise FaultError(name, f"{shown(value)} is none of {', '.join(allowed)}; correct it", name)


def _person(row: dict[str, Any]) -> Parsed:
    found = _fields("people", row)
    yield Person(**{**found, "name": found.get("name") or found["email"]})


def _department(row: dict[str, Any]) -> Parsed:
    yield Department(**_fields("departments", row))


def _office(row: dict[str, Any]) -> Parsed:
    yield Office(**_fields("offices", row))


def _job(row: dict[str, Any]) -> Parsed:
    found = _fields("openings", row)
    _one_of(found["status"], STATUSES, "status")
    yield Job(**{**found, "openings": max(found.get("openings", 1), 1)})


def _stage(row: dict[str, Any]) -> Parsed:
    found = _fields("stages", row)
    yield JobStage(**found, steps=(found["id"],))


def _history(one: dict[str, Any], applications: list[dict[str, Any]]) -> Parsed:
    found = _fields("candidates", one)
    candidate = Candidate(**{**found, "links": links_of(list(found.get("links", ())))})
    fine, wrong = applications_of(applications, _application)
    yield History(candidate, tuple(fine))
    yield from wrong


def _application(row: Mapping[str, Any]) -> Application:
    found = _fields("applications", row)
    _one_of(found["outcome"], OUTCOMES, "outcome")
    found["moved_at"] = max(found["moved_at"], found["applied_at"])
    moves = tuple(_move(one) for one in row["moves"])
    empty = {"years": None} if "years" in row else {}
    told = {"moves": moves} if moves else {}
    return Application(**{"stage": "", "stage_name": "", **empty, **found, **told})


def _move(row: Mapping[str, Any]) -> Move:
    found = _fields("moves", row)
    _one_of(found["outcome"], OUTCOMES, "outcome")
    return Move(**{"from_stage": "", **found})


def _interview(row: dict[str, Any]) -> Parsed:
    found = _fields("interviews", row)
    if found["ends_at"] <= found["starts_at"]:
        raise FaultError("ends", "it ends before it begins; correct its times", "ends_at")
    seats = tuple(map(_seat, row["seats"]))
    yield Interview(**{"step": "", **found, "name": found.get("name") or "Interview"}, seats=seats)


def _seat(row: Mapping[str, Any]) -> Seat:
    empty = {"released_at": None} if "released_at" in row else {}
    return Seat(**{"person": "", **empty, **_fields("seats", row)})


def _scorecard(row: dict[str, Any]) -> Parsed:
    found = _fields("scorecards", row)
    _one_of(found["recommendation"], RECOMMENDATIONS, "recommendation")
    ratings = tuple(_rating(one) for one in row["ratings"])
    name = found.get("name") or "Interview"
    yield Scorecard(**{"submitted_at": None, **found, "name": name}, ratings=ratings)


def _rating(row: Mapping[str, Any]) -> Rating:
    found = _fields("ratings", row)
    if not 1 <= found["value"] <= len(found["words"]):
        sentence = f"{found['value']} is not from 1 to {len(found['words'])}, the number of words; correct it"
        raise FaultError("rating", sentence, "rating")
    return Rating(**found)


def _offer(row: dict[str, Any]) -> Parsed:
    found = _fields("offers", row)
    _one_of(found["status"], OFFERS, "status")
    terms = [_fields("terms", one) for one in row["terms"]]
    yield Offer(**found, terms=terms_of((one["term"], one.get("value")) for one in terms))
