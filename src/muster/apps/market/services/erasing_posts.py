"""What is left of somebody who is erased in posts, and in what people were told of them."""

from __future__ import annotations

from collections.abc import Callable

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.market.models import AlarmNotice, Post

__all__ = ["posts_blot"]


def posts_blot(*, actor: User | None, blotted: Callable[[str], str]) -> None:
    """Blot names out of titles of posts, and out of the mails that told of them.

    For services inside their transaction.
    """
    for post in Post.objects.order_by("pk").iterator(chunk_size=1_000):
        title = blotted(post.title)
        if title != post.title:
            with change(post, "post.erase", actor=actor):
                post.title = title
                post.save()
    for notice in AlarmNotice.objects.order_by("pk").iterator(chunk_size=500):
        subject, body = blotted(notice.subject), blotted(notice.body)
        if (subject, body) != (notice.subject, notice.body):
            with change(notice, "notice.erase", actor=actor):
                notice.subject, notice.body = subject, body
                notice.save()
