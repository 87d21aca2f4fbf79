"""The child process that reads a résumé: bytes on standard input, JSON on standard output.

It is run as a file of its own, by `muster.tables.resumes`, and imports nothing of Muster, so that it starts
quickly and needs little memory. What it refuses it names by a code; the sentences are its parent's. A file
that makes a library crash or loop takes down this process alone.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NoReturn
from xml.parsers import expat

__all__ = ["main"]

_WORD_MAIN = "word/document.xml"
_WORD_PARTS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d{0,3}\.xml")
_NAMESPACE = "wordprocessingml"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_ARABIC = re.compile("[\u0621-\u064a]")
_LAST_ONLY = frozenset("اأإآدذرزوؤةىء")
_BLOCK = 1 << 16
_PDF_HEAD = 1024
_PROGRAM = b"MZ"
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "resume-old-word"),
    (b"{\\rtf", "resume-rtf"),
    (b"\x1f\x8b", "resume-archive"),
    (b"7z\xbc\xaf\x27\x1c", "resume-archive"),
    (b"Rar!", "resume-archive"),
    (b"BZh", "resume-archive"),
    (b"\xfd7zXZ", "resume-archive"),
    (b"\x28\xb5\x2f\xfd", "resume-archive"),
    (b"\x89PNG", "resume-picture"),
    (b"\xff\xd8\xff", "resume-picture"),
    (b"GIF8", "resume-picture"),
    (b"II*\0", "resume-picture"),
    (b"MM\0*", "resume-picture"),
    (b"\x7fELF", "resume-program"),
    (_PROGRAM, "resume-program"),
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MARKUP = re.compile(rb"\s{0,64}(?:<!doctype html|<html|<script|<svg|<\?xml|<\?php)", re.IGNORECASE)


class Refusal(Exception):  # noqa: N818 - it is an answer, no error of the program
    """The file is not read, for the reason that the code names."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Limits:
    """What one résumé may cost; the parent has the meaning of each."""

    seconds: int
    memory: int
    pages: int
    characters: int
    unpacked: int
    parts: int


