"""Reading signals: alarms, what is watched and what is not, and how a post spread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count as CountOf
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.market.bridge.signals import (
    CHANCE,
    FEWEST_POSTS,
    MOST_HISTORY,
    Counted,
    spread_picture,
    usual_band,
)
from muster.apps.market.models import Alarm, Count, Post, Source
from muster.apps.market.rules import may_see
from muster.apps.market.words_signals import age_words

__all__ = [
    "RECENT",
    "AlarmRow",
    "Watch",
    "Watched",
    "alarm_get",
    "alarm_list",
    "alarm_rows",
    "alarms_recent",
    "counted",
    "earlier_posts",
    "spread_of",
    "watch_of",
]

RECENT = timedelta(days=7)
MONTH = timedelta(days=30)
FIRST_LOOKS = 3 * MOST_HISTORY  # posts among which those with counts are looked for


@dataclass(frozen=True)
class AlarmRow:
    """An alarm as pages show it: after how long it rose, and the most shares that are known by now."""

    alarm: Alarm
    age: str
    shares_now: int


@dataclass(frozen=True)
class Watched:
    """A source with how many posts have counts; so many that what is unusual can be told, or too few."""

    source: Source
    posts: int

    @property
    def enough(self) -> bool:
        """Return whether what is unusual for it can be told."""
        return self.posts >= FEWEST_POSTS


@dataclass(frozen=True)
class Watch:
    """The sources that are watched, how many posts of the last month, and how many false alarms to expect of them at
    most; `one_in` is of how many usual posts one raises a false alarm.
    """

    sources: Sequence[Watched]
    posts: int
    one_in: int = round(1 / CHANCE)
    fewest: int = FEWEST_POSTS

    @property
    def false_alarms(self) -> float:
        """Return how many usual posts of the month may raise an alarm by chance."""
        return self.posts * CHANCE


def alarms_recent(*, person: User) -> QuerySet[Alarm]:
    """Return the alarms of the last seven days."""
    return _alarms(person).filter(rose_at__gte=timezone.now() - RECENT)


def _alarms(person: User) -> QuerySet[Alarm]:
    return Alarm.objects.all() if may_see(person) else Alarm.objects.none()


def alarm_list(*, person: User, recent: bool = False) -> QuerySet[Alarm]:
    """Return alarms, those that rose last first, each with the `most` shares that are known of its post."""
    rows = alarms_recent(person=person) if recent else _alarms(person)
    told = rows.select_related("post__source").annotate(most=Max("post__counts__shares"))
    return told.order_by("-rose_at", "-pk")


def alarm_rows(alarms: Iterable[Alarm]) -> list[AlarmRow]:
    """Return alarms of `alarm_list` as pages show them."""
    return [
        AlarmRow(
            one, age_words(one.rose_at - one.post.published_at), max(vars(one).get("most") or 0, one.shares)
        )
        for one in alarms
    ]


def alarm_get(*, person: User, pk: int) -> AlarmRow | None:
    """Return an alarm; None for those who see nothing of the market, or where there is none."""
    rows = alarm_list(person=person).select_related("post__document")
    return next(iter(alarm_rows(rows.filter(pk=pk))), None)


def watch_of(*, person: User) -> Watch:
    """Return what is watched."""
    if not may_see(person):
        return Watch((), 0)
    told = Q(posts__counts__isnull=False)
    rows = Source.objects.annotate(posts_told=CountOf("posts", filter=told, distinct=True))
    sources = [Watched(one, one.posts_told) for one in rows.filter(posts_told__gt=0).order_by("name", "pk")]
    able = [one.source.pk for one in sources if one.enough]
    since = timezone.now() - MONTH
    recent = Post.objects.filter(source__in=able, published_at__gte=since, counts__isnull=False).distinct()
    return Watch(sources, recent.count())


def counted(posts: Iterable[Post]) -> list[Counted]:
    """Return posts with their counts, in the order of the posts; those without any too."""
    rows = list(posts)
    looks: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
    told = Count.objects.filter(post__in=[one.pk for one in rows]).order_by("post", "at")
    for post, at, shares in told.values_list("post", "at", "shares"):
        looks[post].append((at, shares))
    return [Counted(one, looks[one.pk]) for one in rows]


def earlier_posts(post: Post, *, most: int = FIRST_LOOKS) -> list[Counted]:
    """Return the posts of the same source that were published before one, the newest `most` of them, in time."""
    rows = Post.objects.filter(source=post.source_id, published_at__lt=post.published_at)
    newest = list(rows.order_by("-published_at", "-pk")[:most])
    return counted(reversed(newest))


def spread_of(alarm: Alarm) -> SafeString | None:
    """Return the picture of how the post of an alarm spread against what is usual; None where that is not known."""
    [told] = counted([alarm.post])
    band = usual_band(told, earlier_posts(alarm.post), until=alarm.noticed_at)
    if band is None:
        return None
    hours = (alarm.rose_at - alarm.post.published_at) / timedelta(hours=1)
    words = {
        "axis": _("hours after it was published"),
        "shares": _("shares in all"),
        "this_post": _("This post"),
        "usual_for_source": _("Usual for its source, 90%"),
        "alarm_word": _("The alarm"),
    }
    return spread_picture(band, (hours, alarm.shares), words)
