"""The picture of moves by quarter: circles where somebody moved, mirrored for scripts from right to left."""

from __future__ import annotations

import pytest

from muster.reports.flow_chart import FlowChart, FlowRow, describe_flows, draw_flows
from muster.reports.shapes import Script

CHART = FlowChart(
    (FlowRow("<b>A</b> to B", (0.0, 1.5, 9.0)), FlowRow("B to A", (1.0, 0.0, 0.0))), ("1", "2", "3")
)


@pytest.mark.parametrize("turned", [False, True])
def test_quarters_run_as_the_script_does(turned: bool) -> None:
    described = describe_flows(CHART, Script(right_to_left=turned)).to_dict()  # by Vega-Lite's schema
    for layer in described["layer"]:
        assert layer["encoding"]["x"]["scale"]["reverse"] is turned
        assert layer["encoding"]["y"]["axis"]["orient"] == ("right" if turned else "left")
    [values] = described["datasets"].values()
    assert len(values) == 3  # nothing where nobody moved


def test_what_is_drawn() -> None:
    svg = draw_flows(CHART)
    assert "<b>" not in svg
    assert "style=" not in svg
    assert ">1.5<" in svg
