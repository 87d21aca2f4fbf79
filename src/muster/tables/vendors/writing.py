"""Writing a hiring history into a folder, record by record: flat tables as CSV or Parquet, or JSON Lines."""

from __future__ import annotations

import csv
import secrets
import shutil
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from muster.engine.errors import InputError
from muster.tables.formulas import neutralised
from muster.tables.vendors.extra import KEY
from muster.tables.vendors.flat import TABLES, Column, Written, rows_of

__all__ = [
    "FORMATS",
    "CsvFolder",
    "Folder",
    "JsonFolder",
    "ParquetFolder",
    "Shape",
    "new_folder",
    "spelled",
    "told_about",
]

GROUP = 10_000  # rows of a group in Parquet
Shape = Callable[[], tuple[str, dict[str, Any]]]
"""Makes the name of a JSON endpoint and the record as it stands there."""

ARROW = {
    "id": pa.string(),
    "text": pa.string(),
    "time": pa.timestamp("us", tz="UTC"),
    "day": pa.date32(),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "list": pa.list_(pa.string()),
}


class Folder(ABC):
    """A folder that records are written into; `counts` says how many of each table or endpoint. A context manager: its
    files are whole when it ends.
    """

    format: ClassVar[str]

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._open = ExitStack()

    def __enter__(self) -> Folder:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        self._open.__exit__(kind, error, trace)

    @abstractmethod
    def add(self, record: Written, shape: Shape) -> None:
        """Write a record; `shape` makes what stands in JSON, where that is wanted."""


class _TablesFolder(Folder):
    """Flat tables; each is there, also where it has no rows."""

    def add(self, record: Written, shape: Shape) -> None:
        """Write the rows of a record."""
        for table, row in rows_of(record):
            self.counts[table] += 1
            self.put(table, row)

    @abstractmethod
    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Write a row."""


class CsvFolder(_TablesFolder):
    """Tables as CSV, in which no spreadsheet runs a cell."""

    format: ClassVar[str] = "csv"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._tables = {name: self._begin(name, columns) for name, columns in TABLES.items()}

    def _begin(self, name: str, columns: Iterable[Column]) -> Any:
        place = self.path / f"{name}.csv"
        table = csv.writer(self._open.enter_context(place.open("w", encoding="utf-8", newline="")))
        table.writerow([column.name for column in columns])
        return table

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Write a row."""
        self._tables[table].writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return spelled(value)
    return msgspec.json.encode(value).decode() if isinstance(value, list) else str(value)


def spelled(moment: datetime) -> str:
    """Return a time in UTC, as exact as it is."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


class ParquetFolder(_TablesFolder):
    """Tables as Parquet."""

    format: ClassVar[str] = "parquet"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._schemas = {
            name: pa.schema([(column.name, ARROW[column.kind]) for column in columns])
            for name, columns in TABLES.items()
        }
        self._waiting: dict[str, list[Mapping[str, Any]]] = {name: [] for name in TABLES}
        self._tables = {
            name: self._open.enter_context(
                pq.ParquetWriter(path / f"{name}.parquet", schema, store_schema=False)
            )
            for name, schema in self._schemas.items()
        }
        self._open.callback(self._flush_all)

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Write a row, together with others."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= GROUP:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows = self._waiting[table]
        if rows:
            self._tables[table].write_table(pa.Table.from_pylist(rows, schema=self._schemas[table]))
            rows.clear()

    def _flush_all(self) -> None:
        for name in self._waiting:
            self._flush(name)


class JsonFolder(Folder):
    """Endpoints as JSON Lines, in the shapes of Greenhouse's Harvest."""

    format: ClassVar[str] = "json"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._files: dict[str, Any] = {}

    def add(self, record: Written, shape: Shape) -> None:
        """Write a record as a line."""
        endpoint, value = shape()
        if endpoint not in self._files:
            self._files[endpoint] = self._open.enter_context((self.path / f"{endpoint}.jsonl").open("wb"))
        self._files[endpoint].write(msgspec.json.encode(value) + b"\n")
        self.counts[endpoint] += 1


FORMATS: Mapping[str, type[CsvFolder] | type[ParquetFolder] | type[JsonFolder]] = {
    one.format: one for one in (CsvFolder, ParquetFolder, JsonFolder)
}
"""What writes a format, by its name."""


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a folder beside `path` that takes its place when all is written, and vanishes if it is not.

    Raises InputError where `path` is there and not an empty folder, or cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_dir():
        raise InputError(f"{path} is a file; name a folder", path=str(path))
    if target.is_dir() and any(target.iterdir()):
        raise InputError(f"{path} is not empty; name a new folder", path=str(path))
    if not target.parent.is_dir():
        raise InputError(f"the folder of {path} does not exist; create it first", path=str(path))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        beside.mkdir()
        yield beside
        if target.is_dir():
            target.rmdir()  # not everywhere does a folder take an empty one's place
        beside.rename(target)
    except OSError as error:
        reason = error.strerror or str(error).partition("\n")[0] or type(error).__name__
        raise InputError(f"{path} cannot be written ({reason})", path=str(path)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def told_about(folder: Folder, *, made_at: datetime, made_by: str) -> None:
    """Write beside the records what they are: Muster's own key tells who reads them that no text holds markup."""
    value = {
        "format": folder.format,
        "made_at": spelled(made_at),
        "made_by": made_by,
        "records": dict(folder.counts),
    }
    content = msgspec.json.format(msgspec.json.encode(value), indent=2)
    (folder.path / f"{KEY}.json").write_bytes(content + b"\n")
