"""The picture of a target list: states and shares over the same ranks, mirrored for scripts from right to left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muster.reports.shapes import Script
from muster.reports.target_chart import TargetChart, TargetPoint, TargetShare, describe_targets, draw_targets

CHART = TargetChart(
    ("<b>Joined</b>", "Declined", "No answer yet"),
    ((3, 4), (1, 2), (5,)),
    (TargetShare(1, 2, 0.0, 0.0, 0.5), TargetShare(3, 5, 1.0, 0.5, 1.0)),
    (TargetPoint(1, 0.1, 0.0, 0.6), TargetPoint(4, 0.9, 0.4, 1.0)),
    8,
    "rank",
    "joined, %",
)


@pytest.mark.parametrize("turned", [False, True])
def test_ranks_run_as_the_script_does(turned: bool) -> None:
    described = describe_targets(CHART, Script(right_to_left=turned)).to_dict()  # by Vega-Lite's schema
    states, shares = described["vconcat"]
    for part in (states, shares):
        x = part["layer"][-1]["encoding"]["x"]
        assert (x["scale"]["domain"], x["scale"]["reverse"]) == ([0.5, 8.5], turned)
    assert states["layer"][0]["encoding"]["y"]["axis"]["orient"] == ("right" if turned else "left")
    assert len(shares["layer"]) == 5


def test_what_is_drawn() -> None:
    svg = draw_targets(CHART)
    assert "<b>" not in svg
    assert "style=" not in svg
    many = replace(CHART, ranks=(tuple(range(1, 700)), (), ()), curve=(), last=700)
    [alone] = describe_targets(many).to_dict()["vconcat"]
    assert len(alone["layer"]) == 3  # of so many the rows of states would be a stripe
