"""Reading feeds, and how each went the last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.apps.accounts.models import User
from muster.apps.market.models import Feed
from muster.apps.market.rules import may_see
from muster.apps.market.words_signals import fault_sentence

__all__ = ["FeedState", "feed_get", "feed_list"]


@dataclass(frozen=True)
class FeedState:
    """A feed, and what was wrong with it in words."""

    feed: Feed
    fault: str


def feed_list(*, person: User) -> Sequence[FeedState]:
    """Return all feeds for those who see the market, by their sources."""
    if not may_see(person):
        return []
    rows = Feed.objects.select_related("source").order_by("source__name", "pk")
    return [FeedState(one, fault_sentence(one)) for one in rows]


def feed_get(*, person: User, pk: int) -> Feed | None:
    """Return a feed; None for those who see nothing of the market, or where there is none."""
    return Feed.objects.select_related("source").filter(pk=pk).first() if may_see(person) else None
