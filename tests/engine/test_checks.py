"""Checks of arguments: what passes is returned, what does not is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from muster.engine import checks
from muster.engine.errors import InputError


@pytest.mark.parametrize(
    ("check", "arguments"),
    [
        (checks.check_at_least, ("draws", 1, 1)),
        (checks.check_between, ("level", 0.5, 0.0, 1.0)),
        (checks.check_between, ("level", 1.0, 0.0, 1.0)),
        (checks.check_not_negative, ("sd", 0.0)),
        (checks.check_choice, ("design", "teams", ("balanced", "teams"))),
    ],
)
def test_what_passes_is_returned(check: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    assert check(*arguments) == arguments[1]


@pytest.mark.parametrize(
    ("check", "arguments", "sentence"),
    [
        (checks.check_at_least, ("draws", 0, 1), "draws is 0; it must be 1 or more."),
        (checks.check_at_least, ("draws", -5000, 1), "draws is -5,000; it must be 1 or more."),
        (checks.check_between, ("level", 2, 0, 1), "level is 2; it must lie between 0 and 1."),
        (checks.check_between, ("level", float("nan"), 0, 1), "level is nan; it must lie between 0 and 1."),
        (checks.check_not_negative, ("sd", -0.5), "sd is -0.5; it must be a finite number, 0 or more."),
        (checks.check_not_negative, ("sd", np.inf), "sd is inf; it must be a finite number, 0 or more."),
        (checks.check_not_negative, ("sd", np.nan), "sd is nan; it must be a finite number, 0 or more."),
        (checks.check_choice, ("design", "x", ("a", "b")), "design is 'x'; choose one of a, b."),
    ],
)
def test_what_fails_is_named_with_what_to_do(
    check: Callable[..., Any], arguments: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InputError) as caught:
        check(*arguments)
    assert caught.value.sentence == sentence
    assert caught.value.code == "input"
    assert caught.value.params["name"] == arguments[0]


@pytest.mark.parametrize(
    "values", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, np.nan], [1.0, np.inf], [[1.0, 2.0]]]
)
def test_arrays_must_be_positive_and_of_the_right_size(values: list[Any]) -> None:
    with pytest.raises(InputError, match="slopes must be 2 finite numbers above 0"):
        checks.check_positive_array("slopes", values, 2)


def test_a_positive_array_comes_back_as_floats() -> None:
    array = checks.check_positive_array("slopes", [1, 2], 2)
    assert array.dtype == np.float64
    assert array.tolist() == [1.0, 2.0]


def test_columns_must_be_of_one_length() -> None:
    columns = {"candidate": np.zeros(3), "rating": np.zeros(2), "interview": None}
    with pytest.raises(InputError, match=r"differ in length \(candidate 3, rating 2\)") as caught:
        checks.check_lengths(**columns)
    assert caught.value.params["sizes"] == {"candidate": 3, "rating": 2}
    assert checks.check_lengths(candidate=np.zeros(3), rating=np.zeros(3), interview=None) == 3
    assert checks.check_lengths() == 0


@pytest.mark.parametrize("codes", [[-1, 0], [0, 3]])
def test_codes_must_index_the_ids(codes: list[int]) -> None:
    with pytest.raises(InputError, match="candidate holds codes outside 0 to 2"):
        checks.check_codes("candidate", np.array(codes), 3)


@pytest.mark.parametrize("codes", [[], [0, 2]])
def test_codes_in_range_pass(codes: list[int]) -> None:
    checks.check_codes("candidate", np.array(codes, np.int64), 3)
