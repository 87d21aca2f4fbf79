"""What a file is, by its content alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import filetype
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

__all__ = ["DOCX", "JPEG", "PDF", "PNG", "TEXT", "UNKNOWN", "kind_of", "label_of"]

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"
UNKNOWN = "application/octet-stream"
LABELS: dict[str, str | StrPromise] = {
    PDF: "PDF",
    DOCX: "DOCX",
    TEXT: _("plain text"),
    PNG: "PNG",
    JPEG: "JPEG",
}

ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
TWO_LETTERS = {"image/bmp", "application/x-msdownload"}  # BM and MZ, with which names begin too

HEAD = 8_192
CHUNK = 1 << 20
DOCUMENT = {"[Content_Types].xml", "word/document.xml"}
MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000


def label_of(kind: str) -> str:
    """Return what people call a kind."""
    return str(LABELS.get(kind, kind))


def kind_of(path: Path) -> str:
    """Return the kind of a file as a media type; UNKNOWN for what is none of ours."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    found: str | None = filetype.guess_mime(head)
    if head.startswith(ARCHIVES):
        return DOCX if _is_document(path) else UNKNOWN
    if found is not None and found in {PDF, PNG, JPEG}:
        return found
    return TEXT if (found is None or found in TWO_LETTERS) and _is_text(path) else UNKNOWN


def _is_document(path: Path) -> bool:
    """Whether a zip archive is a Word document that unpacks to a size that a document may have."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    # NotImplementedError is what zipfile raises for an archive of a later version than it reads.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return (
        len(parts) <= MOST_PARTS
        and sum(part.file_size for part in parts) <= MOST_UNPACKED
        and {part.filename for part in parts} >= DOCUMENT
        and not any(part.filename.endswith("vbaProject.bin") for part in parts)
    )


def _is_text(path: Path) -> bool:
    """Whether a file is UTF-8 text without control characters other than white space."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            while chunk := file.read(CHUNK):
                if any(letter < " " and letter not in "\t\n\r\f" for letter in chunk):
                    return False
    except UnicodeDecodeError:
        return False
    return True
