"""What a file is, by its content alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from muster.apps.core.kinds import DOCX, JPEG, MOST_UNPACKED, PDF, PNG, TEXT, UNKNOWN, kind_of, label_of


def archive(*names: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return file.getvalue()


DOCUMENT = ("[Content_Types].xml", "word/document.xml")
CASES = {
    "pdf": (b"%PDF-1.7\n...", PDF),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, PNG),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 20, JPEG),
    "text": ("Größe\nمرحبا\n".encode(), TEXT),
    "text with a mark": ("\ufeffhello".encode(), TEXT),
    "document": (archive(*DOCUMENT), DOCX),
    "plain archive": (archive("a.txt"), UNKNOWN),
    "document with macros": (archive(*DOCUMENT, "word/vbaProject.bin"), UNKNOWN),
    "broken archive": (archive(*DOCUMENT)[:60], UNKNOWN),
    "program": (b"\x7fELF" + b"\0" * 60, UNKNOWN),
    "windows program": (b"MZ" + b"\0" * 60, UNKNOWN),
    "names that begin like an archive": (b"PK Sharma\nEngineer\n", TEXT),
    "names that begin like a picture": (b"BM Siregar\nEngineer\n", TEXT),
    "names that begin like a program": (b"MZ Khan\nEngineer\n", TEXT),
    "picture": (b"BM" + b"\0" * 60, UNKNOWN),
    "not utf-8": (b"\xff\xfehello", UNKNOWN),
    "control characters": (b"a\x00b", UNKNOWN),
    "text that turns binary late": (b"a" * 3_000_000 + b"\x01", UNKNOWN),
    "svg is text to us": (b"<svg xmlns='x'><script>1</script></svg>", TEXT),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_is_what_its_content_is(tmp_path: Path, case: str) -> None:
    content, kind = CASES[case]
    path = tmp_path / "file"
    path.write_bytes(content)
    assert kind_of(path) == kind


def test_a_document_that_unpacks_to_too_much_is_none(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(archive(*DOCUMENT, content=b"\0" * (MOST_UNPACKED // 2 + 1)))
    assert path.stat().st_size < 1_000_000
    assert kind_of(path) == UNKNOWN


def test_a_zip_of_a_later_version_is_no_document(tmp_path: Path) -> None:
    content = bytearray(archive(*DOCUMENT))
    content[content.index(b"PK\x01\x02") + 6] = 99  # the version that is needed to read it
    path = tmp_path / "later"
    path.write_bytes(bytes(content))
    with pytest.raises(NotImplementedError):
        zipfile.ZipFile(path)
    assert kind_of(path) == UNKNOWN


def test_labels() -> None:
    assert [label_of(kind) for kind in (PDF, TEXT, "a/b")] == ["PDF", "plain text", "a/b"]
