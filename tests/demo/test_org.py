"""Offices, teams and levels fit together."""

from __future__ import annotations

from muster.demo.org import LEVELS, LOCATIONS, TEAMS


def test_ids_are_unique_and_every_team_has_a_home() -> None:
    for kind in (LEVELS, LOCATIONS, TEAMS):
        assert len({one.id for one in kind}) == len(kind)
    assert {team.location_id for team in TEAMS} <= {place.id for place in LOCATIONS}


def test_one_team_keeps_to_itself() -> None:
    assert [team.name for team in TEAMS if team.apart] == ["Robotics"]


def test_office_hours_fall_on_the_same_day_in_utc() -> None:
    assert all(0 <= place.utc_offset <= 9 for place in LOCATIONS)
