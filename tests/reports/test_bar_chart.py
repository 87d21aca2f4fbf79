from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.reports import palette
from muster.reports.bar_chart import LevelPoint, describe_bar, describe_levels, draw_bar, draw_levels
from muster.reports.language import language_of, writing_in
from tests.engine.years import years

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def estimate() -> BarEstimate:
    return estimate_bar(years().dated, integrate=False)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_the_picture_meets_the_schema_and_names_what_it_shows(estimate: BarEstimate) -> None:
    bars = [Bar(0.5), Bar(0.8, since=np.datetime64("2023-05-01"))]
    assert describe_bar(estimate, bars).to_dict(validate=True)
    found = texts(draw_bar(estimate, bars))
    assert {"2023-Q1", "2023-Q2", "2023-Q3", "applicants", "hires", "bar"} <= set(found)
    assert "offers" not in found


def test_offers_are_drawn_where_they_are_known() -> None:
    dated = years().dated
    offered = np.arange(dated.scorecards.candidate_ids.size) % 3 == 0
    found = estimate_bar(replace(dated, offered=offered), integrate=False)
    assert "offers" in texts(draw_bar(found))


def test_a_family_is_text_whatever_it_is_called(estimate: BarEstimate) -> None:
    svg = draw_bar(estimate, [Bar(0.5, family="<b>R&D</b>"), Bar(0.2, family="x" * 80)])
    assert "<b>R&D</b>" in texts(svg)
    assert max(map(len, texts(svg))) < 60


def test_a_bar_is_drawn_from_its_quarter_on_and_on_its_own_scale(estimate: BarEstimate) -> None:
    late = [Bar(0.5, since=np.datetime64("2023-08-01"))]
    layers: list[Any] = list(describe_bar(estimate, late).layer)
    rows = [layer.data.values for layer in layers]
    steps = next(values for values in rows if "bar" in values[0])
    assert [step["from"] for step in steps] == [1.5]
    halves = estimate_bar(years(quarters=4, linked=False, turnover=0.0).dated, integrate=False)
    assert "bar" in texts(draw_bar(halves, [Bar(0.5)], part=0))
    assert "bar" not in texts(draw_bar(halves, [Bar(0.5)], part=1))
    assert "2023-Q1" not in texts(draw_bar(halves, part=1))


class Shouting:
    """A language whose every text is in capitals."""

    def gettext(self, message: str, /) -> str:
        return message.upper()

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        return (one if number == 1 else many).upper()

    def pgettext(self, context: str, message: str, /) -> str:
        return message.upper()


def places(svg: str, name: str) -> float:
    """Return how far to the right a text stands."""
    [element] = [one for one in ET.fromstring(svg).iter(f"{SVG}text") if one.text == name]  # noqa: S314 - our own
    return float(element.attrib["transform"].removeprefix("translate(").partition(",")[0])


def test_kept_levels_are_drawn_in_the_language_and_its_direction() -> None:
    levels = [LevelPoint(quarter, "hires", 0.5, 0.1, 0.9) for quarter in ("2026-Q1", "2026-Q2")]
    bars = [Bar(0.4, np.datetime64("2026-01-01"))]
    plain = draw_levels(levels, bars)
    with writing_in(language_of("ar", Shouting())):
        turned = draw_levels(levels, bars)
    assert {"HIRES", "BAR"} <= set(texts(turned))
    assert any("MERIT, LOGITS" in text for text in texts(turned))
    assert places(plain, "2026-Q1") < places(plain, "2026-Q2")
    assert places(turned, "2026-Q1") > places(turned, "2026-Q2")


def test_families_that_have_one_bar_share_a_line_and_a_name(estimate: BarEstimate) -> None:
    few = texts(
        draw_bar(
            estimate, [Bar(0.5, family="Designer"), Bar(0.5, family="Engineer"), Bar(0.2, family="Counsel")]
        )
    )
    assert {"Designer, Engineer", "Counsel"} <= set(few)
    bars = [Bar(0.5, family=f"Family {at}") for at in range(16)]
    layers: list[Any] = list(describe_bar(estimate, bars).layer)
    assert [len(layer.data.values) for layer in layers if "bar" in layer.data.values[0]] == [3]
    assert [len(layer.data.values) for layer in layers if "label" in layer.data.values[0]] == [1, 1]
    assert "16 job families" in texts(draw_bar(estimate, bars))


def test_the_name_of_a_bar_covers_no_point() -> None:
    levels = [LevelPoint(f"2026-Q{at}", "hires", 0.5, 0.44, 0.6) for at in (1, 2, 3, 4)]
    levels += [LevelPoint("2026-Q1", "offers", 1.5, 1.4, 1.6)]
    layers: list[Any] = list(describe_levels(levels, [Bar(0.45, family="Research Engineer at Sea")]).layer)
    [name] = next(layer.data.values for layer in layers if "label" in layer.data.values[0])
    assert name["height"] < 0.42  # above the line it would stand on points, wherever it were
    beside = next(layer for layer in layers if "label" in layer.data.values[0])
    assert beside.mark.stroke == palette.BACKGROUND  # the halo, under the name
