"""The invented posts: the same for the same seed, growing as time goes on, and one that goes round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from muster.demo.market.draw import PRESS
from muster.demo.market.spread import FEED, VIRAL, draw_posts

UNTIL = date(2026, 2, 27)


def test_posts_are_of_the_press_and_come_before_the_day() -> None:
    posts = draw_posts(seed=3, until=UNTIL)
    assert posts == draw_posts(seed=3, until=UNTIL)
    assert posts != draw_posts(seed=4, until=UNTIL)
    assert {one.source for one in posts} | {FEED[0]} <= {press.name for press in PRESS}
    assert len({one.key for one in posts}) == len(posts)
    end = datetime.combine(UNTIL, time(0), UTC)
    for one in posts:
        counts = [shares for _at, shares in one.looks]
        assert counts == sorted(counts)
        assert all(one.published_at < at <= end for at, _shares in one.looks)
    assert [one.title for one in posts].count(VIRAL) == 1
