"""Files a command writes: checked before the long work, written after it, all of them or none."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from muster.engine.errors import DataError, InputError, Problem

__all__ = ["REPORT_ENDINGS", "TABLE_ENDINGS", "Outputs"]

TABLE_ENDINGS = (".csv", ".tsv", ".parquet", ".json", ".jsonl")
REPORT_ENDINGS = (".html", ".pdf")


class Outputs:
    """The files of one command. `add` checks one; `draft` is where to write it; `keep` puts all in place.

    Used as a context manager: drafts that were not kept are removed.
    """

    def __init__(self, inputs: Iterable[Path] = ()) -> None:
        self._inputs = {path.resolve() for path in inputs}
        self._drafts: dict[Path, Path] = {}
        self._problems: list[Problem] = []

    def add(self, option: str, path: Path | None, endings: tuple[str, ...]) -> None:
        """Note a file to write (None: nothing was asked for); what is wrong with it is told by `check`."""
        if path is None:
            return
        target = path.resolve()
        sentence = self._fault(target, endings)
        if sentence:
            self._problems.append(Problem("output", f"{option}: {sentence}", file=str(path)))
        else:
            self._drafts[target] = target.with_name(f".{secrets.token_hex(6)}{target.suffix.lower()}")

    def check(self) -> None:
        """Raise DataError with all that is wrong with the files to write."""
        if self._problems:
            raise DataError(self._problems)

    def _fault(self, target: Path, endings: tuple[str, ...]) -> str | None:
        if target.suffix.lower() not in endings:
            return f"the ending says what to write; use {', '.join(endings[:-1])} or {endings[-1]}"
        if target in self._inputs:
            return "this is also an input file; choose another name"
        if target in self._drafts:
            return "two options name this file; choose another name for one of them"
        if target.exists() and not target.is_file():
            return "this is not a file; choose another name"
        if not target.parent.is_dir():
            return "its folder does not exist; create it first or choose another"
        if not os.access(target.parent, os.W_OK | os.X_OK):
            return "its folder cannot be written to; choose another"
        return None

    def draft(self, path: Path) -> Path:
        """Return the file to write in place of `path` until all are kept: same folder, same ending."""
        return self._drafts[path.resolve()]

    def keep(self, *paths: Path) -> None:
        """Put the drafts of `paths` in place, all of them unless told."""
        for target in [path.resolve() for path in paths] or list(self._drafts):
            os.replace(self._drafts[target], target)
            del self._drafts[target]

    def __enter__(self) -> Outputs:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the drafts that were not kept; an error about a draft is told about the file it stands for."""
        for draft in self._drafts.values():
            draft.unlink(missing_ok=True)
        for target, draft in self._drafts.items():
            if isinstance(error, InputError) and str(draft) in error.sentence:
                raise InputError(error.sentence.replace(str(draft), str(target)), code=error.code) from error
