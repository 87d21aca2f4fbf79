from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.pay.currency import (
    MOST_UNITS,
    apportion,
    as_fraction,
    check_currency,
    digits_of,
    round_half_up,
    to_units,
)


def test_digits_are_those_of_iso_4217() -> None:
    known = {"USD": 2, "EUR": 2, "JPY": 0, "KRW": 0, "ISK": 0, "KWD": 3, "TND": 3, "CLF": 4, "IDR": 2}
    assert {code: digits_of(code) for code in known} == known


def test_amounts_are_counted_as_they_are_written() -> None:
    assert to_units(0.1 + 0.2 - 0.2, 2) == 10
    assert to_units(1.005, 2) == 101
    assert to_units(1e8, 0) == 10**8
    assert [round_half_up(Fraction(half, 2)) for half in (-3, -1, 1, 3)] == [-1, 0, 1, 2]
    with pytest.raises(InputError, match="too large to be kept exactly"):
        to_units(1e14, 2)
    assert float(MOST_UNITS * 9 + 1) != float(MOST_UNITS * 9)


@pytest.mark.parametrize("code", ["usd", "US", "USDT", "", "12A"])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="ISO 4217"):
        check_currency("currency", code)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=60).filter(any))
def test_parts_add_up_and_none_is_a_unit_off(total: int, weights: list[int]) -> None:
    parts = apportion(total, [Fraction(weight) for weight in weights])
    assert parts.sum() == total
    assert all(
        abs(part - Fraction(total * weight, sum(weights))) < 1
        for part, weight in zip(parts.tolist(), weights, strict=True)
    )


def test_of_equal_remainders_the_first_gets_more() -> None:
    assert apportion(10, [Fraction(1)] * 4).tolist() == [3, 3, 2, 2]
    assert apportion(1, [as_fraction(0.1), as_fraction(0.9)]).tolist() == [0, 1]
    for wrong in ([], [Fraction(0)], [Fraction(2), Fraction(-1)]):
        with pytest.raises(InputError):
            apportion(5, wrong) if wrong else apportion(5, [Fraction(0), Fraction(0)])
