"""The picture of departures in time: bars, the expected line, the windows of waves, mirrored where the script is."""

from __future__ import annotations

import pytest

from muster.reports.shapes import Script
from muster.reports.wave_chart import WaveBar, WaveChart, describe_waves, draw_waves

BARS = tuple(WaveBar(f"<b>{month}</b>", float(month % 3), 1.2) for month in range(20))


@pytest.mark.parametrize("turned", [False, True])
def test_time_runs_as_the_script_does(turned: bool) -> None:
    described = describe_waves(WaveChart(BARS, ((1.5, 2.25),)), Script(right_to_left=turned)).to_dict()
    shades, bars, lines = described["layer"]
    for layer in (shades, bars, lines):
        assert layer["encoding"]["x"]["scale"]["reverse"] is turned
    assert bars["encoding"]["y"]["axis"]["orient"] == ("right" if turned else "left")
    values = {len(rows): rows for rows in described["datasets"].values()}
    assert set(values) == {1, 13, 20}  # a window, bars where somebody left, and a line all the way
    assert values[1] == [{"from": 1.5, "to": 2.25, "value": 0}]


def test_what_is_drawn() -> None:
    svg = draw_waves(WaveChart(BARS))
    assert "<b>" not in svg
    assert "style=" not in svg
    assert "&lt;b&gt;0" in svg
    assert "<svg" in draw_waves(WaveChart(()))
