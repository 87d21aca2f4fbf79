"""People join, are promoted, move and leave at a believable pace, and the season's staff are left as they are."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from muster.demo.company import build_company
from muster.demo.organisation import Organisation
from muster.demo.organisation.ladders import LEVELS
from muster.demo.organisation.units import UNITS
from muster.demo.organisation.workforce import draw_weighted


def test_work_addresses_are_unique_and_reach_nobody(either: Organisation) -> None:
    addresses = [one.email for one in either.employees]
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() and address.endswith("@halcyon.example") for address in addresses)


def test_every_kind_of_change_happens_within_spells(either: Organisation) -> None:
    reasons = Counter(one.reason for one in either.assignments)
    assert set(reasons) == {
        "joined", "rejoined", "promotion", "transfer", "appointed to lead", "new manager",
    }  # fmt: skip
    assert reasons["promotion"] > 50
    assert reasons["transfer"] > 5
    assert {one.reason for one in either.departures} == {"resigned", "dismissed", "end of contract"}


def test_both_ladders_are_used_and_the_lower_levels_more(either: Organisation) -> None:
    staff = either.staff_on(either.until)
    levels = Counter(post.level_id for post in staff.values())
    assert set(levels) == set(LEVELS)
    assert levels["M5"] == 1
    assert levels["L5"] > levels["L6"] > levels["L7"] > levels["L8"]
    managers = {post.manager_id for post in staff.values()}
    assert all(
        (LEVELS[post.level_id].ladder == "manager") or who not in managers for who, post in staff.items()
    )


def test_teams_have_their_share_of_the_people(either: Organisation) -> None:
    sizes = Counter(post.team_id for post in either.staff_on(either.until).values())
    teams = [unit for unit in UNITS.values() if unit.kind == "team"]
    assert np.corrcoef([unit.size for unit in teams], [sizes[unit.id] for unit in teams])[0, 1] > 0.6
    assert min(sizes[unit.id] for unit in teams) >= 4
    assert len({post.location_id for post in either.staff_on(either.until).values()}) == len(either.places)


def test_the_staff_of_the_season_is_left_as_it_is(either: Organisation) -> None:
    staff = either.staff_on(either.until)
    for one in build_company(either.seed, until=either.until).employees:
        post = staff[one.id]
        assert (post.team_id, post.level_id, post.location_id) == (one.team_id, one.level_id, one.location_id)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_weights_are_kept(share: float) -> None:
    rng = np.random.default_rng(1)
    drawn = [draw_weighted((("a", share), ("b", 1 - share)), rng) for _ in range(2000)]
    assert abs(drawn.count("a") / 2000 - share) < 0.03
