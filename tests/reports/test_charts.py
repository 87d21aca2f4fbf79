from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from muster.reports import palette
from muster.reports.charts import Frame, describe, draw
from muster.reports.shapes import (
    Chart,
    IntervalChart,
    IntervalRow,
    MoveChart,
    MoveRow,
    StepChart,
    StepRow,
)

from .conftest import HOSTILE

INTERVALS = IntervalChart(
    tuple(IntervalRow(label, i - 1.0, float(i), i + 1.0, i < 2) for i, label in enumerate(HOSTILE)),
    "Merit",
    "alt",
)
MOVES = MoveChart((MoveRow("up", 20, 3), MoveRow("down", 1, 15)), "Place", "alt")
STEPS = StepChart(
    (StepRow("hard", "1", (("2", -1.0), ("3", 1.5))), StepRow("one step", "0", (("1", 0.2),))),
    -1.0,
    1.0,
    "Merit",
    "alt",
)
FRAME = Frame(step=26, head=44, width=400, labels=120)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("chart", [INTERVALS, MOVES, STEPS])
def test_charts_meet_the_schema_and_have_the_size_of_their_frame(chart: Chart) -> None:
    assert describe(chart, FRAME).to_dict(validate=True)
    svg = ET.fromstring(draw(chart, FRAME))  # noqa: S314 - our own
    assert int(svg.attrib["width"]) == 400
    assert int(svg.attrib["height"]) == 44 + 26 * len(chart.rows) + 1


def test_labels_are_text_whatever_they_say() -> None:
    svg = draw(INTERVALS, Frame(step=26, head=44, width=600, labels=300))
    assert set(HOSTILE) <= set(texts(svg))
    elements = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}  # noqa: S314 - our own
    assert elements <= {"svg", "g", "path", "line", "text"}


def test_labels_are_left_out_beside_a_table() -> None:
    assert not set(HOSTILE) & set(texts(draw(INTERVALS, Frame(step=26, head=44, width=400))))


def test_long_labels_are_cut_to_their_room() -> None:
    chart = IntervalChart((IntervalRow("n" * 200, -1.0, 0.0, 1.0, True),), "Merit", "alt")
    label = next(text for text in texts(draw(chart, FRAME)) if text.startswith("n"))
    assert label.endswith("…")
    assert len(label) < 30


def test_labels_of_characters_beyond_the_basic_plane_are_cut_between_them() -> None:
    chart = IntervalChart((IntervalRow("\U000110c5" * 200, -1.0, 0.0, 1.0, True),), "Merit", "alt")
    assert any(
        text == "\U000110c5" * (len(text) - 1) + "…" for text in texts(draw(chart, FRAME)) if "…" in text
    )


def test_filled_dots_are_the_strong_rows() -> None:
    svg = ET.fromstring(draw(INTERVALS, FRAME))  # noqa: S314 - our own
    dots = [
        path.attrib["fill"] for path in svg.iter(f"{SVG}path") if path.attrib.get("stroke") == palette.ACCENT
    ]
    assert dots == [palette.ACCENT] * 2 + [palette.BACKGROUND] * (len(HOSTILE) - 2)


def test_ratings_stand_between_their_steps() -> None:
    shown = texts(draw(STEPS, FRAME))
    assert [text for text in shown if text in {"1", "2", "3", "0"}].count("1") >= 2
    assert {"2", "3", "0"} <= set(shown)


def test_arrows_point_to_the_better_place_at_the_right() -> None:
    svg = draw(MOVES, FRAME)
    assert palette.UP in svg
    assert palette.DOWN in svg
    places = [int(text) for text in texts(svg) if text.isdigit()]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    ("before", "after", "ticks"),
    [
        (16, 13, [13, 14, 15, 16]),
        (77, 14, [20, 40, 60]),
        (1, 30, [10, 20, 30]),
        (4_000_000, 3, [1e6, 2e6, 3e6, 4e6]),
    ],
)
def test_places_are_marked_at_round_whole_numbers(before: int, after: int, ticks: list[float]) -> None:
    shown = texts(
        draw(MoveChart((MoveRow("a", before, after),), "Place", "alt"), Frame(step=20, head=40, width=200))
    )
    assert sorted(int(text.replace(",", "")) for text in shown if text != "Place") == ticks


def test_equal_values_still_make_a_chart() -> None:
    chart = IntervalChart((IntervalRow("a", 0.0, 0.0, 0.0, True),), "Merit", "alt")
    assert "NaN" not in draw(chart, FRAME)


def test_charts_need_no_inline_style() -> None:
    for chart in (INTERVALS, MOVES, STEPS):
        assert " style=" not in draw(chart, FRAME)
