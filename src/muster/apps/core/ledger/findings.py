"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """Something that was done behind the application's back.

    `code` is stable: `gap`, `content`, `link` and `number` for the chain; `history`, `changed`, `removed`, `inserted`,
    `unknown` for rows; `sealed` for the rows of a result; `anchor` for an end that is not what an anchor says.
    `sequence` is the entry's number, None where it is about a row alone.
    """

    code: str
    sentence: str
    sequence: int | None = None
    kind: str = ""
    row: int | None = None
