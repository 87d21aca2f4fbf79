"""The picture of the boundary: the same numbers in either direction, and nothing of too few people."""

from __future__ import annotations

import pytest

from muster.reports import palette
from muster.reports.boundary_chart import BoundaryChart, BoundaryRow, describe_boundary, draw_boundary
from muster.reports.shapes import Script

GRID = (-1.0, 0.0, 1.0)
CHART = BoundaryChart(
    rows=(
        BoundaryRow("<b>Women</b>", (0.1, 0.3, 0.6), (0.7, 0.2, 0.1), 0.2, -0.1, 0.5),
        BoundaryRow("Men", (), (0.5, 0.3, 0.2), 5.0, 4.0, 6.0),
    ),
    grid=GRID,
    axis="Merit",
    selected="Selected",
    turned_away="Turned away",
    bar="Bar",
)


@pytest.mark.parametrize("turned", [False, True])
def test_the_scale_is_mirrored(turned: bool) -> None:
    described = describe_boundary(CHART, Script(right_to_left=turned)).to_dict()  # by Vega-Lite's schema
    domains = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for strip in described["vconcat"][1:]
        for layer in strip["layer"]
        if "scale" in layer["encoding"].get("x", {})
    }
    assert domains == {(1.0, -1.0) if turned else (-1.0, 1.0)}


def test_what_is_drawn() -> None:
    svg = draw_boundary(CHART)
    assert "<b>" not in svg
    assert "style=" not in svg  # pages allow no style in an element
    assert svg.count(f'stroke="{palette.ACCENT}"') >= 1
    strips = describe_boundary(CHART).to_dict()["vconcat"][1:]
    kinds = [[layer["mark"]["type"] for layer in strip["layer"]] for strip in strips]
    assert kinds[0] == ["rect", "area", "line", "area", "line", "rule", "text"]
    assert kinds[1] == ["area", "line", "text"]  # no curve of too few, no bar outside of the scale
