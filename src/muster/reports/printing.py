"""Our Typst templates, filled with words that the fonts at hand can draw."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from importlib.resources import files

from muster.reports.glyphs import find_drawable, without_marks
from muster.reports.typesetting import UntypesettableError, typeset

__all__ = ["Words", "map_strings", "print_template"]

Words = Callable[[str], str]


def print_template(
    name: str, told: object, data: Callable[[Words], object], dated: datetime.date | None
) -> bytes:
    """Return the PDF of one of our templates. `told` holds all that is told; `data` makes of it what the template
    finds, with a function that replaces in a text what cannot be drawn.

    Characters that no font at hand can draw are shown as their code, since PDF/UA forbids missing glyphs. Raises
    UntypesettableError if Typst refuses the document all the same.
    """
    source = (files("muster.reports") / "templates" / name).read_bytes()
    text = "".join(_strings(told)).replace("\n", "")
    drawable = find_drawable(text)
    try:
        return typeset(source, data(drawable.words), system_fonts=drawable.system_fonts, dated=dated)
    except UntypesettableError:
        drawable = without_marks(text, drawable)
    return typeset(source, data(drawable.words), system_fonts=drawable.system_fonts, dated=dated)


def map_strings(value: object, words: Words) -> object:
    """Apply `words` to every string in nested dicts and lists."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, dict):
        return {key: map_strings(item, words) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [map_strings(item, words) for item in value]
    return value


def _strings(value: object) -> Iterator[str]:
    """Yield every string in nested dicts and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
