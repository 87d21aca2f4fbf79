"""Read scorecards from files of any accepted format."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from muster.engine.errors import InputError
from muster.tables.assemble import assemble
from muster.tables.columns import Part
from muster.tables.delimited import open_delimited
from muster.tables.layout import optional_names, rating_names, required_names
from muster.tables.options import ColumnOptions, Progress, Reading, ReadOptions
from muster.tables.parquet import open_parquet
from muster.tables.problems import Problems, shown
from muster.tables.records import open_records

__all__ = ["READERS", "open_file", "read_scorecards"]

READERS = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".tab": open_delimited,
    ".txt": open_delimited,
    ".parquet": open_parquet,
    ".pq": open_parquet,
    ".json": open_records,
    ".jsonl": open_records,
    ".ndjson": open_records,
}
"""What opens a file, by its ending."""

_DEFAULT = ReadOptions()


def read_scorecards(
    paths: Sequence[Path], options: ReadOptions = _DEFAULT, *, progress: Progress | None = None
) -> Reading:
    """Read the scorecards of one season from one file or several, of the same format or not.

    The format follows from a file's ending: .csv, .tsv, .parquet, .json or .jsonl; a Greenhouse export is
    told from other JSON by its shape. `progress` is called with ("reading", fraction done).

    Raises DataError with all problems of all files, InputError where no file is named.
    """
    if not paths:
        raise InputError("no file is named; name at least one file of scorecards")
    problems = Problems()
    parts = [
        part
        for part in (open_file(path, options, problems) for path in _once(paths, problems))
        if part is not None
    ]
    if not parts:
        problems.stop()
    per_part = len({*required_names(options), *optional_names(options), *rating_names(options)})
    steps = _Steps(per_part * len(parts), progress)
    assembled = assemble(parts, options, problems, steps)
    steps.finish()
    notes = (*(note for part in parts for note in part.notes), *assembled.notes)
    return Reading(
        scorecards=assembled.scorecards,
        files=tuple(_name(Path(path)) for path in paths),
        rows=sum(part.records for part in parts),
        missing=assembled.missing,
        notes=notes,
        interviews=assembled.interviews,
        facts=assembled.facts,
    )


class _Steps:
    """Turns columns read into a fraction done."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._done = 0
        self._progress = progress

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress("reading", min(self._done / (self._total + 1), 1.0))

    def finish(self) -> None:
        if self._progress is not None:
            self._progress("reading", 1.0)


def _once(paths: Sequence[Path], problems: Problems) -> list[Path]:
    """Return the paths, noting a file that is named twice."""
    kept: dict[Path, Path] = {}
    for path in map(Path, paths):
        try:
            real = path.resolve()
        except (OSError, RuntimeError):
            real = path
        if real in kept:
            problems.add("file-twice", "the file is named twice; name it once", file=_name(path))
        else:
            kept[real] = path
    return list(kept.values())


def _name(path: Path) -> str:
    """Return a path as text that any terminal can show, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def open_file(path: Path, options: ReadOptions | ColumnOptions, problems: Problems) -> Part | None:
    """Open one file; None where `problems` says why it cannot be read."""
    file = _name(path)
    try:
        if path.is_dir():
            problems.add("directory", "this is a folder; name the files in it", file=file)
            return None
        if not path.exists():
            problems.add("no-file", "there is no such file; check the name", file=file)
            return None
        if not path.is_file():
            problems.add("no-file", "this is not a regular file; save its contents to one", file=file)
            return None
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            problems.add("ending", _unknown_ending(path), file=file)
            return None
        with path.open("rb"):
            pass
        return reader(path, file, options, problems)
    except PermissionError:
        problems.add("permission", "the file may not be read; change its permissions", file=file)
    except (OSError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0] or type(error).__name__
        problems.add("unreadable", f"the file cannot be read ({shown(reason, 120)})", file=file)
    return None


def _unknown_ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending in (".xlsx", ".xls", ".ods", ".xlsm"):
        return "spreadsheets are not read; save the sheet as CSV UTF-8"
    if ending in (".gz", ".zip", ".zst", ".bz2", ".xz", ".7z"):
        return "packed files are not read; unpack it first"
    named = "no ending" if not ending else f"the ending {shown(ending)}"
    return f"the file has {named}, which tells no format; rename it to .csv, .tsv, .parquet, .json or .jsonl"
