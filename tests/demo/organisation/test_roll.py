"""The roll lists who is at the company today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from muster.demo.organisation.directory import Directory, Post
from muster.demo.organisation.roll import Roll
from muster.demo.organisation.units import COMPANY_ID, UNITS
from muster.demo.world import Clock

START = datetime(2026, 3, 2, tzinfo=UTC)
DIVISION = next(unit.id for unit in UNITS.values() if unit.kind == "division")


def test_people_are_drawn_by_family_and_the_roll_is_renewed_every_day() -> None:
    clock, directory, rng = Clock(START, START + timedelta(days=9)), Directory(), np.random.default_rng(1)
    for who, unit, family in (("E1", COMPANY_ID, "Counsel"), ("E2", DIVISION, "Designer")):
        post = Post(who, f"S-{who}", START.date(), unit, "L4", family, "HL-L-LON")
        directory.install_lead(post, unit, START.date(), "joined")
    roll = Roll(clock, directory)
    assert roll.draw("Designer", 1, rng) == ("E2",)
    assert set(roll.draw("Designer", 2, rng)) == {"E1", "E2"}
    late = Post("E3", "S-E3", START.date(), "HL-T-01", "L4", "Designer", "HL-L-LON")
    directory.install_lead(late, "HL-T-01", START.date(), "joined")
    assert {roll.draw_anybody(rng) for _ in range(50)} == {"E1", "E2"}
    clock.at(START + timedelta(days=1), lambda: None)
    clock.run()
    assert {roll.draw_anybody(rng) for _ in range(50)} == {"E1", "E2", "E3"}
