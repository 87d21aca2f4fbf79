"""The letter of an offer as PDF: accessible, the same for the same facts, in either direction, and never code."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from muster.reports.letter import LetterBlock, LetterFacts, LetterTerm, letter_pdf

from .conftest import HOSTILE

DAY = datetime.date(2026, 1, 2)
FACTS = LetterFacts(
    title="Our offer: Research Scientist",
    company="Example",
    day="2 January 2026",
    description="A letter",
    footer="O-000001",
    language="en",
    right_to_left=False,
    blocks=[
        LetterBlock("text", f"Dear {HOSTILE[0]}\nof #eval(1) *not bold*"),
        LetterBlock("heading", "What we offer"),
        LetterBlock("package"),
        LetterBlock("text", "Ada"),
    ],
    terms=[LetterTerm("Base pay", "$300,000 a year", ("Rises #each year.",)), LetterTerm("Shares", "$1")],
    columns=["Year", "Cash", "Equity", "Total"],
    years=[["1", "$2", "$3", "$5"]],
    note="At target.",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_accessible_whole_and_nothing_read_as_markup(language: str) -> None:
    facts = replace(FACTS, language=language, right_to_left=language == "ar")
    pdf = letter_pdf(facts, DAY)
    assert pdf == letter_pdf(facts, DAY)
    document = PdfReader(io.BytesIO(pdf))
    assert document.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in document.xmp_metadata.stream.get_data().decode()
    assert str(document.root_object["/Lang"]) == language
    text = re.sub(r"[\s\u2066-\u2069]", "", "".join(page.extract_text() for page in document.pages))
    for told in ("#eval(1)", "*notbold*", "Basepay", "#eachyear.", "Attarget.", "Equity", "Ada"):
        assert told in text, told
