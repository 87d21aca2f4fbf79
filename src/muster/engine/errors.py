"""Every error Muster raises on purpose, in one tree; each has a stable code and its parameters.

A message is one sentence a person can act on: what is wrong, where, and what to do. Programs match on
`code` and read `params`; they never parse the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["DataError", "EstimationError", "InputError", "MusterError", "Problem"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input, and where it stands.

    `row` counts the lines of the file as an editor shows them (the header is row 1); `column` is the name
    in the file. All three are None where the problem has no such place.
    """

    code: str
    sentence: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return `file, row 12, column rating: the sentence`, as far as known."""
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"row {self.row:,}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.sentence}" if place else self.sentence


class MusterError(Exception):
    """Root of the tree. `code` is stable; `params` holds what the sentence was made of."""

    code = "muster"

    def __init__(self, sentence: str, *, code: str | None = None, **params: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or type(self).code
        self.params = params


class InputError(MusterError):
    """An argument of a function or an option of a command is unusable."""

    code = "input"


class DataError(MusterError):
    """A file or table has problems; all of them are reported together in `problems`."""

    code = "data"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a DataError needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)), code=self.problems[0].code)


class EstimationError(MusterError):
    """The input is well formed but nothing can be estimated from it."""

    code = "estimation"