class Collected:
    """Text up to a number of characters."""

    def __init__(self, limit: int) -> None:
        self._room = limit
        self._pieces: list[str] = []
        self.truncated = False

    @property
    def full(self) -> bool:
        """Whether nothing more is taken."""
        return self._room <= 0

    def add(self, text: str) -> None:
        """Take as much of a text as there is room for."""
        if len(text) > self._room:
            self.truncated = True
        self._pieces.append(text[: max(self._room, 0)])
        self._room -= len(text)

    def text(self) -> str:
        """Return what was taken, with plain line ends and no control characters."""
        joined = "".join(self._pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        return "".join(filter(_is_shown, joined)).strip("\n")


def _is_shown(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")


def main() -> None:
    """Read standard input within the limits given as JSON in the first argument."""
    limits = Limits(**json.loads(sys.argv[1]))
    _restrict(limits)
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = read(data, limits)
    except Refusal as refusal:
        answer = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        answer = {"refused": "resume-memory", "params": {}}
    sys.stdout.write(json.dumps(answer))


def _restrict(limits: Limits) -> None:
    """Bound memory and time, and forbid to write files and start processes."""
    bounds = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, bound in bounds:
        resource.setrlimit(kind, (bound, bound))


def read(data: bytes, limits: Limits) -> dict[str, Any]:
    """Return kind, text, pages and whether it was cut. The kind is decided by what the bytes are."""
    collected = Collected(limits.characters)
    pages = None
    kind = find_kind(data)
    if kind == "pdf":
        pages = _read_pdf(data, limits, collected)
    elif kind == "docx":
        _read_docx(data, limits, collected)
    else:
        collected.add(_decode(data))
    text = collected.text()
    if not text.strip():
        raise Refusal("resume-scan" if kind == "pdf" else "resume-empty")
    return {"kind": kind, "text": text, "pages": pages, "truncated": collected.truncated}


def find_kind(data: bytes) -> str:
    """Return pdf, docx or text; a file that is two things at once is refused."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("resume-empty")
    for magic, code in _MAGIC:
        if data.startswith(magic) and not (magic == _PROGRAM and _is_plain(data)):
            raise Refusal(code)
    has_pdf = b"%PDF-" in data[:_PDF_HEAD]
    has_zip = zipfile.is_zipfile(io.BytesIO(data))
    if has_pdf and has_zip:
        raise Refusal("resume-polyglot")
    if has_pdf:
        if not data.lstrip(b"\xef\xbb\xbf\r\n\t \0").startswith(b"%PDF-"):
            raise Refusal("resume-polyglot")
        return "pdf"
    if has_zip or data.startswith(_ARCHIVES):
        if not (has_zip and data.startswith(b"PK\x03\x04")):
            raise Refusal("resume-broken-zip" if data.startswith(_ARCHIVES) else "resume-polyglot")
        return "docx"
    if _MARKUP.match(data):
        raise Refusal("resume-markup")
    return "text"


def _is_plain(data: bytes) -> bool:
    """Whether a file that begins with a name's two letters has nothing of a program, nor of a PDF behind it."""
    return b"%PDF-" not in data[:_PDF_HEAD] and all(
        byte >= 32 or byte in b"\t\n\r\f" for byte in data[:_BLOCK]
    )


def _read_pdf(data: bytes, limits: Limits, collected: Collected) -> int:
    """Add the text of all pages; return how many there are."""
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise Refusal("resume-no-pypdfium2") from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
        raise Refusal("resume-locked" if locked else "resume-broken-pdf") from None
    count = len(document)
    if count > limits.pages:
        raise Refusal("resume-pages", pages=count, most=limits.pages)
    for number in range(count):
        if collected.full:
            collected.truncated = True
            break
        try:
            collected.add(_page_text(document[number].get_textpage(), limits) + "\n")
        except pdfium.PdfiumError:
            raise Refusal("resume-broken-pdf") from None
    return count


def _page_text(page: Any, limits: Limits) -> str:
    """Return a page's text in reading order."""
    count = min(page.count_chars(), limits.characters)
    text: str = page.get_text_range(0, count)
    if len(text) != count or not _ARABIC.search(text):
        return text
    boxes = [page.get_charbox(at) if _ARABIC.match(text[at]) else at for at in range(count)]
    runs = (list(run) for _, run in groupby(range(count), key=boxes.__getitem__))
    return "".join(_ordered("".join(text[at] for at in run)) for run in runs)


def _ordered(ligature: str) -> str:
    """Return the letters of one Arabic glyph in reading order, in which PDFium may not give them.

    A letter that does not join the next can only be the last of a ligature.
    """
    if len(ligature) > 1 and not (ligature[-1] in _LAST_ONLY and ligature[0] not in _LAST_ONLY):
        return ligature[::-1]
    return ligature


def _read_docx(data: bytes, limits: Limits, collected: Collected) -> None:
    """Add the text of a Word document: its body first, then headers, footers and notes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _checked_names(archive, limits)
            room = limits.unpacked
            for name in names:
                room = _read_part(archive, name, room, collected)
                collected.add("\n")
    # NotImplementedError is what zipfile says of a compression that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OverflowError, ValueError):
        raise Refusal("resume-broken-zip") from None
    except RuntimeError:  # zipfile's word for an encrypted member
        raise Refusal("resume-locked") from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refusal("resume-broken-zip") from None
        raise


def _checked_names(archive: zipfile.ZipFile, limits: Limits) -> list[str]:
    """Return the parts that hold text; refuse an archive that no word processor wrote."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > limits.parts:
        raise Refusal("resume-parts", parts=len(entries), most=limits.parts)
    if any(_is_trick(entry.orig_filename) for entry in entries) or len(set(names)) < len(names):
        raise Refusal("resume-paths")
    if _WORD_MAIN not in names or "[Content_Types].xml" not in names:
        raise Refusal("resume-archive")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("resume-locked")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Refusal("resume-bomb", most=limits.unpacked)
    return [_WORD_MAIN, *sorted(name for name in names if _WORD_PARTS.fullmatch(name))]


def _is_trick(name: str) -> bool:
    """Whether a name in an archive leads out of it."""
    return name.startswith(("/", "\\")) or "\0" in name or ":" in name or ".." in re.split(r"[/\\]", name)


def _read_part(archive: zipfile.ZipFile, name: str, room: int, collected: Collected) -> int:
    """Add one part's text; return how many bytes may still be unpacked, counted as they come."""
    words = _WordText(collected)
    with archive.open(name) as part:
        while block := part.read(_BLOCK):
            room -= len(block)
            if room < 0:
                raise Refusal("resume-bomb", most=0)
            words.feed(block)
    words.close()
    return room


class _WordText:
    """Takes the text out of WordprocessingML as it streams by; declarations of any sort are refused."""

    def __init__(self, collected: Collected) -> None:
        self._collected = collected
        self._in_text = False
        self._skipped = 0
        self._cells = 0
        self._pending = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, block: bytes) -> None:
        """Take the next bytes."""
        try:
            self._parser.Parse(block, False)
        except expat.ExpatError:
            raise Refusal("resume-broken-docx") from None

    def close(self) -> None:
        """Check that the part is complete."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise Refusal("resume-broken-docx") from None

    def _refuse(self, *_: object) -> NoReturn:
        raise Refusal("resume-entities")

    def _start(self, name: str, _: dict[str, str]) -> None:
        if name == _FALLBACK or self._skipped:
            self._skipped += 1
            return
        tag = _tag(name)
        self._in_text = tag == "t"
        if tag == "tc":
            self._cells += 1
        elif tag == "p" and self._pending:
            self._collected.add("\n")
            self._pending = False
        elif tag == "tab":
            self._collected.add("\t")
        elif tag in ("br", "cr"):
            self._collected.add("\n")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = _tag(name)
        if tag == "t":
            self._in_text = False
        elif tag == "p" and self._cells:
            self._pending = True  # a cell's last paragraph ends no line
        elif tag in ("p", "tr"):
            self._collected.add("\n")
        elif tag == "tc":
            self._cells -= 1
            self._pending = False
            self._collected.add("\t")

    def _characters(self, text: str) -> None:
        if self._in_text and not self._skipped:
            self._collected.add(text)


def _tag(name: str) -> str:
    """Return the name of a WordprocessingML element; nothing for others."""
    namespace, _, tag = name.rpartition(" ")
    return tag if _NAMESPACE in namespace else ""


def _decode(data: bytes) -> str:
    """Return a text file's text: by its byte order mark, as UTF-8, or in the old encodings of Windows."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if b"\0" in data or sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:_BLOCK]) > 8:
        raise Refusal("resume-binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1256" if _looks_arabic(data) else "cp1252")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("resume-binary") from None


def _looks_arabic(data: bytes) -> bool:
    """Whether bytes beyond ASCII stand in runs, as whole words do; accented letters stand alone."""
    runs = [len(run) for run in re.findall(rb"[\xc0-\xff]{1,64}", data)]
    return sum(length for length in runs if length > 1) * 2 > sum(runs)


if __name__ == "__main__":
    main()
