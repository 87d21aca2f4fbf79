"""Letters of the fictional company are PDFs that others can read."""

from __future__ import annotations

import io

from pypdf import PdfReader

from muster.demo.organisation.letters import letter_pdf


def test_a_letter_is_a_pdf_with_its_words() -> None:
    content = letter_pdf(company="Halcyon (Labs)", name="Zoë Müller", lines=("Base pay: 5", "\u0627 \\ (x)"))
    reader = PdfReader(io.BytesIO(content), strict=True)
    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    for words in ("Halcyon (Labs)", "Dear Zoë Müller,", "Base pay: 5", "? \\ (x)"):
        assert words in text
    assert content == letter_pdf(
        company="Halcyon (Labs)", name="Zoë Müller", lines=("Base pay: 5", "\u0627 \\ (x)")
    )
