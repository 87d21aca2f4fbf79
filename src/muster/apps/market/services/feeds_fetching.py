"""Fetching a feed: asking for it, and keeping what it says: articles for the inbox, posts with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.webhooks.fetching import MOST_BYTES, Fetched, fetch
from muster.apps.market.models import Document, Feed, Post
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import DocumentPlan, text_digest
from muster.apps.market.services.posts import PostTold, posts_keep
from muster.apps.market.services.receiving import document_receive
from muster.engine.errors import DataError
from muster.tables.market.posts import FeedPost, read_feed_posts

__all__ = ["feed_ask", "feed_keep"]

Fault = Feed.Fault

FAULTS = {"html": Fault.HTML, "empty": Fault.EMPTY, "feed": Fault.BROKEN}
LONGEST = 500


def feed_ask(feed: Feed) -> Fetched:
    """Ask for a feed, unless it is what it was the last time. Writes nothing, and holds no transaction meanwhile."""
    if not may_keep(feed.kept_by):
        return Fetched(None, Fault.KEEPER.value)
    since = {"if-none-match": feed.etag, "if-modified-since": feed.modified}
    return fetch(feed.url, headers={name: value for name, value in since.items() if value})


def feed_keep(*, feed: Feed, got: Fetched, now: datetime) -> list[Post]:
    """Keep what a feed said, and how that went; return the posts of which more shares are known than before.

    For jobs, inside a step: it writes in the name of whoever keeps the feed.
    """
    with writing():
        if got.fault:
            _note(feed, now, fault=got.fault, detail=_detail(got))
            return []
        if got.unchanged:
            _note(feed, now, left_out=feed.left_out, etag=feed.etag, modified=feed.modified)
            return []
        try:
            entries = read_feed_posts(got.body, feed.url)
        except DataError as error:
            _note(feed, now, fault=FAULTS.get(error.code, Fault.NO_FEED).value)
            return []
        left_out = _receive(feed, got, len(entries))
        etag, modified = got.headers.get("etag", ""), got.headers.get("last-modified", "")
        _note(feed, now, left_out=left_out, etag=etag[:300], modified=modified[:100])
        return posts_keep(actor=feed.kept_by, source=feed.source, told=_told(entries, now))


def _detail(got: Fetched) -> str:
    """Return what the sentence of a fault has to name."""
    if got.fault == Fault.SIZE:
        return str(MOST_BYTES // 2**20)
    return "" if got.status is None else str(got.status)


def _note(
    feed: Feed,
    now: datetime,
    *,
    fault: str = "",
    detail: str = "",
    left_out: int = 0,
    etag: str = "",
    modified: str = "",
) -> None:
    """Note how it went: of the feed's state, which nobody decides, the ledger has nothing."""
    Feed.objects.filter(pk=feed.pk).update(
        fetched_at=now,
        fault=fault,
        fault_detail=detail,
        left_out=left_out,
        etag=etag,
        modified=modified,
    )


def _receive(feed: Feed, got: Fetched, entries: int) -> int:
    """Receive the entries as an upload; return how many could not be kept."""
    plan = DocumentPlan(
        data=got.body,
        name=feed.url,
        source=feed.source.name,
        basis=feed.basis,
        keep_months=feed.keep_months,
    )
    try:
        return len(document_receive(actor=feed.kept_by, plan=plan).left_out)
    except RefusedError:  # not one of them can be
        return entries


def _told(entries: Sequence[FeedPost], now: datetime) -> list[PostTold]:
    """Return the posts that have a count and a moment of publication, with their documents."""
    counted = [one for one in entries if one.shares is not None and one.published is not None]
    digests = {one.name: text_digest(one.text) for one in counted}
    documents = {one.digest: one for one in Document.objects.filter(digest__in=digests.values())}
    told = {
        one.name[:LONGEST]: PostTold(
            key=one.name[:LONGEST],
            title=one.title.replace("\0", "")[:LONGEST],
            published_at=one.published,
            looks={now: one.shares},
            document=documents.get(digests[one.name]),
        )
        for one in counted
        if one.published is not None and one.shares is not None and one.published < now
    }
    return list(told.values())
