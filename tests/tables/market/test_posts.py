"""What is counted of posts, from feeds and from tables: each for what it is, and all that is wrong row by row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from muster.engine.errors import DataError
from muster.tables.market.posts import read_counts, read_feed_posts

NOW = datetime(2026, 3, 3, tzinfo=UTC)
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
 xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:m="http://search.yahoo.com/mrss/"><channel>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;One</title><link>https://a.example/1</link>
 <comments>https://a.example/1#talk</comments><slash:comments> 12 </slash:comments>
 <pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate><description>Text.</description></item>
<item><title>Two</title><guid>two</guid><pubDate>2026-03-02</pubDate><slash:comments>many</slash:comments></item>
<item><title>Three</title><link>https://a.example/3</link><slash:comments>1</slash:comments><thr:total>7</thr:total>
 <pubDate>2026-03-02T09:30:00Z</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"
 xmlns:media="http://search.yahoo.com/mrss/"><entry><id>tag:1</id><title>Q</title><updated>2026-03-02T08:00:00Z</updated>
<link rel="replies" href="https://a.example/q/talk" thr:count="5"/><link href="https://a.example/q"/></entry>
<entry><id>tag:2</id><title>Film</title><published>2026-03-02T08:00:00Z</published><media:group><media:title>Film
</media:title><media:description>Of what.</media:description><media:community><media:statistics views="3100"/>
</media:community></media:group></entry></feed>"""
HEAD = "source,post,title,published,at,shares\n"


def test_a_feed_tells_its_counts_in_several_ways() -> None:
    one, two, three = read_feed_posts(RSS.encode(), "f")
    assert (one.name, one.shares, one.published) == (
        "https://a.example/1",
        12,
        datetime(2026, 3, 2, 8, tzinfo=UTC),
    )
    assert "<" not in one.title
    assert (two.name, two.shares, two.published) == ("two", None, None)
    assert (three.shares, three.published) == (7, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    question, film = read_feed_posts(ATOM.encode(), "f")
    assert (question.name, question.shares) == ("https://a.example/q", 5)
    assert (film.name, film.title, film.text, film.shares) == ("tag:2", "Film", "Film\n\nOf what.", 3100)
    repeated = RSS.replace(
        "</channel>", RSS[RSS.index("<item>") : RSS.index("</channel>")] * 999 + "</channel>"
    )
    assert len(read_feed_posts(repeated.encode(), "f")) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<!doctype html><html><body><p>Sign in</p></body></html>", "html"),
        ("Just words.", "no-feed"),
        ("  ", "empty"),
        ("<rss><channel></channel></rss>", "empty"),
        ("<rss><channel><item", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "no-feed"),
    ],
)
def test_what_is_no_feed_is_told(content: str, code: str) -> None:
    with pytest.raises(DataError) as told:
        read_feed_posts(content.encode(), "f")
    assert told.value.code == code


def test_a_table_of_counts_is_read_and_what_stands_there_twice_is_once() -> None:
    rows = (
        "Whisper,https://w.example/1,One,2026-03-02T09:00Z,2026-03-02T09:15Z,3\n"
        "Whisper,https://w.example/1,One,2026-03-02T09:00Z,2026-03-02T09:15Z,3\n"
        "Whisper,https://w.example/1,,2026-03-02T10:00+01:00,2026-03-02 09:30,5\n"
    )
    found = read_counts((HEAD + rows).encode(), "c.csv", now=NOW)
    assert [(one.row, one.shares) for one in found] == [(2, 3), (4, 5)]
    assert found[1].at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    renamed = "Account;Link;Posted at;Counted at;Total\nW;1;2026-03-02T09:00Z;2026-03-02T09:15Z;3\n"
    [one] = read_counts(renamed.encode("utf-16"), "c.csv", now=NOW)
    assert (one.source, one.post, one.title, one.shares) == ("W", "1", "", 3)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",p,t,2026-03-02T09:00Z,2026-03-02T09:15Z,3", "blank", "source"),
        ("W,p,t,2026-03-02,2026-03-02T09:15Z,3", "moment", "published"),
        ("W,p,t,yesterday,2026-03-02T09:15Z,3", "moment", "published"),
        ("W,p,t,2026-03-02T09:00Z,2026-03-04T09:15Z,3", "future", "at"),
        ("W,p,t,2026-03-02T09:00Z,2026-03-02T08:59Z,3", "before", "at"),
        ("W,p,t,2026-03-02T09:00Z,2026-03-02T09:15Z,-3", "whole", "shares"),
        ("W,p,t,2026-03-02T09:00Z,2026-03-02T09:15Z,9999999999999", "whole", "shares"),
        (f"W,{'p' * 501},t,2026-03-02T09:00Z,2026-03-02T09:15Z,3", "too-long", "post"),
        ("W,known,t,2026-03-02T09:00Z,2026-03-02T11:00Z,9", "falls", "shares"),
        ("W,known,t,2026-03-02T09:00Z,2026-03-02T10:00Z,11", "count-twice", "shares"),
        ("W,known,t,2026-03-02T09:01Z,2026-03-02T11:00Z,11", "published-twice", "published"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(row: str, code: str, column: str) -> None:
    known = "W,known,t,2026-03-02T09:00Z,2026-03-02T10:00Z,10\n"
    with pytest.raises(DataError) as told:
        read_counts((HEAD + known + row + "\n").encode(), "c.csv", now=NOW)
    assert [(one.code, one.row, one.column) for one in told.value.problems] == [(code, 3, column)]


def test_all_problems_are_told_together() -> None:
    with pytest.raises(DataError) as told:
        read_counts(b"source,post,shares\nW,p,3\n", "c.csv", now=NOW)
    assert {(one.code, one.column) for one in told.value.problems} == {
        ("no-column", "published"),
        ("no-column", "at"),
    }
    with pytest.raises(DataError):
        read_counts(b"<html><body>no table</body></html>", "c.csv", now=NOW)
