"""Résumés of every kind are read, and whatever else is uploaded is refused in one sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.tables import resumes
from muster.tables.resumes import ResumeLimits, read_resume

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_pdf(source: str) -> bytes:
    content = typst.compile(source.encode(), format="pdf")
    assert isinstance(content, bytes)
    return content


def make_docx(document: docx.document.Document | None = None, text: str = "Zoé Blanc") -> bytes:
    if document is None:
        document = docx.Document()
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_zip(**parts: str | bytes) -> bytes:
    """Return a minimal Word document with these parts added or replaced."""
    named: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": body("Zoé")}
    named |= parts
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return stream.getvalue()


def body(text: str) -> str:
    return (
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    )


def refusal(data: bytes, limits: ResumeLimits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_resume(data, limits=limits or ResumeLimits())
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 140
    return caught.value


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return make_pdf("Zoe Blanc \\ Engineer #pagebreak() Second page")


def test_pdf(pdf: bytes) -> None:
    resume = read_resume(pdf)
    assert (resume.kind, resume.pages, resume.truncated) == ("pdf", 2, False)
    assert resume.text.split() == ["Zoe", "Blanc", "Engineer", "Second", "page"]


def test_docx_with_tables_headers_tabs_and_breaks() -> None:
    document = docx.Document()
    document.add_paragraph("Zoé\tBlanc")
    document.add_paragraph().add_run("one\ntwo")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sex", "F"
    document.sections[0].header.paragraphs[0].text = "Curriculum"
    resume = read_resume(make_docx(document))
    assert (resume.kind, resume.pages) == ("docx", None)
    assert resume.text.split("\n")[:4] == ["Zoé\tBlanc", "one", "two", "Sex\tF\t"]
    assert resume.text.endswith("Curriculum")


def test_docx_text_boxes_are_read_once() -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice><w:p><w:r><w:t>A</w:t></w:r></w:p></mc:Choice>'
    box += "<mc:Fallback><w:p><w:r><w:t>A</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    xml = body("B").replace("<w:body>", f"<w:body>{box}")
    data = make_zip(**{"word/document.xml": xml})
    assert read_resume(data).text.split() == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zoé Blanc", "utf-8"),
        ("Zoé Blanc", "utf-8-sig"),
        ("Zoé Blanc", "utf-16"),
        ("Zoé Blanc", "utf-32"),
        ("Zoé Blanc, née à Lyon", "cp1252"),
        ("الاسم: أحمد المصري", "utf-8"),
        ("الاسم: أحمد المصري", "cp1256"),
    ],
)
def test_text_in_any_encoding(text: str, encoding: str) -> None:
    resume = read_resume(text.encode(encoding))
    assert (resume.kind, resume.text) == ("text", text)


def test_line_ends_are_plain_and_control_characters_go() -> None:
    assert read_resume(b"a\r\nb\rc\x1b[31m").text == "a\nb\nc[31m"


def test_text_beyond_the_limit_is_cut_off() -> None:
    resume = read_resume(b"abcdef", limits=ResumeLimits(characters=4))
    assert (resume.text, resume.truncated) == ("abcd", True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "resume-empty"),
        (b" \n\0\0", "resume-empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "resume-picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "resume-picture"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "resume-archive"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "resume-archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "resume-old-word"),
        (b"{\\rtf1 hello}", "resume-rtf"),
        (b"\x7fELF" + b"\0" * 50, "resume-program"),
        (b"MZ" + b"\0" * 50, "resume-program"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "resume-markup"),
        (b"\n<svg onload='x'>", "resume-markup"),
        (bytes(range(256)) * 9, "resume-binary"),
        (b"%PDF-1.7\nnot really", "resume-broken-pdf"),
        (b"PK\x03\x04 cut", "resume-broken-zip"),
    ],
)
def test_what_is_no_resume_is_refused_by_its_content(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize(
    ("place", "value"), [(6, 99), (10, 77)], ids=["later version", "unknown compression"]
)
def test_a_zip_that_this_python_cannot_read_is_refused_as_broken(place: int, value: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("word/document.xml", "[Content_Types].xml"):
            archive.writestr(name, "<x/>")
    data = bytearray(stream.getvalue())
    data[data.index(b"PK\x01\x02") + place] = value  # of the first entry of its table of contents
    assert refusal(bytes(data)).code == "resume-broken-zip"


@pytest.mark.parametrize("name", ["PK Sharma", "MZ Khan", "BM Siregar"])
def test_a_name_may_begin_like_an_archive_or_a_program(name: str) -> None:
    resume = read_resume(f"{name}\nEngineer\n".encode())
    assert (resume.kind, resume.text) == ("text", f"{name}\nEngineer")


def test_archives_and_other_office_files_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("cv.pdf", b"%PDF-1.7")
    assert refusal(stream.getvalue()).code in ("resume-archive", "resume-polyglot")
    assert refusal(make_zip(**{"word/document.xml": body("")})).code == "resume-empty"


def test_files_that_are_two_things_are_refused(pdf: bytes) -> None:
    assert refusal(pdf + make_docx()).code == "resume-polyglot"
    assert refusal(b"MZ" + pdf).code == "resume-program"
    assert refusal(b"#!/bin/sh\nrm\n" + pdf).code == "resume-polyglot"
    assert refusal(b"hello" + make_docx()).code == "resume-polyglot"


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "word/../../x", "..\\x", "C:\\x"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    assert refusal(make_zip(**{name: "x"})).code == "resume-paths"


def test_entities_are_refused_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    external = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]>' + body("&e;")
    assert refusal(make_zip(**{"word/document.xml": external})).code == "resume-entities"
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + body("&b;")
    assert refusal(make_zip(**{"word/document.xml": laughs})).code == "resume-entities"


def test_bombs_are_refused_by_what_they_say_and_by_what_they_do() -> None:
    large = make_zip(**{"word/media/image1.bmp": b"\0" * (70 * 2**20)})
    assert refusal(large).code == "resume-bomb"
    xml = body("A" * 5_000_000).encode()
    liar = make_zip(**{"word/document.xml": xml})
    size = len(xml).to_bytes(4, "little")
    liar = liar.replace(size, (100).to_bytes(4, "little"))
    assert refusal(liar).code in ("resume-bomb", "resume-broken-zip", "resume-broken-docx")
    small = ResumeLimits(unpacked=1000)
    assert refusal(make_zip(**{"word/document.xml": body("A" * 2000)}), small).code == "resume-bomb"


def test_too_many_parts_pages_and_bytes_are_refused(pdf: bytes) -> None:
    many = make_zip(**{f"word/media/{number}": "" for number in range(60)})
    assert refusal(many, ResumeLimits(parts=50)).params == {"parts": 62, "most": 50}
    assert str(refusal(pdf, ResumeLimits(pages=1))).startswith("the PDF has 2 pages and a résumé at most 1")
    assert refusal(b"a" * 11, ResumeLimits(size=10)).code == "resume-size"


def test_locked_files_are_refused(pdf: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert refusal(stream.getvalue()).code == "resume-locked"


def test_a_pdf_that_only_forbids_printing_is_read(pdf: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("", "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert "Zoe Blanc" in read_resume(stream.getvalue()).text


def test_a_scan_is_refused() -> None:
    assert refusal(make_pdf("#rect(width: 3cm, height: 3cm)")).code == "resume-scan"


def test_time_and_memory_end_the_child_and_not_the_parent(pdf: bytes) -> None:
    text = b"a\xe9 " * 3_000_000
    assert refusal(text, ResumeLimits(memory=32 * 2**20)).code in ("resume-memory", "resume-crash")
    slow = ResumeLimits(seconds=1, characters=10**9)
    assert refusal(text, slow).code == "resume-time"


def test_the_child_sees_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text(
        "import json, os\n"
        "print(json.dumps({'kind': 'text', 'text': os.environ.get('SECRET_KEY', 'none'), 'pages': None,"
        " 'truncated': False}))"
    )
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(resumes, "_CHILD", child)
    assert read_resume(b"x").text == "none"


def test_a_missing_library_is_named(tmp_path: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert "muster-talent[web]" in str(refusal(pdf))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_damaged_files_are_read_or_refused(at: int, byte: int) -> None:
    data = bytearray(make_docx())
    data[at % len(data)] = byte
    with suppress(InputError):
        assert read_resume(bytes(data)).kind in ("docx", "text")


def test_importing_the_reader_needs_no_document_library() -> None:
    code = "import sys, muster.tables.resumes; print([m for m in ('pypdfium2', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
