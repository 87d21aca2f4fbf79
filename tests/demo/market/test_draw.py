"""The invented press: the same for the same seed, and what it says stands where it says so."""

from __future__ import annotations

from datetime import date

from muster.demo.market.draw import draw_market
from muster.engine.market.roles import RoleReading, read_role

UNTIL = date(2026, 2, 27)


def test_the_same_seed_writes_the_same() -> None:
    market = draw_market(seed=3, until=UNTIL)
    assert market == draw_market(seed=3, until=UNTIL)
    assert market != draw_market(seed=4, until=UNTIL)
    assert all(one.published <= UNTIL for one in market.articles)
    assert len({one.text for one in market.articles}) == len(market.articles)


def test_what_is_said_stands_in_the_text() -> None:
    market = draw_market(seed=3, until=UNTIL)
    spellings = {one.name: (one.name, *one.aliases) for one in (*market.people, *market.organisations)}
    for article in market.articles:
        assert "[[" not in article.text
        for said in article.said:
            words = article.text[said.start : said.end]
            assert any(name in words for name in spellings[str(said.person)]), article
            assert said.role in words
    moves = [one for article in market.articles for one in article.said if one.kind == "move"]
    assert {read_role(one.role) for one in moves} == {
        RoleReading("research", "senior"),
        RoleReading("engineering", "principal"),
        RoleReading("research", "head"),
        RoleReading("product", "mid"),
        RoleReading("design", "mid"),
        RoleReading(),
    }  # in every language
    assert len({one.role for one in moves}) > 20
