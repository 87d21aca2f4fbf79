"""Write tables as CSV, TSV, Parquet, JSON or JSON Lines, all or nothing."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from muster.engine.errors import InputError
from muster.engine.shapes import Scorecards
from muster.tables.columns import CHUNK, pieces
from muster.tables.formulas import FORMULA

__all__ = ["ENDINGS", "write_scorecards", "write_table"]

ENDINGS = (".csv", ".tsv", ".parquet", ".json", ".jsonl")
"""The endings of the files that can be written."""

Frames = Iterable[pl.DataFrame]


def write_table(frame: Mapping[str, Any], path: Path) -> None:
    """Write equally long columns in the format of the path's ending; nothing is left behind half written.

    A number that is not known (NaN or infinite) is an empty cell in CSV and TSV and null elsewhere. In CSV and
    TSV, texts that a spreadsheet would run as a formula get a leading apostrophe, and a list is written as its
    items with a space between.

    Raises InputError where the ending tells no format, the columns differ in length or the file cannot be
    written.
    """
    table = _table(frame)
    _write(path, (table[start:stop] for start, stop in pieces(max(table.height, 1))))


def write_scorecards(scorecards: Scorecards, path: Path) -> None:
    """Write ratings in the long format that `read_scorecards` reads, in the format of the path's ending.

    The columns are candidate_id, interviewer_id, criterion, rating and, if the scorecards tell interviews
    apart, interview_id. Raises InputError where the file cannot be written.
    """
    candidates, interviewers = _series(scorecards.candidate_ids), _series(scorecards.interviewer_ids)
    criteria = pl.Series([criterion.name for criterion in scorecards.criteria], dtype=pl.String)

    def frames() -> Iterator[pl.DataFrame]:
        for start, stop in pieces(max(scorecards.ratings, 1)):
            columns = {
                "candidate_id": candidates.gather(scorecards.candidate[start:stop]),
                "interviewer_id": interviewers.gather(scorecards.interviewer[start:stop]),
                "criterion": criteria.gather(scorecards.criterion[start:stop]),
                "rating": pl.Series(scorecards.rating[start:stop]),
            }
            if scorecards.interview is not None:
                columns["interview_id"] = pl.Series(scorecards.interview[start:stop])
            yield pl.DataFrame(columns)

    _write(path, frames())


def _table(frame: Mapping[str, Any]) -> pl.DataFrame:
    columns = {name: _series(values) for name, values in frame.items()}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"the columns of a table must be equally long, and are {lengths}")
    table = pl.DataFrame(columns)
    item = pl.element()
    return table.with_columns(
        *(pl.when(pl.col(name).is_finite()).then(pl.col(name)) for name in _named(table, pl.Float64)),
        *(
            pl.col(name).list.eval(pl.when(item.is_finite()).then(item))
            for name in _named(table, pl.List(pl.Float64))
        ),
    )


def _named(table: pl.DataFrame, kind: pl.DataType | type[pl.DataType]) -> list[str]:
    return [name for name, found in table.schema.items() if found == kind]


def _series(values: Any) -> pl.Series:
    if isinstance(values, np.ndarray) and values.dtype != object:
        return pl.Series(values)
    items = [item.tolist() if isinstance(item, np.ndarray | np.generic) else item for item in values]
    return pl.Series(items, strict=False)


def _write(path: Path, frames: Frames) -> None:
    writers: dict[str, Callable[[Frames, IO[bytes]], None]] = {
        ".csv": lambda frames, stream: _write_delimited(frames, stream, ","),
        ".tsv": lambda frames, stream: _write_delimited(frames, stream, "\t"),
        ".parquet": _write_parquet,
        ".json": _write_json,
        ".jsonl": _write_lines,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError(f"{path} must end in one of {', '.join(ENDINGS)}", path=str(path))
    with _replacing(path) as stream:
        writer(frames, stream)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file beside `path` that takes its place when all is written, and vanishes if it is not."""
    target = path.resolve()
    if target.is_dir():
        raise InputError(f"{path} is a folder; name a file", path=str(path))
    if not target.parent.is_dir():
        raise InputError(f"the folder of {path} does not exist; create it first", path=str(path))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as stream:
            if target.exists():
                shutil.copymode(target, beside)
            yield stream
        beside.replace(target)
    except OSError as error:
        reason = error.strerror or str(error).partition("\n")[0] or type(error).__name__
        raise InputError(f"{path} cannot be written ({reason})", path=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _write_delimited(frames: Frames, stream: IO[bytes], separator: str) -> None:
    for number, frame in enumerate(frames):
        lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
        texts = [name for name, kind in frame.schema.items() if kind in (pl.String, pl.List(pl.String))]
        flat = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(" ", ignore_nulls=True))
        safe = flat.with_columns(pl.col(texts).str.replace(FORMULA, "'${1}"))
        safe.write_csv(stream, separator=separator, include_header=number == 0)


def _write_parquet(frames: Frames, stream: IO[bytes]) -> None:
    writer = None
    try:
        for frame in frames:
            table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            if writer is None:
                writer = pq.ParquetWriter(stream, table.schema, store_schema=False, write_page_checksum=True)
            writer.write_table(table, row_group_size=CHUNK)
    finally:
        if writer is not None:
            writer.close()


def _write_json(frames: Frames, stream: IO[bytes]) -> None:
    lead = b"[\n"
    for frame in frames:
        lines = frame.write_ndjson().removesuffix("\n")
        if lines:
            stream.write(lead + lines.replace("\n", ",\n").encode())
            lead = b",\n"
    stream.write(b"[]\n" if lead == b"[\n" else b"\n]\n")


def _write_lines(frames: Frames, stream: IO[bytes]) -> None:
    for frame in frames:
        frame.write_ndjson(stream)
