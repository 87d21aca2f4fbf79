"""Bytes that nobody has checked <-> text: the encoding, and what had to be guessed or could not be read."""

from __future__ import annotations

import codecs
import re

from muster.engine.errors import DataError, Problem

__all__ = ["decode", "without_steering"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_TEXT_CODECS = ("utf", "cp", "iso", "koi", "windows", "latin", "ascii", "mac")
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_RUNS = re.compile(rb"[\xc0-\xff]{1,64}")


def decode(data: bytes, file: str, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return a file's text and what must be said of how it was read.

    A byte order mark decides, then UTF-8, then what the file declares of itself; else the old encoding of Windows that
    its letters look like, which is said. Raises DataError for what is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), _damage(data.decode(name, errors="replace"), name)
    if b"\0" in data[: 1 << 20]:
        raise DataError(
            [
                Problem(
                    "binary",
                    "the file is neither text, HTML, PDF, a feed nor mail; save it as one",
                    file=file,
                )
            ]
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    found = declared or _declared(data)
    if found is not None:
        text = data.decode(found, errors="replace")
        if found != "utf-8":
            return text, _damage(text, found)
    if not data.decode("utf-8", errors="ignore").isascii() and _mostly_utf8(data):
        text = data.decode("utf-8", errors="replace")
        return text, _damage(text, "UTF-8")
    guess = "cp1256" if _looks_arabic(data) else "cp1252"
    text = data.decode(guess, errors="replace")
    return text, (f"the encoding is not told; it was read as {guess}", *_damage(text, guess))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        "a".encode(name)
    except (LookupError, UnicodeError, TypeError):
        return None
    return name if name.startswith(_TEXT_CODECS) else None


def _damage(text: str, name: str) -> tuple[str, ...]:
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return (f"{lost:,} places are not {name} and could not be read",) if lost else ()


def _mostly_utf8(data: bytes) -> bool:
    """Whether what is beyond ASCII is UTF-8 with some damage, and not another encoding that happens to fit."""
    kept = sum(1 for sign in data.decode("utf-8", errors="ignore") if ord(sign) > 127)
    lost = data.decode("utf-8", errors="replace").count("\N{REPLACEMENT CHARACTER}")
    return kept >= lost


def _looks_arabic(data: bytes) -> bool:
    """Whether bytes beyond ASCII stand in runs, as whole words do; accented letters stand alone."""
    runs = [len(run) for run in _RUNS.findall(data)]
    return sum(length for length in runs if length > 1) * 2 > sum(runs)


def without_steering(text: str) -> str:
    """Return a line of text without what steers a terminal, with single spaces."""
    return " ".join(_STEERING.sub("", text).split())
