"""A large dump is read by a process of its own, so that one processor reads while the other stores.

The child is this module, run with a vendor and a folder. It writes what it finds to its standard output, kind after
kind, some records at a time; the pipe holds it back while its parent is busy, so neither has more in memory than that.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TypeAlias, cast

from muster.engine.errors import InputError
from muster.tables.vendors import DUMPS, KINDS, Dump
from muster.tables.vendors.dump import Found

__all__ = ["LARGE", "Read", "main", "reading"]

LARGE = 32 << 20
"""Bytes of pages from which a process of its own is worth its start."""

BATCH = 500
Read: TypeAlias = Callable[[str], Iterator[Found]]


@contextmanager
def reading(dump: Dump, *, large: int = LARGE) -> Iterator[Read]:
    """Yield what reads the records of a kind, as `dump.read` does. All of `KINDS` are read in their order, each to its
    end. Raises InputError where the process that reads stops before that.
    """
    pages = [path for paths in dump.pages.values() for path in paths]
    if sum(path.stat().st_size for path in pages) < large:
        yield dump.read
        return
    command = [sys.executable, "-m", __name__, dump.system, str(dump.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:  # noqa: S603  # this very module
        try:
            yield partial(_read, cast("IO[bytes]", child.stdout))
        finally:
            child.kill()


def _read(stream: IO[bytes], kind: str) -> Iterator[Found]:
    while True:
        try:
            found = pickle.load(stream)  # noqa: S301  # of our own child
        except (EOFError, pickle.UnpicklingError):
            raise InputError(
                f"The process that reads the dump stopped while it read records of the kind {kind}; import it again: "
                "what is there already stays as it is."
            ) from None
        if found is None:
            return
        yield from found


def main(system: str, folder: Path) -> None:
    """Write everything that a dump holds to standard output: lists of what was found, and None after each kind."""
    out = sys.stdout.buffer
    dump = DUMPS[system](folder)
    for kind in KINDS:
        found = dump.read(kind)
        while part := list(islice(found, BATCH)):
            pickle.dump(part, out, pickle.HIGHEST_PROTOCOL)
        pickle.dump(None, out)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
