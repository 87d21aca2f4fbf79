"""Keeping posts and how often they were shared, as feeds and files tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.market.models import Count, Document, Post, Source

__all__ = ["PostTold", "counts_of", "known_posts", "posts_keep"]

BATCH = 500


@dataclass(frozen=True)
class PostTold:
    """What is told of a post: how often it had been shared in all by some moments; its document, where it has one."""

    key: str
    title: str
    published_at: datetime
    looks: Mapping[datetime, int]
    document: Document | None = None


def posts_keep(*, actor: User | None, source: Source, told: Sequence[PostTold]) -> list[Post]:
    """Keep posts of a source with their counts; return those of which more shares are known than before. A post that is
    known keeps its title and its moment of publication; a count that is known is kept once.

    For services that have asked whether the person may, inside their transaction.
    """
    with writing():
        known = known_posts(source, [one.key for one in told])
        new = [
            Post(
                source=source,
                key=one.key,
                title=one.title,
                published_at=one.published_at,
                document=one.document,
            )
            for one in told
            if one.key not in known
        ]
        create_many(Post, new, "post.add", actor=actor)
        known |= {one.key: one for one in new}
        for one in told:
            _tie(actor, known[one.key], one.document)
        return _keep_counts([(known[one.key], one.looks) for one in told])


def known_posts(source: Source, keys: Sequence[str]) -> dict[str, Post]:
    """Return the posts of a source by their keys, as far as they are known."""
    found: dict[str, Post] = {}
    for start in range(0, len(keys), BATCH):
        rows = Post.objects.filter(source=source, key__in=keys[start : start + BATCH])
        found |= {one.key: one for one in rows}
    return found


def _tie(actor: User | None, post: Post, document: Document | None) -> None:
    if document is not None and post.document_id is None:
        with change(post, "post.inbox", actor=actor):
            post.document = document
            post.save()


def _keep_counts(told: Iterable[tuple[Post, Mapping[datetime, int]]]) -> list[Post]:
    """Keep counts of after the publication. While a number stays what it was, its last moment alone is moved on: that
    it was looked at tells for how long it stood still.
    """
    pairs = list(told)
    before = counts_of([post.pk for post, _looks in pairs])
    added: list[Count] = []
    moved: list[Count] = []
    rose: list[Post] = []
    for post, looks in pairs:
        known = before[post.pk]
        moments = {one.at for one in known}
        most = max((one.shares for one in known), default=-1)
        fresh = [
            Count(post=post, at=at, shares=shares)
            for at, shares in sorted(looks.items())
            if at > post.published_at and at not in moments
        ]
        if len(fresh) == 1 and _stands_still(known, fresh[0]):
            known[-1].at = fresh[0].at
            moved.append(known[-1])
        else:
            added += fresh
        if any(one.shares > most for one in fresh):
            rose.append(post)
    Count.objects.bulk_create(added, batch_size=BATCH, ignore_conflicts=True)
    Count.objects.bulk_update(moved, ["at"], batch_size=BATCH)
    return rose


def _stands_still(known: Sequence[Count], fresh: Count) -> bool:
    """Return whether a count says what the last two did."""
    return len(known) > 1 and fresh.at > known[-1].at and known[-1].shares == known[-2].shares == fresh.shares


def counts_of(posts: Sequence[int]) -> defaultdict[int, list[Count]]:
    """Return the counts of posts by their keys, in time."""
    found: defaultdict[int, list[Count]] = defaultdict(list)
    for start in range(0, len(posts), BATCH):
        for one in Count.objects.filter(post__in=posts[start : start + BATCH]).order_by("post", "at"):
            found[one.post_id].append(one)
    return found
