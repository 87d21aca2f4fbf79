"""What a service refuses, beside a lack of permission: each is told to the person in one sentence."""

from __future__ import annotations

__all__ = ["ChangedError", "ConflictError", "RefusedError"]


class RefusedError(Exception):
    """What was asked for cannot be done as things stand. The message, already translated, says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ConflictError(RefusedError):
    """Somebody else changed the same thing in the meantime; the message says what it is now."""


class ChangedError(ConflictError):
    """The very row has another version than the person saw."""
