"""The tree of teams has one root, three layers, and the season's teams under their ids."""

from __future__ import annotations

from muster.demo import org
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.organisation.places import PLACES
from muster.demo.organisation.units import COMPANY_ID, UNITS


def test_it_is_a_tree_of_company_divisions_and_teams() -> None:
    above = {"team": "division", "division": "company"}
    for unit in UNITS.values():
        if unit.id == COMPANY_ID:
            assert unit.parent_id is None
            continue
        assert unit.parent_id is not None
        parent = UNITS[unit.parent_id]
        assert parent.kind == above[unit.kind]
        assert parent.planned_on <= unit.planned_on
    assert len({unit.name for unit in UNITS.values() if unit.kind == "team"}) == 65


def test_units_refer_to_offices_and_families() -> None:
    places = {place.id for place in PLACES}
    for unit in UNITS.values():
        assert unit.location_id in places
        assert {family for family, _ in unit.families} <= set(FAMILIES)


def test_the_teams_of_the_season_keep_their_ids_and_homes() -> None:
    for team in org.TEAMS:
        assert (UNITS[team.id].name, UNITS[team.id].location_id) == (team.name, team.location_id)
