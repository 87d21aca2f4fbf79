"""Ladders go up one step at a time, and posts have names."""

from __future__ import annotations

import pytest

from muster.demo.organisation.ladders import FAMILIES, LEVELS, NEXT_LEVEL, job_title
from muster.demo.organisation.plans import PLANS
from muster.demo.requisitions import FAMILIES as SEASON_FAMILIES


def test_promotion_is_one_step_up_the_same_ladder() -> None:
    for before, after in NEXT_LEVEL.items():
        assert LEVELS[before].ladder == LEVELS[after].ladder
        assert LEVELS[after].rank == LEVELS[before].rank + 1


def test_every_family_has_a_plan_and_the_seasons_are_among_them() -> None:
    assert {family.plan for family in FAMILIES.values()} == set(PLANS)
    assert {family.name for family in SEASON_FAMILIES} <= set(FAMILIES)


@pytest.mark.parametrize(
    ("family", "level", "title"),
    [
        ("Designer", "L4", "Designer, Mobile"),
        ("Designer", "L6", "Staff Designer, Mobile"),
        ("Designer", "M3", "Director, Mobile"),
    ],
)
def test_titles(family: str, level: str, title: str) -> None:
    assert job_title(family, level, "Mobile") == title
