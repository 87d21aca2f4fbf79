"""Schedules by name, against a file made by hand, and the calendar they go by."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.pay.dates import add_months, months_until, service_year, years_between
from muster.engine.pay.parts import Tranche
from muster.engine.pay.schedules import SCHEDULES, schedule_named, vest
from tests.engine.pay.packages import on

GOLDEN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden" / "schedules.json").read_text())
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2080, 12, 31))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['schedule']} of {case['shares']}")
def test_the_named_schedules_to_the_share_and_the_day(case: dict[str, Any]) -> None:
    days, counts = vest(on(case["start"]), case["shares"], schedule_named(case["schedule"]))
    found = [[str(day), int(count)] for day, count in zip(days, counts, strict=True) if count]
    assert found == case["vesting"]


def test_every_name_has_its_golden_file_and_makes_the_whole() -> None:
    assert {case["schedule"] for case in GOLDEN} == set(SCHEDULES)
    assert len(SCHEDULES) == 8
    assert {sum(fraction for _, fraction in months) for months in SCHEDULES.values()} == {Fraction(1)}


def test_names_are_forgiving_and_years_can_be_any() -> None:
    assert schedule_named(" 33/33/22/12 Monthly ") == schedule_named("33/33/22/12-monthly")
    assert [(each.month, each.fraction) for each in schedule_named("60/40-semi-annual")] == [
        (6, Fraction(3, 10)), (12, Fraction(3, 10)), (18, Fraction(1, 5)), (24, Fraction(1, 5)),
    ]  # fmt: skip
    with pytest.raises(InputError, match="add up to 90 per cent"):
        schedule_named("60/30")
    with pytest.raises(InputError, match="There is no schedule 'weekly'; choose one of 4y-cliff-monthly"):
        schedule_named("weekly")


@given(st.integers(1, 10**12), st.sampled_from(list(SCHEDULES)), DAYS)
def test_shares_add_up_whatever_their_number(shares: int, name: str, start: Any) -> None:
    days, counts = vest(on(str(start)), shares, schedule_named(name))
    assert counts.sum() == shares
    assert (np.diff(days.astype(int)) > 0).all()


def test_tranches_of_ones_own() -> None:
    start = on("2027-01-31")
    own = (
        Tranche(0.25, date=on("2028-02-29")),
        Tranche(0.5, month=1),
        Tranche(Fraction(1, 4), date=on("2028-02-29")),
    )
    days, counts = vest(start, 7, own)
    assert [str(day) for day in days] == ["2027-02-28", "2028-02-29"]
    assert counts.tolist() == [4, 3]
    for wrong in ((Tranche(0.25, month=1),), (Tranche(1.5, month=1), Tranche(-0.5, month=2)), ()):
        with pytest.raises(InputError, match="must be above 0 and make 1"):
            vest(start, 7, wrong)


def test_months_are_counted_from_the_start() -> None:
    found = add_months(on("2027-01-31"), [0, 1, 2, 13, 14, 24])
    assert [str(day) for day in found] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2028-02-29", "2028-03-31", "2029-01-31",
    ]  # fmt: skip
    leap = add_months(on("2028-02-29"), [12, 48])
    assert [str(day) for day in leap] == ["2029-02-28", "2032-02-29"]
    assert years_between(on("2027-01-01"), [on("2031-01-01")])[0] == 4


@given(DAYS, st.integers(0, 400))
def test_whole_months_and_years_of_service(start: Any, months: int) -> None:
    first = on(str(start))
    day = add_months(first, [months])[0]
    assert months_until(first, day) == months
    assert months_until(first, day - np.timedelta64(1, "D")) == months - 1
    assert service_year(first, [day])[0] == max(1, -(-months // 12))
    assert service_year(first, [day + np.timedelta64(1, "D")])[0] == months // 12 + 1
