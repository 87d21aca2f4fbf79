"""What an entry may carry beside the digests: small plain JSON that both databases give back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["checked_detail"]

LARGEST = 2**53  # above it, JSON's readers disagree about whole numbers


def checked_detail(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return the detail as it will be read back. Raises TypeError or ValueError for what would change on the way."""
    return {_key(name, "detail"): _checked(value, f"detail[{name!r}]") for name, value in detail.items()}


def _checked(value: Any, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{place} is a number beyond 2^53; write it as text")
        return int(value)
    if isinstance(value, list | tuple):
        return [_checked(one, f"{place}[{at}]") for at, one in enumerate(value)]
    if isinstance(value, dict):
        return {_key(name, place): _checked(one, f"{place}[{name!r}]") for name, one in value.items()}
    raise TypeError(
        f"{place} is a {type(value).__name__}; a ledger entry carries text, whole numbers, booleans, null, lists and "
        "dicts of them alone"
    )


def _key(name: object, place: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"{place} has the key {name!r}; keys are text")
    return _text(name, place)


def _text(value: str, place: str) -> str:
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f"{place} has a character that a database cannot keep: NUL or half a surrogate pair")
    return str.__str__(value)
