"""Words of the command line, understood or refused in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from muster.cli.options import (
    FitChoices,
    parse_bar,
    parse_names,
    parse_numbers,
    parse_scale,
    parse_weights,
    with_options,
)
from muster.engine.errors import InputError
from muster.engine.hire.bar import Bar


def test_names_are_split_at_commas_and_quotes_protect_one() -> None:
    assert parse_names("--criteria", 'coding, system design,"clarity, brevity"') == (
        "coding",
        "system design",
        "clarity, brevity",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "--criteria is ''; give names separated by commas, such as A,B,C."),
        ("a,,b", "--criteria is 'a,,b'; give names separated by commas, such as A,B,C."),
        ("a,b,a", "--criteria names 'a' twice; give each name once."),
    ],
)
def test_unusable_names_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_names("--criteria", text)
    assert caught.value.sentence == sentence


@pytest.mark.parametrize(("text", "ends"), [("1:5", (1, 5)), ("0:10", (0, 10)), ("-2:2", (-2, 2))])
def test_a_scale_is_two_whole_numbers(text: str, ends: tuple[int, int]) -> None:
    assert parse_scale(text) == ends


@pytest.mark.parametrize("text", ["5", "1-5", "5:1", "3:3", "1:five", "1:5:9", "", "1.5:4"])
def test_an_unusable_scale_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_scale(text)
    assert (
        caught.value.sentence == f"--scale is {text!r}; give the lowest and the highest rating, such as 1:5."
    )


def test_weights_are_numbers_by_name() -> None:
    assert parse_weights("technical=2, a=b=0.5", ["technical", "a=b"]) == {"technical": 2.0, "a=b": 0.5}


@pytest.mark.parametrize(
    "text", ["technical", "technical=", "=2", "technical=0", "technical=-1", "t=nan", "t=inf"]
)
def test_unusable_weights_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_weights(text, ["t", "a", "bb"])
    assert (
        caught.value.sentence
        == f"--weights has {text!r}; give a criterion and a number above 0, such as technical=2."
    )


@pytest.mark.parametrize("text", ["a=1e308,bb=1e-308", "bb=1e-308", "t=1001"])
def test_weights_have_bounds(text: str) -> None:
    with pytest.raises(InputError, match=r"The weight of '\w+' is .*; it must lie between 0.001 and 1,000."):
        parse_weights(text, ["t", "a", "bb"])


def test_all_that_is_wrong_with_weights_is_told_together() -> None:
    with pytest.raises(InputError) as caught:
        parse_weights("a=-1,zz=3,b=2000,c=1", ["a", "b", "c"])
    assert caught.value.sentence.splitlines() == [
        "--weights has 'a=-1'; give a criterion and a number above 0, such as technical=2.",
        "There is no criterion 'zz' to weigh; there are a, b, c.",
        "The weight of 'b' is 2000; it must lie between 0.001 and 1,000.",
    ]


def test_a_weight_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match="--weights names 't' twice; give each criterion once"):
        parse_weights("t=1,t=2", ["t"])


def test_numbers_are_split_at_commas() -> None:
    assert parse_numbers("--slopes", "1, 0.5,2e0") == [1.0, 0.5, 2.0]


@pytest.mark.parametrize("text", ["", "1,", "1,x", "nan", "1,inf"])
def test_unusable_numbers_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"--slopes is .*; give numbers separated by commas"):
        parse_numbers("--slopes", text)


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0, -0.1, float("nan")])
def test_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(InputError) as caught:
        FitChoices(level=level).to_arguments()
    assert caught.value.sentence == f"--level is {level:g}; it must lie between 0 and 1, such as 0.9."


def test_fit_choices_become_the_arguments_of_the_engine() -> None:
    choices = FitChoices(weights="coding=2", halo=False, level=0.8, seed=3)
    assert choices.to_arguments() == {
        "level": 0.8,
        "halo": False,
        "slopes": False,
        "seed": 3,
        "threads": None,
    }


@dataclass(frozen=True)
class Paint:
    """A group of options."""

    colour: Annotated[str, typer.Option(help="The colour.")] = "red"
    coats: Annotated[int, typer.Option(min=1, help="How often.")] = 1


@with_options(paint=Paint)
def paint_wall(wall: Annotated[str, typer.Argument()], *, paint: Paint) -> None:
    """Paint a wall."""
    typer.echo(f"{wall} {paint.colour} {paint.coats}")


def test_a_group_of_options_reaches_the_command_as_one_value() -> None:
    app = typer.Typer()
    app.command()(paint_wall)
    assert CliRunner().invoke(app, ["north", "--coats", "2"]).output == "north red 2\n"
    assert CliRunner().invoke(app, ["north", "--coats", "0"]).exit_code == 2


@pytest.mark.parametrize(
    ("text", "bar"),
    [
        ("1.2", Bar(1.2)),
        ("-0.5", Bar(-0.5)),
        ("1.2@2026-01-31", Bar(1.2, np.datetime64("2026-01-31"))),
        ("research:1.2", Bar(1.2, family="research")),
        ("a: b:1.2@2026-01-31", Bar(1.2, np.datetime64("2026-01-31"), "a: b")),
        ("me@work:1.2", Bar(1.2, family="me@work")),
    ],
)
def test_a_bar_has_a_family_and_a_day_where_they_are_given(text: str, bar: Bar) -> None:
    assert parse_bar(text) == bar


@pytest.mark.parametrize("text", ["", "high", "1.2@soon", ":1.2", "1.2:research", "inf", "1.2@", "nan"])
def test_unusable_bars_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="give a number of logits"):
        parse_bar(text)
