"""A package in pictures and on paper, in every language."""

from __future__ import annotations

import datetime
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from muster.engine.errors import InputError
from muster.engine.pay.comparing import compare_packages
from muster.engine.pay.package import value_package
from muster.engine.pay.valuation import Valuation
from muster.reports.language import ENGLISH, language_of, writing_in
from muster.reports.pay_charts import (
    PICTURES,
    describe_comparison,
    draw_comparison,
    draw_pictures,
    draw_together,
)
from muster.reports.pay_report import package_facts, write_package
from muster.reports.pay_words import conventions, money, notes
from tests.engine.pay.packages import package, plain, shares

SVG = "{http://www.w3.org/2000/svg}"
DAY = datetime.date(2027, 1, 2)
ARABIC = language_of("ar", ENGLISH.texts)


@pytest.fixture(scope="module")
def valuation() -> Valuation:
    return value_package(package(name="R&D <b>offer</b>"), paths=200, outside=1_000_000.0)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_the_pictures_meet_the_schema_and_name_what_they_show(valuation: Valuation) -> None:
    for describe in PICTURES.values():
        assert describe(valuation).to_dict(validate=True)
    drawn = draw_pictures(valuation)
    assert {"Cash", "Equity", "In kind", "year of service", "1", "4", "USD, millions"} <= set(
        texts(drawn["years"])
    )
    assert {"p10", "p50", "p90", "years after the start"} <= set(texts(drawn["fan"]))
    assert "outside offer" in texts(drawn["handcuff"])
    assert {"By year of service", "Equity vested, by price"} <= set(texts(draw_together(valuation)))


def test_packages_side_by_side_are_a_row_each() -> None:
    offers = [package(name="a"), package(name="<b>" * 20, company="other")]
    found = compare_packages(offers, paths=100, years=[1, 2])
    assert describe_comparison(found).to_dict(validate=True)
    rows = [text for text in texts(draw_comparison(found)) if text.startswith("after")]
    assert [row.partition(" · ")[0] for row in rows] == ["after 1 year"] * 2 + ["after 2 years"] * 2
    assert max(map(len, rows)) < 45


def test_small_packages_have_small_units_and_no_empty_parts() -> None:
    found = value_package(plain(grants=(shares(10),), currency="KWD"))
    drawn = draw_pictures(found)
    assert "KWD" in texts(drawn["years"])
    assert not {"In kind", "outside offer"} & {*texts(drawn["years"]), *texts(drawn["handcuff"])}


def test_in_arabic_the_pictures_run_from_right_to_left(valuation: Valuation) -> None:
    def place(svg: str, wanted: str) -> float:
        for element in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314 - our own
            if element.text == wanted:
                return float(element.attrib["transform"].partition("(")[2].partition(",")[0])
        raise AssertionError(wanted)

    english = draw_pictures(valuation)["years"]
    with writing_in(ARABIC):
        arabic = draw_pictures(valuation)["years"]
    assert place(english, "1") < place(english, "4")
    assert place(arabic, "1") > place(arabic, "4")


def test_the_facts_are_the_valuation_s(valuation: Valuation) -> None:
    facts = package_facts(valuation, generated=DAY)
    figures = {figure.name: figure.value for figure in facts.figures}
    assert figures["Total"] == money(valuation.total, "USD")
    assert figures["Certainty equivalent"] == money(valuation.certainty_equivalent, "USD")
    assert facts.sections[0].table.rows[0][1] == "1,120,000"
    assert [name for name, _ in conventions(valuation.first_year)][-1] == "Sign-on payments alone"
    assert "From " in facts.sections[2].sentence
    assert facts.notes == notes(valuation)
    assert len(facts.notes) == 2
    bare = package_facts(replace(value_package(plain(grants=(shares(1, "immediate"),)))), generated=DAY)
    assert bare.sections[2].sentence == "Leaving costs nothing at any time."
    assert bare.title == "Package"


@pytest.mark.parametrize("language", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_html_and_pdf_hold_the_same_and_names_are_text(
    valuation: Valuation, tmp_path: Path, language: object
) -> None:
    html, pdf, svg = (tmp_path / f"offer{ending}" for ending in (".html", ".pdf", ".svg"))
    for path in (html, pdf, svg):
        write_package(valuation, path, generated=DAY, language=language)  # type: ignore[arg-type]
    page = html.read_text()
    assert "R&amp;D &lt;b&gt;offer&lt;/b&gt;" in page
    assert "<b>offer" not in page
    assert page.count("<svg") == 3
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org/", "")
    reader = PdfReader(io.BytesIO(pdf.read_bytes()))
    written = " ".join(part.extract_text() for part in reader.pages)
    total = f"{valuation.total:,.0f}"
    if language is ENGLISH:
        assert total in page
        assert total in written
    assert reader.metadata is not None
    assert reader.metadata.title == "R&D <b>offer</b>"
    assert svg.read_text().startswith("<svg")


def test_another_ending_or_no_folder_is_refused(valuation: Valuation, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is drawn as"):
        write_package(valuation, tmp_path / "x.png", generated=DAY)
    with pytest.raises(InputError, match="cannot be written"):
        write_package(valuation, tmp_path / "none" / "x.svg", generated=DAY)
