"""Days in three formats and as spreadsheets number them."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.days import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, day_of, order_of

DAYS = st.dates(date(1960, 1, 1), date(2099, 12, 31))


@given(day=DAYS, order=st.sampled_from([YEAR_FIRST, DAY_FIRST, MONTH_FIRST, ""]))
def test_iso_and_numbers_are_read_in_any_order(day: date, order: str) -> None:
    number = (day - date(1899, 12, 30)).days
    for text in (day.isoformat(), f"{day.isoformat()}T09:30:00", f"{day.isoformat()} 00:00:00", str(number)):
        assert day_of(text, order) == day


@given(day=DAYS, mark=st.sampled_from("/.-"), padded=st.booleans())
def test_slashes_are_read_in_the_order_that_was_told(day: date, mark: str, padded: bool) -> None:
    first, second = (f"{day.day:02}", f"{day.month:02}") if padded else (str(day.day), str(day.month))
    assert day_of(f"{first}{mark}{second}{mark}{day.year}", DAY_FIRST) == day
    assert day_of(f"{second}{mark}{first}{mark}{day.year}", MONTH_FIRST) == day
    with pytest.raises(ValueError, match="not known"):
        day_of(f"{first}{mark}{second}{mark}{day.year}")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "31/01/26", "32/01/2026", "1/2", "31/01-2026", "12345", "0/0/2026"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    for order in (YEAR_FIRST, DAY_FIRST, MONTH_FIRST):
        with pytest.raises(ValueError, match=r"."):
            day_of(text, order)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        ([], YEAR_FIRST),
        (["2026-01-31", "", "45688"], YEAR_FIRST),
        (["31/01/2026", "2026-02-01"], DAY_FIRST),
        (["01.02.2026", "25.12.2026"], DAY_FIRST),
        (["1/31/2026", "2/3/2026"], MONTH_FIRST),
        (["01/02/2026", "11/12/2026"], ""),
        (["31/01/2026", "01/31/2026"], None),
        (["soon"], None),
    ],
)
def test_the_order_is_told_where_it_can_be(texts: list[str], order: str | None) -> None:
    assert order_of(texts) == order


@given(days=st.lists(DAYS, min_size=1), order=st.sampled_from([DAY_FIRST, MONTH_FIRST]))
def test_an_order_that_is_told_reads_every_day_right(days: list[date], order: str) -> None:
    form = "%d/%m/%Y" if order == DAY_FIRST else "%m/%d/%Y"
    texts = [day.strftime(form) for day in days]
    assert order_of(texts) in (order, "")
    assert [day_of(text, order) for text in texts] == days


@given(text=st.text(max_size=12), order=st.sampled_from([YEAR_FIRST, DAY_FIRST, MONTH_FIRST, ""]))
def test_any_text_is_a_day_or_refused(text: str, order: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(day_of(text, order), date)
