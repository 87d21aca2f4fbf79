"""Pages of a dump, read one record at a time: JSON arrays, envelopes around them, JSON Lines; packed with gzip or not.

However large a file is, no more of it than a record is in memory; small files are read whole, which is quicker.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import ijson
import msgspec

from muster.engine.errors import Problem
from muster.tables.problems import shown

__all__ = ["WHOLE", "endpoint_of", "find_pages", "keys_of", "read_page", "record_problem"]

WHOLE = 16 << 20
"""Bytes up to which a file is read whole."""

LONGEST_LINE = 64 << 20
ENVELOPES = ("results", "data")
ENDINGS = (".json", ".jsonl", ".ndjson")
AGAIN = "download this page again and import once more: what is there already stays as it is"
_NUMBER = re.compile(r"(?:[._\- ]*(?:page|part|chunk)?[._\- ]*\d+)+$|[._\- ]*page$", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[.\- ]+")


def find_pages(folder: Path) -> dict[str, list[Path]]:
    """Return the pages of a dump by the name of their endpoint, each endpoint's in the order of their numbers.

    The endpoint is the name of the folder in which they are, or a file's own without the number at its end:
    `candidates/1.json`, `candidates_page_2.json`, `candidates.jsonl.gz` are pages of `candidates`.
    """
    found: dict[str, list[Path]] = {}
    for path in folder.rglob("*"):
        name = path.name.removesuffix(".gz")
        parts = path.relative_to(folder).parts
        if path.is_file() and name.endswith(ENDINGS) and not any(part.startswith(".") for part in parts):
            stem = parts[0] if len(parts) > 1 else name.rsplit(".", 1)[0]
            found.setdefault(endpoint_of(stem), []).append(path)
    return {name: sorted(found[name], key=_numbers) for name in sorted(found)}


def endpoint_of(stem: str) -> str:
    """Return the name of an endpoint in small letters with underscores: `candidate.list` is `candidate_list`."""
    return _BREAK.sub("_", _NUMBER.sub("", stem) or stem).strip("_").lower()


def _numbers(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a key that puts page 10 after page 9."""
    parts = re.split(r"(\d+)", str(path))
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def record_problem(
    code: str, sentence: str, *, file: str, place: int | None, column: str = "", **params: object
) -> Problem:
    """Return a problem of a record."""
    return Problem(code, sentence, file=file, row=place, column=column or None, params=params)


def read_page(path: Path, file: str, *, whole: int = WHOLE) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """Yield each record of a page with its place from 1, and what is wrong with the page.

    Of a page that breaks off, the records before the break are yielded, then a problem.
    """
    try:
        if path.suffix != ".gz" and path.stat().st_size <= whole:
            yield from _checked(_small(path.read_bytes()), file)
        else:
            yield from _checked(_large(path), file)
    except _BrokenError as broken:
        yield record_problem("page", f"{broken}; {AGAIN}", file=file, place=broken.place)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield record_problem(
            "unreadable", f"the file cannot be read ({shown(reason, 120)}); {AGAIN}", file=file, place=None
        )


class _BrokenError(Exception):
    def __init__(self, sentence: str, place: int) -> None:
        super().__init__(sentence)
        self.place = place


def _checked(values: Iterator[tuple[int, Any]], file: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    for place, value in values:
        if isinstance(value, dict):
            yield place, value
        else:
            sentence = f"{shown(value)} stands where a record should; {AGAIN}"
            yield record_problem("record", sentence, file=file, place=place)


def _small(content: bytes) -> Iterator[tuple[int, Any]]:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        yield from _slowly(content)
        return
    yield from enumerate(_unpacked(value), start=1)


def _slowly(content: bytes) -> Iterator[tuple[int, Any]]:
    """Read what is not one JSON value: one a line, or a page that breaks off somewhere."""
    first, _, rest = content.lstrip().partition(b"\n")
    if not first:
        raise _BrokenError("the page is empty", 1)
    if rest.strip() and _decodes(first):
        yield from _lines(iter(content.split(b"\n")))
    else:
        yield from _streamed(_Bytes(content), _prefix(content[:4096]))


def _decodes(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return True


def _unpacked(value: Any) -> list[Any]:
    """Return the records of a page: a list, an envelope around one, or a single record."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in ENVELOPES:
            if isinstance(value.get(name), list):
                return cast("list[Any]", value[name])
    return [value]


def _large(path: Path) -> Iterator[tuple[int, Any]]:
    with _opened(path) as stream:
        head = stream.read(4096)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _BrokenError("the page is empty", 1)
    name = path.name.removesuffix(".gz")
    with _opened(path) as stream:
        if head.startswith(b"\xef\xbb\xbf"):
            stream.read(3)
        if name.endswith(".json") and not _is_lines(head):
            yield from _streamed(stream, _prefix(head))
        else:
            yield from _lines(_split(stream))


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _is_lines(head: bytes) -> bool:
    """Whether a file begins with a whole record on a line of its own that is no envelope."""
    first, ended, _ = head.lstrip().partition(b"\n")
    if not ended or first[:1] != b"{":
        return False
    try:
        value = msgspec.json.decode(first)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return isinstance(value, dict) and not any(isinstance(value.get(name), list) for name in ENVELOPES)


def _prefix(head: bytes) -> tuple[str, ...]:
    """Return where the records of a page are, as ijson says it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return ("item",) if start.startswith(b"[") else tuple(f"{name}.item" for name in ENVELOPES)


class _Bytes:
    """Bytes that are read like a file."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        end = len(self._content) if size < 0 else self._at + size
        found, self._at = self._content[self._at : end], min(end, len(self._content))
        return found


def _streamed(stream: Any, prefixes: Sequence[str]) -> Iterator[tuple[int, Any]]:
    place = 0
    builder: Any = None
    inside = ""
    try:
        for prefix, event, value in ijson.parse(stream, use_float=True):
            if builder is None:
                if prefix not in prefixes:
                    continue
                if event not in ("start_map", "start_array"):
                    place += 1
                    yield place, value
                    continue
                builder, inside = ijson.ObjectBuilder(), prefix
            builder.event(event, value)
            if prefix == inside and event in ("end_map", "end_array"):
                place += 1
                yield place, builder.value
                builder = None
    except ijson.IncompleteJSONError as error:
        raise _BrokenError(_where(error, place), place + 1) from error
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _BrokenError(_where(error, place), place + 1) from error


def _where(error: Exception, place: int) -> str:
    reason = str(error).strip().partition("\n")[0]
    return f"the page breaks off after record {place:,} ({shown(reason, 80)})"


def _split(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LONGEST_LINE):
        yield line


def _lines(lines: Iterator[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield the record of each line; an envelope or a list on one line holds several."""
    for number, line in enumerate(lines, start=1):
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            value = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            reason = shown(str(error), 80)
            raise _BrokenError(f"line {number:,} is not a whole record ({reason})", number) from error
        for record in _unpacked(value):
            yield number, record


def keys_of(value: Mapping[str, Any], *names: str) -> Any:
    """Return the first of these keys that a record has."""
    return next((value[name] for name in names if value.get(name) is not None), None)
