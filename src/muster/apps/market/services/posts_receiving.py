"""Files of counts, and posts that become articles of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.formats import number
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.market.jobs_signals import watch_posts
from muster.apps.market.models import Document, Post, Source
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import KEEPERS, DocumentPlan, source_named
from muster.apps.market.services.posts import PostTold, counts_of, known_posts, posts_keep
from muster.apps.market.services.receiving import document_receive
from muster.tables.market.posts import CountRow, read_counts
from muster.tables.problems import Problems

__all__ = ["MOST_BYTES", "Uploaded", "post_to_inbox", "posts_upload"]

MOST_BYTES = 16 * 2**20


@dataclass(frozen=True)
class Uploaded:
    """How many posts a file has, and in how many counts."""

    posts: int
    counts: int


def posts_upload(*, actor: User, content: bytes, name: str) -> Uploaded:
    """Keep what a CSV file counts of posts, all of it or nothing; a worker then looks which spread unusually fast.

    Raises DataError with all that is wrong with the file, row by row; RefusedError where it is too large.
    """
    require(may_keep(actor), KEEPERS)
    if len(content) > MOST_BYTES:
        most = {"most": number(MOST_BYTES // 2**20)}
        raise RefusedError(_("The file has more than %(most)s MB; split it.") % most)
    rows = read_counts(content, name, now=timezone.now())
    by_source: dict[str, list[CountRow]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    rose: list[Post] = []
    posts = 0
    with writing():
        problems = Problems()
        for title, mine in by_source.items():
            source = source_named(actor=actor, name=title)
            told = _told(mine)
            _compare(source, told, mine, name, problems)
            if not problems:
                rose += posts_keep(actor=actor, source=source, told=told)
            posts += len(told)
        problems.stop()
        if rose:
            keys = [one.pk for one in rose]
            enqueue(
                watch_posts, title=_("Looking which posts spread unusually fast"), actor=actor, posts=keys
            )
    return Uploaded(posts, len(rows))


def _told(rows: Sequence[CountRow]) -> list[PostTold]:
    looks: dict[str, dict[datetime, int]] = {}
    first: dict[str, CountRow] = {}
    for row in rows:
        first.setdefault(row.post, row)
        looks.setdefault(row.post, {})[row.at] = row.shares
    titles = {row.post: row.title for row in reversed(rows) if row.title}
    return [PostTold(key, titles.get(key, ""), row.published, looks[key]) for key, row in first.items()]


def _compare(
    source: Source, told: Sequence[PostTold], rows: Sequence[CountRow], file: str, problems: Problems
) -> None:
    """Note rows that contradict what is known of their post."""
    known = known_posts(source, [one.key for one in told])
    counts = {
        (key, one.at): one.shares
        for key, found in counts_of([post.pk for post in known.values()]).items()
        for one in found
    }
    for row in rows:
        post = known.get(row.post)
        if post is None:
            continue
        if post.published_at != row.published:
            value = post.published_at.isoformat()
            problems.add(
                "published-known", f"the post was published {value} by what is known; correct the moment",
                file=file, row=row.row, column="published", value=value,
            )  # fmt: skip
        before = counts.get((post.pk, row.at), row.shares)
        if before != row.shares:
            problems.add(
                "count-known", f"{before:,} is known of this moment; correct it",
                file=file, row=row.row, column="shares", value=before,
            )  # fmt: skip


def post_to_inbox(*, actor: User, post: Post, basis: str, keep_months: int) -> Document:
    """Make an article of the inbox of a post, and return it; one that has an article has no second.

    Raises RefusedError where nothing of it can be added.
    """
    require(may_keep(actor), KEEPERS)
    with writing():
        if post.document is not None:
            return post.document
        text = "\n\n".join(filter(None, [post.title, post.link])) or post.key
        plan = DocumentPlan(
            data=text.encode("utf-8", "replace"),
            name=post.key,
            source=post.source.name,
            basis=basis,
            keep_months=keep_months,
            published=timezone.localdate(post.published_at),
            title=str(post),
        )
        added = document_receive(actor=actor, plan=plan)
        [document] = added.documents or added.known
        with change(post, "post.inbox", actor=actor):
            post.document = document
            post.save()
    return document
