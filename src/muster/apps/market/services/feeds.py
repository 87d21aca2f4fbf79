"""Feeds are added, changed, paused, gone on with, fetched at once and removed by those who keep the market."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.webhooks.addresses import FEED, check_url
from muster.apps.market.jobs_signals import feed_schedule
from muster.apps.market.models import Feed
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import KEEPERS, source_named

__all__ = ["FeedPlan", "feed_fetch", "feed_pause", "feed_remove", "feed_resume", "feed_save"]


@dataclass(frozen=True)
class FeedPlan:
    """What somebody gives: where the feed is, who publishes it, how often it is fetched; on what ground people in its
    articles are kept, and for how many months.
    """

    url: str
    source: str
    minutes: int
    basis: str
    keep_months: int


def feed_save(*, actor: User, feed: Feed | None, plan: FeedPlan, seen: int | None = None) -> Feed:
    """Add a feed, or change one; it is fetched at once unless it is paused, and its articles come in the name of the
    actor from now on.

    Raises RefusedError for an address that cannot be, or that another feed has.
    """
    require(may_keep(actor), KEEPERS)
    url = plan.url.strip()
    check_url(url, FEED)
    with writing():
        row = feed or Feed()
        if Feed.objects.filter(url=url).exclude(pk=row.pk).exists():
            raise RefusedError(_("This feed is here already; change that one."))
        source = source_named(actor=actor, name=plan.source)
        with change(row, "feed.change" if feed else "feed.add", actor=actor, seen=seen):
            row.url, row.source, row.minutes, row.kept_by = url, source, plan.minutes, actor
            row.basis, row.keep_months = plan.basis, plan.keep_months
            row.etag = row.modified = ""
            try:
                row.full_clean()
            except ValidationError as error:
                raise RefusedError(" ".join(error.messages)) from error
            row.save()
        if row.active:
            feed_schedule(row, timezone.now())
    return row


def feed_pause(*, actor: User, feed: Feed, seen: int | None = None) -> None:
    """Fetch a feed no longer."""
    require(may_keep(actor), KEEPERS)
    with writing(), change(feed, "feed.pause", actor=actor, seen=seen):
        feed.active = False
        feed.save()


def feed_resume(*, actor: User, feed: Feed, seen: int | None = None) -> None:
    """Go on with a feed; it is fetched at once, in the name of the actor from now on."""
    require(may_keep(actor), KEEPERS)
    with writing():
        with change(feed, "feed.resume", actor=actor, seen=seen):
            feed.active, feed.kept_by = True, actor
            feed.save()
        feed_schedule(feed, timezone.now())


def feed_fetch(*, actor: User, feed: Feed) -> None:
    """Have a feed fetched at once. Raises RefusedError for one that is paused."""
    require(may_keep(actor), KEEPERS)
    if not feed.active:
        raise RefusedError(_("The feed is paused; go on with it first."))
    with writing():
        feed_schedule(feed, timezone.now())


def feed_remove(*, actor: User, feed: Feed) -> None:
    """Remove a feed; what came of it stays."""
    require(may_keep(actor), KEEPERS)
    with writing(), change(feed, "feed.remove", actor=actor):
        feed.delete()
