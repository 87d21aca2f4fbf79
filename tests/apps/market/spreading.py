"""Posts for the tests of signals: a source with a history, and one that goes round; and a feed that tells counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

__all__ = ["HEAD", "VIRAL", "counts_of", "feed_of", "history", "row"]

HEAD = "source,post,title,published,at,shares\n"
VIRAL = "https://w.example/viral"
AGES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


def row(source: str, key: str, title: str, published: datetime, hours: float, shares: int) -> str:
    at = published + timedelta(hours=hours)
    return f"{source},{key},{title},{published.isoformat()},{at.isoformat()},{shares}\n"


def history(*, source: str = "Whisper", posts: int = 20, until: datetime | None = None) -> str:
    """Return rows of usual posts: forty shares each, more or less, the last of them two days ago."""
    end = (until or timezone.now()) - timedelta(days=2)
    return "".join(
        row(
            source,
            f"https://w.example/{number}",
            f"Post {number}",
            end - timedelta(days=posts - number),
            hours,
            round((25 + 3 * (number % 11)) * (place + 1) / len(AGES)),
        )
        for number in range(posts)
        for place, hours in enumerate(AGES)
    )


def counts_of(
    published: datetime, shares: Sequence[int], *, source: str = "Whisper", title: str = "It goes round"
) -> str:
    """Return the rows of a post with these counts."""
    return "".join(
        row(source, VIRAL, title, published, hours, count) for hours, count in zip(AGES, shares, strict=False)
    )


def feed_of(entries: Iterable[tuple[str, datetime, int | None]]) -> bytes:
    """Return a feed with entries of these names, each published then and commented on so often."""
    items = "".join(
        f"<item><title>About {name}</title><link>https://p.example/{name}</link>"
        f"<pubDate>{published:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>All of {name}.</description>"
        + ("" if shares is None else f"<slash:comments>{shares}</slash:comments>")
        + "</item>"
        for name, published, shares in entries
    )
    space = "http://purl.org/rss/1.0/modules/slash/"
    return f'<rss version="2.0" xmlns:slash="{space}"><channel>{items}</channel></rss>'.encode()
