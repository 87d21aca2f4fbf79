"""What the terminal shows of the bar."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from muster.cli.bar import FittedBar
from muster.cli.show_bar import MOST_HIRES, show_bar, tell_notices
from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.outcomes import relate_outcome
from muster.tables import Reading
from muster.tables.dated import DatedReading
from tests.engine.years import years


@pytest.fixture(scope="module")
def fitted() -> FittedBar:
    """Quarters as if read from a file, with a bar that nobody reaches."""
    dated = years(share_hired=0.6).dated
    estimate = estimate_bar(dated, bars=[Bar(9.0)], integrate=False)
    outcome = np.where(estimate.merit.hired, estimate.merit.merit, np.nan)
    read = DatedReading(dated, {}, Reading(dated.scorecards, ("years.csv",), 1, 0, ()), ("A note.",))
    relation = relate_outcome(estimate, outcome, name="score")
    return FittedBar(read, estimate, (relation,), (Bar(9.0),))


def shown(fitted: FittedBar, capsys: pytest.CaptureFixture[str], width: int = 160) -> str:
    show_bar(Console(width=width), fitted)
    return capsys.readouterr().out


def test_the_likeliest_below_the_bar_come_first_and_the_rest_are_counted(
    fitted: FittedBar, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(fitted, capsys)
    hires = fitted.estimate.hires.candidate_id.size
    assert hires > MOST_HIRES
    assert f"{hires} hires of {hires} likely below the bar" in text
    assert f"Hires below the bar, the first {MOST_HIRES} of {hires}" in text
    assert len(re.findall(r"^C0\d+.* 1\.00 *$", text, re.MULTILINE)) == MOST_HIRES


def test_a_reached_bar_lists_nobody(fitted: FittedBar, capsys: pytest.CaptureFixture[str]) -> None:
    hires = fitted.estimate.hires
    reached = replace(hires, p_below=np.full(hires.p_below.size, 0.01))
    text = shown(replace(fitted, estimate=replace(fitted.estimate, hires=reached)), capsys)
    assert "0 hires of" in text
    assert "Hires below the bar" not in text


def test_ids_cannot_steer_the_terminal(fitted: FittedBar, capsys: pytest.CaptureFixture[str]) -> None:
    hires = fitted.estimate.hires
    ids = np.array(["\x1b[31mred"] * hires.candidate_id.size, object)
    text = shown(
        replace(fitted, estimate=replace(fitted.estimate, hires=replace(hires, candidate_id=ids))), capsys
    )
    assert "\x1b" not in text


def test_a_narrow_terminal_keeps_numbers_whole(fitted: FittedBar, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(fitted, capsys, width=60)
    assert "2023-Q1" in text
    assert "…" not in text


def test_notes_of_all_kinds_are_told(fitted: FittedBar, capsys: pytest.CaptureFixture[str]) -> None:
    tell_notices(Console(width=160), fitted)
    text = capsys.readouterr().out
    assert "Note: A note." in text
    assert "Note: A drift that all interviewers share" in text
    assert "Note: The correction takes hires" in text
