"""Alarms: posts that spread unusually fast are found and kept, and those who keep the market are told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.formats import number
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.links import address
from muster.apps.market.bridge.signals import Burst, burst_of
from muster.apps.market.models import Alarm, AlarmNotice, Post
from muster.apps.market.rules import KEEPERS
from muster.apps.market.selectors.signals import FIRST_LOOKS, counted
from muster.apps.market.words_signals import age_words

__all__ = ["TOLD_FOR", "alarms_keep", "bursts_find"]

TOLD_FOR = timedelta(days=2)
"""Since when an alarm may have risen for people to be told of it: of an old file nobody is."""

SUBJECT = gettext_noop("Spreads unusually fast: %(title)s")
BODY = gettext_noop(
    "“%(title)s” of %(source)s had been shared %(shares)s times %(age)s after it was published. Usual for this source "
    "by then are %(low)s to %(high)s.\n\n%(link)s\n"
)


def bursts_find(*, posts: Sequence[int]) -> list[Burst]:
    """Return which of these posts spread unusually fast for their source, of those without an alarm. Writes nothing."""
    watched = Post.objects.filter(pk__in=posts, alarm=None).select_related("source")
    by_source: dict[int, list[Post]] = {}
    for one in watched.order_by("source", "published_at", "pk"):
        by_source.setdefault(one.source_id, []).append(one)
    return [burst for mine in by_source.values() for burst in _bursts(mine)]


def _bursts(posts: Sequence[Post]) -> Iterable[Burst]:
    """Yield the bursts among posts of one source, in time, each against the posts before it."""
    rows = Post.objects.filter(source=posts[0].source_id, published_at__lte=posts[-1].published_at)
    before = rows.filter(published_at__lt=posts[0].published_at).order_by("-published_at", "-pk")
    since = list(rows.filter(published_at__gte=posts[0].published_at).order_by("published_at", "pk"))
    all_posts = counted([*reversed(before[:FIRST_LOOKS]), *since])
    moments = [one.post.published_at for one in all_posts]
    by_key = {one.post.pk: one for one in all_posts}
    for post in posts:
        place = bisect_left(moments, post.published_at)
        found = burst_of(by_key[post.pk], all_posts[max(place - FIRST_LOOKS, 0) : place])
        if found is not None:
            yield found


def alarms_keep(*, bursts: Iterable[Burst], now: datetime, tell: bool = True) -> list[AlarmNotice]:
    """Keep an alarm for each burst, once a post, with what each of those who keep the market is to be told of it;
    return the latter, nothing without `tell`. For jobs, inside a step.
    """
    notices: list[AlarmNotice] = []
    with writing():
        for burst in bursts:
            if Alarm.objects.filter(post=burst.post).exists():
                continue
            row = Alarm(
                post=burst.post,
                rose_at=burst.rose_at,
                shares=burst.shares,
                usual=burst.usual,
                low=burst.low,
                high=burst.high,
                times=burst.times,
                history=burst.history,
                noticed_at=now,
            )
            with change(row, "alarm.raise", actor=None, detail={"post": burst.post.pk}):
                row.save()
            if tell and row.rose_at >= now - TOLD_FOR:
                notices += [_notice(row, one) for one in _keepers()]
        details = [{"alarm": one.alarm_id} for one in notices]
        return create_many(AlarmNotice, notices, "notice.queue", actor=None, details=details)


def _keepers() -> Iterable[User]:
    rows = User.objects.filter(grants__role__in=KEEPERS, is_active=True)
    return rows.order_by("pk").distinct()


def _notice(alarm: Alarm, person: User) -> AlarmNotice:
    """Return what a person is told of an alarm, in their language, not stored yet."""
    post = alarm.post
    with translation.override(person.language):
        told = {
            "title": str(post),
            "source": post.source.name,
            "shares": number(alarm.shares),
            "age": age_words(alarm.rose_at - post.published_at),
            "low": number(alarm.low),
            "high": number(alarm.high),
            "link": f"{settings.MUSTER_ADDRESS}{address('market:signal', alarm.pk)}",
        }
        subject, body = _(SUBJECT) % told, _(BODY) % told
    return AlarmNotice(
        alarm=alarm, recipient=person.email, subject=" ".join(subject.split())[:200], body=body[:10_000]
    )
