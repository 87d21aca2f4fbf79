"""Every family has a bar from the beginning; a later one of a family holds from the day on which it was set."""

from __future__ import annotations

from datetime import date

from muster.demo.organisation import Organisation
from muster.demo.organisation.bars import FIRST_SET_ON, set_bars
from muster.demo.organisation.units import COMPANY_ID


def test_every_family_has_a_bar_and_some_a_second(organisation: Organisation) -> None:
    first = {one.family: one for one in organisation.bars if one.set_on == FIRST_SET_ON}
    later = [one for one in organisation.bars if one.set_on != FIRST_SET_ON]
    assert first.keys() == {one.name for one in organisation.families}
    assert all(one.since == date(2025, 1, 1) for one in first.values())
    assert later
    assert all(one.since == one.set_on > FIRST_SET_ON for one in later)
    assert all(one.value != first[one.family].value for one in later)
    assert all(len(one.reason) >= 10 for one in organisation.bars)


def test_the_head_of_the_company_sets_them(organisation: Organisation) -> None:
    heads = {one.employee_id for one in organisation.leaderships if one.team_id == COMPANY_ID}
    assert {one.set_by_id for one in organisation.bars} == heads


def test_they_are_set_as_the_time_comes() -> None:
    assert set_bars(date(2025, 6, 30), "HL-E-1001") == ()
    whole = set_bars(date(2026, 6, 30), "HL-E-1001")
    assert set_bars(date(2025, 12, 31), "HL-E-1001") == whole[:-2]
