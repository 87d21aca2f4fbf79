"""Loading the fictional company's signals: posts with their counts, the alarm that follows, and a paused feed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from muster.apps.accounts.models import User
from muster.apps.core.ledger import writing
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.market.models import Basis, Count, Feed, Post, Source
from muster.apps.market.services.alarms import alarms_keep, bursts_find
from muster.demo.market.spread import FEED, draw_posts

__all__ = ["load_signals"]

MINUTES, MONTHS = 15, 24
BATCH = 500


def load_signals(*, seed: int, until: date, keeper: User) -> None:
    """Load posts of the market's papers, which are there; nobody is told of the alarm."""
    told = draw_posts(seed=seed, until=until)
    with writing():
        sources = {one.name: one for one in Source.objects.filter(name__in={post.source for post in told})}
        posts = load_rows(
            Post,
            [
                Post(source=sources[one.source], key=one.key, title=one.title, published_at=one.published_at)
                for one in told
            ],
        )
        Count.objects.bulk_create(
            [
                Count(post=post, at=at, shares=shares)
                for post, one in zip(posts, told, strict=True)
                for at, shares in one.looks
            ],
            batch_size=BATCH,
        )
        bursts = bursts_find(posts=[one.pk for one in posts])
        alarms_keep(bursts=bursts, now=datetime.combine(until, time(0), UTC), tell=False)
        paper, url = FEED
        feed = Feed(
            url=url,
            source=sources[paper],
            basis=Basis.INTEREST,
            keep_months=MONTHS,
            minutes=MINUTES,
            active=False,
            kept_by=keeper,
        )
        load_rows(Feed, [feed])
