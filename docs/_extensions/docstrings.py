"""The engine's docstrings as reference pages: plain text with names in single backticks, short signatures."""

from __future__ import annotations

import re

from sphinx.application import Sphinx

_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_MARKUP = re.compile(r"([\\*_|])")
_SHORTER = (
    (re.compile(r"TypeAliasForwardRef\('(\w+)'\)"), r"\1"),
    (re.compile(r"ndarray\[tuple\[Any, \.\.\.\], dtype\[Any\]\]"), "NDArray"),
)


def _plain(line: str) -> str:
    """Return a line with `name` as code and everything else, formulas too, as it stands."""
    pieces = _CODE.split(line)  # every second piece stood in backticks
    kept = [f"``{piece}``" if at % 2 else _MARKUP.sub(r"\\\1", piece) for at, piece in enumerate(pieces)]
    return "".join(
        piece + ("\\ " if at % 2 and kept[at + 1][:1].isalnum() else "") for at, piece in enumerate(kept)
    )


def _treat(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    lines[:] = [_plain(line) for line in lines]


def _shorten(
    app: Sphinx, what: str, name: str, thing: object, options: object, given: str | None, back: str | None
) -> tuple[str | None, str | None]:
    """Name array types as the sources do."""
    texts = [given, back]
    for pattern, short in _SHORTER:
        texts = [text and pattern.sub(short, text) for text in texts]
    return texts[0], texts[1]


def _skip_field(app: Sphinx, what: str, name: str, thing: object, skip: bool, options: object) -> bool | None:
    """Leave out fields: a dataclass's signature lists them."""
    documented = callable(thing) or isinstance(thing, property | classmethod | staticmethod)
    return None if documented or what != "class" else True


def setup(app: Sphinx) -> dict[str, bool]:
    """Treat each docstring before it is read."""
    app.connect("autodoc-process-docstring", _treat)
    app.connect("autodoc-process-signature", _shorten)
    app.connect("autodoc-skip-member", _skip_field)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
