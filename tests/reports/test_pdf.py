from __future__ import annotations

import io
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.pdf import as_pdf
from muster.reports.ranking import ranking_section

from .conftest import DAY, HOSTILE, facts_of, with_candidates


def read(source: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(source))


def words(source: bytes) -> str:
    """All text, without the spaces and isolates that layout puts in."""
    text = "".join(page.extract_text() for page in read(source).pages)
    return re.sub(r"[\s\u2066-\u2069]", "", text)


def test_the_document_claims_pdf_ua_and_has_title_language_and_tags(estimate: MeritEstimate) -> None:
    reader = read(as_pdf(facts_of(estimate, title="Research, spring"), DAY))
    assert reader.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == "Research, spring"
    catalog = reader.root_object
    assert str(catalog["/Lang"]).startswith("en")
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_only_our_fonts_are_used_and_embedded(document: bytes) -> None:
    fonts = set()
    for page in read(document).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            fonts.add(str(font["/BaseFont"]))
    assert fonts
    assert all("IBMPlexSans" in font for font in fonts)


def test_every_section_and_the_appendix_are_there(apart: MeritEstimate) -> None:
    text = words(as_pdf(facts_of(apart, reading_notes=("One row was empty.",)), DAY))
    told = [
        "Whatwasmeasured",
        "Ranking",
        "Whomovedmost",
        "Interviewers’calibration",
        "Criteria",
        "Designwarnings",
        "Onerowwasempty.",
        "Methodanditslimits",
        "Appendix",
    ]
    places = [text.find(part) for part in told]
    assert -1 not in places
    assert places == sorted(places)


def test_a_season_is_read_on_few_pages(estimate: MeritEstimate, document: bytes) -> None:
    pages = read(document).pages
    assert len(pages) <= 5
    first = re.sub(r"\s", "", pages[0].extract_text())
    assert str(estimate.ranking.candidate_id[29]) in first  # the whole ranking stands on the first page


def test_the_document_is_the_same_for_the_same_season(estimate: MeritEstimate, document: bytes) -> None:
    assert as_pdf(facts_of(estimate), DAY) == document


def test_hostile_names_are_shown_as_they_are(hostile: MeritEstimate) -> None:
    text = words(as_pdf(facts_of(hostile, title=HOSTILE[5], reading_notes=HOSTILE), DAY))
    for name in HOSTILE:
        if name.isascii():
            assert re.sub(r"\s", "", name) in text
    assert "مرشح" in text


def test_any_name_can_be_printed(estimate: MeritEstimate) -> None:
    facts = facts_of(estimate)

    @settings(max_examples=10, deadline=None)
    @given(text=st.text(max_size=40))
    def check(text: str) -> None:
        ids = [text, *(f"C{i}" for i in range(59))]
        ranking = ranking_section(with_candidates(estimate, ids))
        assert len(read(as_pdf(replace(facts, sections=(ranking,)), DAY)).pages) >= 2

    check()


def test_wide_names_fit(estimate: MeritEstimate) -> None:
    ids = [f"{i:02d}" + "W" * 30 for i in range(60)]
    assert len(read(as_pdf(facts_of(with_candidates(estimate, ids)), DAY)).pages) <= 6


def test_a_name_with_such_a_mark_is_printed(estimate: MeritEstimate) -> None:
    ids = ["vector-x\u20d7", *(f"C{i}" for i in range(59))]
    assert "x[U+20D7]" in words(as_pdf(facts_of(with_candidates(estimate, ids)), DAY))
