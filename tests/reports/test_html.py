from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.html import as_html
from muster.reports.ranking import ranking_section
from muster.reports.text import name

from .conftest import HOSTILE, estimate_season, facts_of, section_of, with_candidates
from .test_palette import contrast

VOID = {"meta", "link", "img", "br", "hr", "input"}
ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "link",
    "img",
    "base",
    "foreignobject",
    "a",
    "use",
    "image",
}
FETCHING = {"src", "href", "xlink:href", "srcset", "action", "data", "poster", "background"}


class Page(HTMLParser):
    """Reads a page strictly: every element closed in order; keeps elements, attributes and text."""

    def __init__(self, source: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.pieces: list[str] = []
        self.feed(source.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.pieces.append(data)

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def assert_inert(source: bytes) -> Page:
    page = Page(source)
    assert ACTIVE.isdisjoint(page.tags)
    for tag, attributes in page.elements:
        assert FETCHING.isdisjoint(attributes), (tag, attributes)
        assert not any(key.startswith("on") for key in attributes), (tag, attributes)
    assert page.tags.count("style") == page.tags.count("title") == 1
    style = source.decode("utf-8").split("<style>")[1].split("</style>")[0]
    assert "@import" not in style
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)", style))
    return page


def test_the_page_needs_no_network_and_no_script(page: bytes) -> None:
    assert_inert(page)
    assert len(page) < 400_000


def test_the_page_is_the_same_for_the_same_season(estimate: MeritEstimate, page: bytes) -> None:
    assert as_html(facts_of(estimate)) == page


def test_every_section_is_there(apart: MeritEstimate) -> None:
    source = as_html(facts_of(apart, files=("ratings.csv",), reading_notes=("One row was empty.",)))
    page = Page(source)
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", source.decode())
    assert headings == [
        "What was measured, and how reliable it is",
        "Ranking",
        "Who moved most against the raw means",
        "Interviewers’ calibration",
        "Criteria",
        "Design warnings",
        "Method and its limits",
    ]
    assert page.tags.count("h1") == 1
    for told in ("2 disconnected parts", "One row was empty.", "ratings.csv", "A person decides"):
        assert told in page.text


def test_tables_have_captions_and_scoped_headers_and_pictures_words(page: bytes) -> None:
    read = Page(page)
    assert read.tags.count("table") == read.tags.count("caption") == 9
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in read.elements if tag == "th")
    pictures = [attributes for _, attributes in read.elements if attributes.get("role") == "img"]
    assert len(pictures) == read.tags.count("svg") == 8  # four charts, each with and without labels
    assert all(len(attributes["aria-label"]) > 40 for attributes in pictures)
    assert read.tags.count("details") == 4
    names = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(names) == len(set(names))


def test_charts_stand_beside_tables_of_as_many_rows(estimate: MeritEstimate, page: bytes) -> None:
    facts = facts_of(estimate)
    heights = [int(high) for high in re.findall(r'<svg[^>]* height="(\d+)"', page.decode())]
    for part, beside in zip(facts.sections, heights[::2], strict=True):
        assert part.table is not None
        assert beside == 44 + (26 + 16 * (part.lines - 1)) * len(part.table.rows) + 1


def test_hostile_names_are_inert_and_shown_as_they_are(hostile: MeritEstimate) -> None:
    page = assert_inert(
        as_html(facts_of(hostile, title=HOSTILE[0], files=(HOSTILE[1],), reading_notes=HOSTILE))
    )
    for text in HOSTILE:
        assert text in page.text


def test_any_name_is_inert(estimate: MeritEstimate) -> None:
    facts = facts_of(estimate)

    @settings(max_examples=10, deadline=None)
    @given(text=st.text(max_size=60))
    def check(text: str) -> None:
        ids = [text, *(f"C{i}" for i in range(59))]
        ranking = ranking_section(with_candidates(estimate, ids))
        page = assert_inert(as_html(replace(facts, sections=(ranking,))))
        assert name(text).short in page.text

    check()


def test_names_are_isolated_so_that_right_to_left_ones_reorder_nothing(hostile: MeritEstimate) -> None:
    source = as_html(facts_of(hostile)).decode()
    assert "<bdi>مرشح-١٢</bdi>" in source


def test_long_names_are_full_in_their_title(estimate: MeritEstimate) -> None:
    ids = ["long " * 30, "million" * 200_000, *(f"C{i}" for i in range(58))]
    source = as_html(facts_of(with_candidates(estimate, ids)))
    titles = [attributes["title"] for _, attributes in Page(source).elements if "title" in attributes]
    assert ids[0] in titles
    assert any(title.startswith("million") and len(title) == 1000 for title in titles)
    assert len(source) < 500_000


def test_a_season_without_moves_or_pictures_makes_a_page(estimate: MeritEstimate) -> None:
    facts = facts_of(estimate)
    bare = tuple(replace(part, chart=None, data=None, table=None) for part in facts.sections)
    page = assert_inert(as_html(replace(facts, sections=bare, warnings=(), notes=(), source="")))
    assert "Nothing to warn about." in page.text
    assert "svg" not in page.tags


@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_of_the_page_reach_wcag_aa(page: bytes, scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", page.decode(), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[scheme]))
    for text in ("ink", "quiet", "accent", "warn"):
        assert contrast(colours[text], colours["page"]) >= 4.5
    assert contrast(colours["ink"], colours["warn-tint"]) >= 4.5


def test_on_a_phone_a_reason_is_read_without_scrolling(page: bytes, tmp_path: Path, browser: Any) -> None:
    (tmp_path / "report.html").write_bytes(page)
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto((tmp_path / "report.html").as_uri())
    widths = phone.locator(".pair .scroll").evaluate_all(
        "all => all.map(one => [one.scrollWidth, one.clientWidth])"
    )
    reasons = phone.locator("section[aria-labelledby=movers] .pair tbody td:last-child")
    boxes = [reasons.nth(row).bounding_box() for row in range(reasons.count())]
    phone.close()
    assert len(widths) == 4
    assert all(needed <= given for needed, given in widths)
    assert boxes
    assert all(box is not None and box["width"] > 300 for box in boxes)


def test_long_names_that_end_alike_stay_apart_everywhere_and_are_whole_among_all_numbers() -> None:
    estimate = estimate_season()
    people = [f"anne-marie.vandenberghe{number:02d}@halcyonlabs.example" for number in range(10)]
    table = replace(estimate.interviewers, interviewer_id=np.array(people, object), interviews=np.full(10, 3))
    facts = facts_of(replace(estimate, interviewers=table))
    section = section_of(facts, "interviewers")
    assert len({row[0].short for row in section.table.rows}) == 10
    assert {row.label for row in section.chart.rows} == {row[0].short for row in section.table.rows}
    warning = next(told for told in facts.warnings if "fewer than 5 interviews" in told)
    assert len(set(re.findall("\u2068(.*?)\u2069", warning))) == 6
    source = as_html(facts).decode()
    assert all(f"<bdi>{person}</bdi>" in source for person in people)
    drawn = re.findall(r"<text[^>]*>(anne[^<]*)</text>", source)
    assert len(set(drawn)) == len(drawn) == 10
