"""Letters of the fictional company's past offers: a page of plain text as PDF, so little that no library is needed."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["letter_pdf"]

HEAD = b"%PDF-1.4\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def letter_pdf(*, company: str, name: str, lines: Iterable[str]) -> bytes:
    """Return a letter of a page; letters that the font has not become question marks."""
    shown = [company, "", f"Dear {name},", "", *lines, "", company]
    rows = b" T* ".join(b"(" + _escaped(one) + b") Tj" for one in shown)
    text = b"BT /F1 11 Tf 72 760 Td 18 TL " + rows + b" ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        FONT,
    ]
    written, places = HEAD, []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def _escaped(text: str) -> bytes:
    plain = text.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
