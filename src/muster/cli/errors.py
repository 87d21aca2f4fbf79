"""What people read when something goes wrong: one line a problem."""

from __future__ import annotations

import errno

from muster.engine.errors import DataError, MusterError

__all__ = ["MOST_PROBLEMS", "sentences_of"]

MOST_PROBLEMS = 200  # a wholly wrong file of a million rows would otherwise scroll its first lines away

ADVICE = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "the disk quota is used up; free some space or write elsewhere",
    errno.EACCES: "permission denied; choose a place you may read and write",
    errno.EPERM: "operation not permitted; choose a place you may read and write",
    errno.EROFS: "the file system is read-only; write elsewhere",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EMFILE: "too many open files; close some programs and try again",
}


def sentences_of(error: Exception) -> list[str] | None:
    """Return the lines that tell `error`, or None where it is a fault of the program."""
    if isinstance(error, DataError):
        return _problems(error)
    if isinstance(error, MusterError):
        return [error.sentence]
    if isinstance(error, MemoryError):
        return ["There is not enough memory for this much data; use a larger machine or fewer files."]
    if isinstance(error, OSError):
        return [_system_sentence(error)]
    return None


def _problems(error: DataError) -> list[str]:
    lines = [" ".join(str(problem).splitlines()) for problem in error.problems[:MOST_PROBLEMS]]
    more = len(error.problems) - len(lines)
    return [*lines, f"... and {more:,} more problems."] if more else lines


def _system_sentence(error: OSError) -> str:
    reason = ADVICE.get(error.errno or 0) or error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason[:1].upper()}{reason[1:]}."
