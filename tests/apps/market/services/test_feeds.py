"""A feed from its address to the inbox and the counts: fetched by a worker, again when due, and no fault unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.core.webhooks import fetching, sending
from muster.apps.core.worker import build_worker
from muster.apps.market.models import Count, Document, Feed, Post
from muster.apps.market.services.feeds import (
    FeedPlan,
    feed_fetch,
    feed_pause,
    feed_remove,
    feed_resume,
    feed_save,
)
from tests.apps.conftest import MakeUser
from tests.apps.core.webhooks.listening import Receiver, listening
from tests.apps.market.spreading import feed_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]


@pytest.fixture
def server() -> Iterator[Receiver]:
    with listening(status=200) as found:
        yield found


@pytest.fixture
def keeper(make_user: MakeUser) -> User:
    return make_user(Role.PEOPLE_PARTNER)


def plan(url: str, **changes: Any) -> FeedPlan:
    given = {"url": url, "source": "The Paper", "minutes": 15, "basis": "interest", "keep_months": 12}
    return FeedPlan(**{**given, **changes})


def fetches_to_come() -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(status="READY", task_path__contains="fetch")


def work() -> None:
    build_worker(batch=True).run()


def fetched(keeper: User, feed: Feed) -> Feed:
    feed_fetch(actor=keeper, feed=feed)
    work()
    return Feed.objects.get(pk=feed.pk)


def test_a_feed_brings_articles_and_counts_and_comes_again(keeper: User, server: Receiver) -> None:
    hour = timezone.now() - timedelta(hours=1)
    server.headers = {"ETag": '"one"'}
    server.content = feed_of([("a", hour, 3), ("b", hour, None), ("c", hour + timedelta(days=2), 1)])
    feed = feed_save(actor=keeper, feed=None, plan=plan(server.url))
    work()
    feed.refresh_from_db()
    assert (feed.fault, feed.left_out, feed.etag) == ("", 1, '"one"')
    assert set(Document.objects.values_list("title", flat=True)) == {"About a", "About b"}
    assert set(Document.objects.values_list("added_by", "keep_months", "source__name")) == {
        (keeper.pk, 12, "The Paper")
    }
    post = Post.objects.get()
    assert (post.key, post.title, str(post.document)) == ("https://p.example/a", "About a", "About a")
    [later] = fetches_to_come()
    assert later.run_after is not None
    assert timedelta(minutes=13) < later.run_after - timezone.now() < timedelta(minutes=16)
    server.status = 304
    fetched(keeper, feed)
    assert server.got[1][1]["if-none-match"] == '"one"'
    server.status, server.content = 200, feed_of([("a", hour, shares) for shares in (9, 9)])
    fetched(keeper, feed)
    fetched(keeper, feed)
    fetched(keeper, feed)
    assert list(Count.objects.order_by("at").values_list("shares", flat=True)) == [3, 9, 9]  # it stood still
    server.content = feed_of([("a", hour, 4)])
    fetched(keeper, feed)
    assert Count.objects.latest("at").shares == 4  # as it was told
    assert Document.objects.count() == 2
    assert fetches_to_come().count() == 1
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(finished_at=timezone.now() - timedelta(days=3))
    before = Job.objects.count()
    fetched(keeper, feed)
    assert Job.objects.count() < before
    assert list(verify_ledger()) == []


def test_a_thousand_same_entries_are_one_article(keeper: User, server: Receiver) -> None:
    server.content = feed_of([("a", timezone.now() - timedelta(hours=1), 3)] * 1_000)
    feed_save(actor=keeper, feed=None, plan=plan(server.url))
    work()
    assert (Document.objects.count(), Post.objects.count(), Count.objects.count()) == (1, 1, 1)


def test_each_fault_is_told_and_the_next_fetch_comes_all_the_same(
    keeper: User, server: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    feed = feed_save(actor=keeper, feed=None, plan=plan(server.url))
    work()
    for values, fault, detail in (
        ({"content": b"<!doctype html><html><body>Sign in</body></html>"}, "html", ""),
        ({"content": b"words"}, "no-feed", ""),
        ({"content": b"\0\0\0"}, "no-feed", ""),
        ({"content": b"<rss><channel></channel></rss>"}, "empty", ""),
        ({"content": b"<rss><channel><item"}, "broken", ""),
        ({"content": b"x" * (fetching.MOST_BYTES + 1)}, "size", "8"),
        ({"status": 404}, "status", "404"),
        ({"status": 302, "location": "http://10.0.0.1/"}, "private", ""),
    ):
        server.status, server.location, server.content = 200, "", b""
        for name, value in values.items():
            setattr(server, name, value)
        found = fetched(keeper, feed)
        assert (found.fault, found.fault_detail) == (fault, detail)
        assert found.fetched_at is not None
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    server.wait = 1
    assert fetched(keeper, feed).fault == "late"
    settings.MUSTER_WEBHOOK_NETWORKS = []
    assert fetched(keeper, feed).fault == "private"
    assert fetches_to_come().count() == 1
    assert not Document.objects.exists()


def test_who_may_and_which_addresses(keeper: User, make_user: MakeUser, settings: Any) -> None:
    with pytest.raises(PermissionDenied):
        feed_save(actor=make_user(Role.RECRUITER), feed=None, plan=plan("https://p.example/feed"))
    settings.MUSTER_WEBHOOK_NETWORKS = []
    for url, told in (
        ("https://127.0.0.1/feed", "no feed is fetched"),
        ("https://169.254.169.254/", "no feed is fetched"),
        ("http://p.example/feed", "https://"),
        ("feed.xml", "whole address of a feed"),
    ):
        with pytest.raises(RefusedError, match=told):
            feed_save(actor=keeper, feed=None, plan=plan(url))
    for wrong in ({"minutes": 1}, {"keep_months": 0}, {"basis": "whim"}, {"source": " "}):
        with pytest.raises(RefusedError):
            feed_save(actor=keeper, feed=None, plan=plan("https://p.example/feed", **wrong))
    feed = feed_save(actor=keeper, feed=None, plan=plan("https://p.example/feed"))
    with pytest.raises(RefusedError, match="already"):
        feed_save(actor=keeper, feed=None, plan=plan("https://p.example/feed"))
    feed_pause(actor=keeper, feed=feed)
    with pytest.raises(RefusedError, match="paused"):
        feed_fetch(actor=keeper, feed=feed)
    work()  # what was due before it was paused
    assert Feed.objects.get().fetched_at is None
    other = make_user(Role.EXECUTIVE)
    feed_resume(actor=other, feed=feed)
    assert Feed.objects.get().kept_by == other
    assert list(verify_ledger()) == []
    RoleGrant.objects.filter(user=other).delete()
    work()
    assert Feed.objects.get().fault == "keeper"
    feed_remove(actor=keeper, feed=feed)
    assert not Feed.objects.exists()
