"""Standard output and standard error that may be closed, cut short, or know few letters."""

from __future__ import annotations

import os
import sys
from io import BufferedWriter, FileIO, StringIO, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["forgive_readers"]


class _ForgivingFile(FileIO):
    """A file whose reader may leave before the end, as `head` does: what follows goes nowhere."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(data)


def forgive_readers() -> None:
    """Make neither a closed stream, nor a reader who leaves, nor a letter outside the terminal's alphabet a failure."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started the command
            setattr(sys, name, StringIO())
        elif isinstance(stream, TextIOWrapper):
            stream.flush()
            file = _ForgivingFile(stream.fileno(), "wb", closefd=False)
            forgiving = TextIOWrapper(
                BufferedWriter(file),
                encoding=stream.encoding,
                errors="backslashreplace",
                line_buffering=stream.line_buffering,
                write_through=stream.write_through,
            )
            setattr(sys, name, forgiving)
