"""Text and JSON that are safe to print."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from muster.cli.terminal import (
    as_plain,
    number,
    output,
    plural,
    print_json,
    print_table,
    progress_bar,
    safe,
    signed,
    waiting,
)


@given(st.text(), st.integers(1, 60))
def test_safe_text_is_printable_and_short(text: str, widest: int) -> None:
    shown = safe(text, widest)
    assert shown.isprintable()
    assert len(shown) <= widest


def test_safe_keeps_ordinary_ids() -> None:
    assert safe("Ngũgĩ-42 [bold]") == "Ngũgĩ-42 [bold]"
    assert safe("\x1b[31mred") == "\ufffd[31mred"
    assert safe("x" * 1_000_000) == "x" * 39 + "…"


def test_numbers_have_fixed_digits_and_a_dash_for_none() -> None:
    assert [number(1.005), number(float("nan")), number(2.0, 1)] == ["1.00", "-", "2.0"]
    assert [signed(0.5), signed(-0.25), signed(float("inf"))] == ["+0.50", "-0.25", "-"]


def test_nouns_follow_their_number() -> None:
    assert [plural(1, "hire"), plural(0, "hire"), plural(1200, "hire")] == [
        "1 hire",
        "0 hires",
        "1,200 hires",
    ]


def test_tables_show_markup_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(
        output(), "Title", [("name", "left"), ("n", "right")], [("[red]a[/red]", "1"), ("b :smile:", "20")]
    )
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == "Title"
    assert any("[red]a[/red]" in line and line.endswith(" 1") for line in lines)
    assert any(":smile:" in line and line.endswith("20") for line in lines)


def test_nothing_moves_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress, waiting("Working"):
        assert progress is None
    assert capsys.readouterr() == ("", "")


@dataclass(frozen=True)
class Result:
    """A result as the engine gives them."""

    name: object
    values: object


def test_results_become_plain_json(capsys: pytest.CaptureFixture[str]) -> None:
    result = Result(np.str_("é"), (np.array([1.5, np.nan]), {"n": np.int64(3), "d": np.float64(np.inf)}))
    print_json(as_plain(result))
    text = capsys.readouterr().out
    assert text.isascii()
    assert json.loads(text) == {"name": "é", "values": [[1.5, None], {"n": 3, "d": None}]}


def test_json_never_holds_what_is_not_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"x": float("nan")})


def test_long_texts_are_folded_before_figures_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    columns = [("candidate", "left"), ("90 %\ninterval", "right"), ("raw\nmean", "right")]
    print_table(Console(width=40), "Title", columns, [("x" * 60, "+1.68 to +3.22", "4.36")])
    text = capsys.readouterr().out
    assert "+1.68 to +3.22" in text
    assert "4.36" in text
    assert text.count("x") == 60
    assert max(map(len, text.splitlines())) <= 40


COLUMNS = [("candidate", "left"), ("90 %\ninterval", "right"), ("ratings", "right"), ("raw\nmean", "right")]
ROWS = [("HL-C-0001", "+1.68 to +3.22", "1,024", "4.36"), ("HL-C-0002", "-0.68 to +3.22", "7", "-")]


@pytest.mark.parametrize("width", [8, 20, 30, 36, 40, 41, 42, 43, 44, 45, 60])
def test_no_number_and_no_id_is_cut_however_narrow_the_terminal(
    capsys: pytest.CaptureFixture[str], width: int
) -> None:
    print_table(Console(width=width), "Title", COLUMNS, ROWS, spare=["ratings", "raw\nmean"])
    text = capsys.readouterr().out
    assert all(row[0] in text and row[1] in text for row in ROWS if width >= 30)
    assert "+1.68 to +3.22" in text
    told = [line for line in text.splitlines() if line.startswith("Left out, ")]
    for heading, figure in (("ratings", "1,024"), ("raw mean", "4.36")):
        assert (figure in text) != any(heading in line for line in told)
    assert bool(told) == (width < 40)


def test_what_cannot_be_spared_makes_the_table_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(Console(width=20), "Title", COLUMNS, ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert any("+1.68 to +3.22    1,024  4.36" in line for line in lines)
