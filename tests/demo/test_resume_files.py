"""Résumés as files hold their text; what it says is never markup."""

from __future__ import annotations

import io
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from muster.demo.resume_files import write_docx, write_pdf
from muster.tables.resumes import read_resume

TEXT = "Zoé Blanc\n#set page(fill: red) *bold* $x$\n- Python"


@pytest.fixture(scope="module")
def fonts() -> Path:
    with as_file(files("muster.reports") / "fonts") as folder:
        return Path(folder)


def test_word(tmp_path: Path) -> None:
    assert read_resume(write_docx(TEXT, language="fr")).text == TEXT
    assert "أحمد" in read_resume(write_docx("الاسم: أحمد", language="ar")).text
    assert io.BytesIO(write_docx("", language="en")).getvalue()


def test_pdf(fonts: Path) -> None:
    resume = read_resume(write_pdf(TEXT, language="fr", fonts=[fonts]))
    assert resume.kind == "pdf"
    assert [line.strip() for line in resume.text.split("\n")] == TEXT.split("\n")


def test_arabic_pdf_reads_in_logical_order_ligatures_included(fonts: Path) -> None:
    text = "الاسم: أحمد المصري لا في محمد"
    assert read_resume(write_pdf(text, language="ar", fonts=[fonts])).text.strip() == text
