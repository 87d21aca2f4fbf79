"""What a worker does for feeds and signals: fetch what is due, see which posts spread unusually fast, tell of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from muster.apps.core.jobs import enqueue, running
from muster.apps.core.models import Job
from muster.apps.market.models import AlarmNotice, Feed
from muster.apps.market.services.alarms import alarms_keep, bursts_find
from muster.apps.market.services.feeds_fetching import feed_ask, feed_keep
from muster.apps.pay.jobs import notice_send

__all__ = ["feed_schedule", "fetch_feed", "send_alarm_notices", "watch_posts"]

REMEMBERED = timedelta(days=2)  # fetches that went well
FORGOTTEN_AT_ONCE = 200


def feed_schedule(feed: Feed, at: datetime) -> None:
    """Have a worker fetch a feed at some time, unless one will by then."""
    ready = DBTaskResult.objects.filter(
        task_path=fetch_feed.module_path, status=TaskResultStatus.READY, args_kwargs__kwargs__feed=feed.pk
    )
    if not ready.filter(run_after__lte=at).exists():
        enqueue(fetch_feed.using(run_after=at), title=_("Fetching a feed"), actor=None, feed=feed.pk)


@task(takes_context=True)
def fetch_feed(context: TaskContext, feed: int) -> dict[str, Any]:
    """Fetch a feed, and have it fetched again when it is due. The latter comes first: whatever happens to this fetch,
    there is a next one.
    """
    job = running(context)
    row = Feed.objects.select_related("source", "kept_by").filter(pk=feed, active=True).first()
    if row is None:
        return {"fault": "", "posts": 0}
    now = timezone.now()
    with job.step():
        feed_schedule(row, now + timedelta(minutes=row.minutes))
        _forget(row, now)
    got = feed_ask(row)
    with job.step():
        posts = feed_keep(feed=row, got=got, now=timezone.now())
        if posts:
            title = _("Looking which posts spread unusually fast")
            enqueue(watch_posts, title=title, actor=None, posts=[one.pk for one in posts])
    return {"fault": got.fault, "posts": len(posts)}


def _forget(feed: Feed, now: datetime) -> None:
    """Forget fetches of some days ago: a feed that is fetched every few minutes has thousands."""
    old = DBTaskResult.objects.filter(
        task_path=fetch_feed.module_path,
        status=TaskResultStatus.SUCCESSFUL,
        args_kwargs__kwargs__feed=feed.pk,
        finished_at__lt=now - REMEMBERED,
    )
    keys = list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    if keys:
        Job.objects.filter(pk__in=keys).delete()
        DBTaskResult.objects.filter(pk__in=keys).delete()


@task(takes_context=True)
def watch_posts(context: TaskContext, posts: list[int]) -> int:
    """See which posts spread unusually fast for their source; return how many people are told of how many alarms."""
    job = running(context)
    bursts = bursts_find(posts=posts)
    with job.step():
        notices = alarms_keep(bursts=bursts, now=timezone.now())
        if notices:
            keys = [one.pk for one in notices]
            enqueue(send_alarm_notices, title=_("Sending messages"), actor=None, notices=keys)
    return len(bursts)


@task(takes_context=True)
def send_alarm_notices(context: TaskContext, notices: list[int]) -> int:
    """Send what people are told of alarms, each once; return how many there were."""
    job = running(context)
    for done, pk in enumerate(notices, 1):
        notice_send(job, AlarmNotice.objects.get(pk=pk), done=done, total=len(notices))
    return len(notices)
