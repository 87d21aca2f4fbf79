"""Texts whose parts say what they are: templates in, plain text and labelled spans out.

`{field}` stands for a value, `{he|she}` for what depends on gender. `[kind:text]` marks text of a kind; the
brackets vanish and the place of the text is noted. Marks do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Label", "fill_fields", "read_marks"]

_FIELD = re.compile(r"\{([^{}]*)\}")
_MARK = re.compile(r"\[(\w+):([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Label:
    """The characters `start` to `end` of a text are of this kind."""

    start: int
    end: int
    kind: str


def fill_fields(template: str, fields: Mapping[str, str], *, feminine: bool) -> str:
    """Put values in for fields. Raises KeyError for a field that is not given."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return name.split("|")[feminine] if "|" in name else fields[name]

    return _FIELD.sub(value, template)


def read_marks(marked: str) -> tuple[str, tuple[Label, ...]]:
    """Return the text without its marks, and what was marked, in order. Empty marks are left out."""
    plain: list[str] = []
    labels: list[Label] = []
    length = last = 0
    for found in _MARK.finditer(marked):
        plain += (marked[last : found.start()], found[2])
        start = length + found.start() - last
        length = start + len(found[2])
        if found[2]:
            labels.append(Label(start, length, found[1]))
        last = found.end()
    plain.append(marked[last:])
    return "".join(plain), tuple(labels)
