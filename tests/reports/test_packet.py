"""A packet as PDF: accessible, the same for the same facts, in any script and direction."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from muster.reports.packet import PacketFacts, packet_pdf

from .conftest import HOSTILE

DAY = datetime.date(2026, 1, 2)
LINE = {"name": "Depth", "value": "2 of 3: Some", "text": "Shipped #it *twice*\nand measured"}
PART = {"heading": "Ada", "state": "Hire", "note": "a kit", "lines": [LINE], "text": "Clear.\n\nKind."}
EMPTY = {"key": "reviews", "heading": "Reviews", "note": "", "empty": "Nobody reviewed it.", "parts": []}
FACTS = PacketFacts(
    title="Packet 1: Zoë García",
    lead="Research Scientist",
    description="By Muster",
    footer="Packet 1",
    language="en",
    right_to_left=False,
    facts=[("Digest", "a" * 64)],
    sections=[
        {"key": "scorecards", "heading": "Scorecards", "note": "", "empty": "", "parts": [PART]},
        EMPTY,
    ],
)


def read(source: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(source))


def words(source: bytes) -> str:
    text = "".join(page.extract_text() for page in read(source).pages)
    return re.sub(r"[\s\u2066-\u2069]", "", text)


@pytest.mark.parametrize(("language", "shown"), [("en", "en"), ("ar", "ar"), ("pt-br", "pt")])
def test_accessible_in_its_language(language: str, shown: str) -> None:
    document = read(packet_pdf(replace(FACTS, language=language, right_to_left=language == "ar"), DAY))
    assert document.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in document.xmp_metadata.stream.get_data().decode()
    assert str(document.root_object["/Lang"]).startswith(shown)
    assert document.metadata is not None
    assert document.metadata.title == FACTS.title


def test_all_that_is_told_and_nothing_read_as_markup() -> None:
    text = words(packet_pdf(FACTS, DAY))
    for told in (
        "Scorecards",
        "Ada·Hire",
        "Depth2of3:Some",
        "Shipped#it*twice*",
        "Kind.",
        "Nobodyreviewedit.",
    ):
        assert told in text
    assert packet_pdf(FACTS, DAY) == packet_pdf(FACTS, DAY)


def test_any_text_can_be_printed() -> None:
    @settings(max_examples=10, deadline=None)
    @given(text=st.text(max_size=40))
    def check(text: str) -> None:
        part = {**PART, "heading": f"x{text}", "text": text}
        sections = [{**EMPTY, "parts": [part]}]
        assert read(packet_pdf(replace(FACTS, title=f"x{text}", sections=sections), DAY)).pages

    check()


def test_hostile_words() -> None:
    for text in HOSTILE:
        assert read(packet_pdf(replace(FACTS, sections=[{**EMPTY, "empty": text}]), DAY)).pages
