"""What a reader must be told besides numbers, as a stable code, a sentence, and what the sentence was made of."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Notice", "listed"]

NAMED = 6


@dataclass(frozen=True)
class Notice:
    """One thing that limits what the results can say. Programs match on `code` and read `params`."""

    code: str
    sentence: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


def listed(names: list[str]) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
