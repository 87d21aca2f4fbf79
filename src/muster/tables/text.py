"""Check that a text file is UTF-8 text at all, and say plainly what it is when it is not; turn other text into it."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

from muster.tables.problems import Problems

__all__ = ["BOM", "UTF_8", "WINDOWS", "check_encoding", "check_start", "to_utf8"]

BOM = codecs.BOM_UTF8
UTF_8, WINDOWS = "UTF-8", "Windows-1252"

_BLOCK = 1 << 24
_OTHER_FORMATS = (
    (b"PAR1", "a Parquet file", "give it the ending .parquet"),
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "save the sheet as CSV UTF-8, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save the sheet as CSV UTF-8"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it"),
    (b"%PDF", "a PDF document", "export the ratings as CSV"),
)


def check_start(path: Path, file: str, problems: Problems) -> bool:
    """Note that a file is empty or plainly no UTF-8 text, by its first bytes; return whether it is fine."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    for magic, name, remedy in _OTHER_FORMATS:
        if head.startswith(magic):
            problems.add("not-text", f"the file is {name}, not text; {remedy}", file=file)
            return False
    other = _wide_encoding(head)
    if other:
        sentence = f"the file is in {other}; save it as UTF-8 (in Excel: CSV UTF-8)"
        problems.add("encoding", sentence, file=file)
        return False
    if not head.removeprefix(BOM).strip() and not _has_text(path):
        problems.add("empty", "the file is empty; export it again", file=file)
        return False
    return True


def check_encoding(path: Path, file: str, problems: Problems) -> bool:
    """Note the first row of a file that is not UTF-8; return whether all of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
                row += block.count(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        row += error.object[: error.start].count(b"\n")
        sentence = "from here on the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)"
        problems.add("encoding", sentence, file=file, row=row)
        return False
    return True


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """Return a file's content in UTF-8, and what it was in: UTF-8, UTF-16, UTF-32, Windows-1252, which is a guess.

    What is no text in any of them is returned as it is, with no name; the checks say what it is.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _turned(data, "utf-32", "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _turned(data, "utf-16", "UTF-16")
    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return data, UTF_8
    if any(data.startswith(magic) for magic, *_ in _OTHER_FORMATS) or 0 in data:
        return data, ""
    if not data.decode(errors="ignore").isascii():
        return data, ""  # there is UTF-8 in it, so it is that, and damaged
    return _turned(data, "cp1252", WINDOWS)


def _turned(data: bytes, codec: str, name: str) -> tuple[bytes, str]:
    try:
        return data.decode(codec).encode(), name
    except UnicodeError:  # half a letter, or half a pair of surrogates
        return data, ""


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of 2 or 4 bytes a letter that a file's beginning shows, if it does."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and head.count(0) * 4 <= len(head):
        return None
    for codec in ("utf-32-le", "utf-32-be"):  # hardly any text in UTF-16 is valid here
        with contextlib.suppress(UnicodeDecodeError):
            head[: len(head) // 4 * 4].decode(codec)
            return "UTF-32"
    return "UTF-16"


def _has_text(path: Path) -> bool:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if block.removeprefix(BOM).strip():
                return True
    return False
