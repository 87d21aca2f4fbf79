"""The invented target lists: the same for the same seed, of people who are there, nothing said before the ranking."""

from __future__ import annotations

from datetime import date

from muster.demo.market.draw import draw_market
from muster.demo.market.targeting import ENDED, draw_target_lists

UNTIL = date(2026, 2, 27)


def test_lists_are_of_people_of_the_press() -> None:
    market = draw_market(seed=3, until=UNTIL)
    lists = draw_target_lists(market, seed=3, until=UNTIL)
    assert lists == draw_target_lists(market, seed=3, until=UNTIL)
    names = [target.name for one in lists for target in one.targets]
    assert len(set(names)) == len(names)
    assert set(names) <= {one.name for one in market.people}
    for one in lists:
        for target in one.targets:
            days = [day for _kind, day, _why in target.events]
            assert days == sorted(days)
            assert all(one.fixed_on < day <= UNTIL for day in days)
            assert all((kind == "declined") == bool(why) for kind, _day, why in target.events)
    ended, running = lists
    assert ended.name == ENDED
    assert all(target.events for target in ended.targets)
    assert not all(target.events for target in running.targets)
