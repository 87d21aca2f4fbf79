"""The files that résumés come in: PDF and Word, made of a résumé's text."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import typst

__all__ = ["write_docx", "write_pdf"]

_RIGHT_TO_LEFT = frozenset({"ar"})
_SOURCE = b"""\
#let resume = json(bytes(sys.inputs.resume))
#set document(title: "Resume")
#set page(paper: "a4", margin: 2cm)
#set text(font: ("IBM Plex Sans", "IBM Plex Sans Arabic"), size: 10pt, lang: resume.language, dir: auto)
#set par(leading: 0.5em, spacing: 0.6em)
#for line in resume.text.split("\\n") [#line #parbreak()]
"""


def write_docx(text: str, *, language: str) -> bytes:
    """Return a Word document, a paragraph a line. Needs python-docx, which the extra `[web]` brings."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = docx.Document()
    for line in text.split("\n"):
        paragraph = document.add_paragraph(line)
        if language in _RIGHT_TO_LEFT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_pdf(text: str, *, language: str, fonts: Sequence[Path]) -> bytes:
    """Return a PDF, set in the fonts of these folders. The text is data and never read as markup."""
    compiler = typst.Compiler(
        font_paths=[str(folder) for folder in fonts],
        ignore_system_fonts=True,
        sys_inputs={"resume": json.dumps({"text": text, "language": language})},
    )
    content = compiler.compile(_SOURCE, format="pdf", timestamp=0)
    if not isinstance(content, bytes):
        raise TypeError(f"Typst gave {type(content).__name__} for a PDF")
    return content
