"""The picture of a post's spread: a line against a band, mirrored for scripts from right to left."""

from __future__ import annotations

import pytest

from muster.reports.shapes import Script
from muster.reports.spread_chart import SpreadChart, describe_spread, draw_spread

CHART = SpreadChart(
    ((0.0, 0), (0.5, 40), (2.0, 900)),
    ((0.0, 0, 0), (1.0, 1, 30), (2.0, 2, 45)),
    (0.5, 40),
    "hours",
    "shares",
    "<b>this post</b>",
    "usual",
    "alarm",
)


@pytest.mark.parametrize("turned", [False, True])
def test_time_runs_as_the_script_does(turned: bool) -> None:
    described = describe_spread(CHART, Script(right_to_left=turned)).to_dict()  # by Vega-Lite's schema
    for layer in described["vconcat"][1]["layer"]:
        assert layer["encoding"]["x"]["scale"]["domain"] == ([2.0, 0] if turned else [0, 2.0])
        assert layer["encoding"]["y"]["axis"]["orient"] == ("right" if turned else "left")


def test_what_is_drawn() -> None:
    svg = draw_spread(CHART)
    assert "<b>" not in svg
    assert "style=" not in svg
    assert ">usual<" in svg
