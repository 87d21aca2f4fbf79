"""The pages of signals and feeds: what they show and to whom, and what they take."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.market.models import Alarm, Document, Feed, Post
from muster.apps.market.services.alarms import alarms_keep, bursts_find
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.market.spreading import HEAD, VIRAL, counts_of, history

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def read(browser: Client, name: str, *args: int, query: str = "") -> str:
    answer = browser.get(reverse(f"market:{name}", args=args) + query)
    assert answer.status_code == 200, name
    return " ".join(answer.content.decode().replace("\u2068", "").replace("\u2069", "").split())


def upload(browser: Client, rows: str, name: str = "counts.csv") -> tuple[int, str]:
    file = SimpleUploadedFile(name, rows.encode())
    answer = browser.post(reverse("market:signals"), {"file": file})
    return answer.status_code, answer.content.decode()


def test_a_signal_from_the_file_to_the_inbox(
    make_user: MakeUser, django_assert_max_num_queries: object
) -> None:
    browser, recruiter = signed_in(make_user(Role.EXECUTIVE)), signed_in(make_user(Role.RECRUITER))
    stranger = signed_in(make_user(Role.EMPLOYEE))
    published = timezone.now() - timedelta(hours=1.1)
    title = "<script>alert(1)</script> goes round"
    rows = history() + counts_of(published, (40, 130, 400), title=title) + history(source="New", posts=1)
    assert upload(browser, HEAD + rows)[0] == 302
    alarms_keep(bursts=bursts_find(posts=list(Post.objects.values_list("pk", flat=True))), now=timezone.now())
    alarm = Alarm.objects.get()
    for reader in (browser, recruiter):
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            page = read(reader, "signals")
        for told in (
            "15 minutes after publication",
            "times as likely",
            "at most one in 1,000",
            "Too few posts to say what is usual",
            "goes round",
        ):
            assert told in page
        assert "<script>alert" not in page
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            page = read(reader, "signal", alarm.pk)
        assert "shared 40 times 15 minutes after" in page
        assert "<svg" in page
        assert "<script>alert" not in page
        assert ("Upload" in read(reader, "signals")) is (reader is browser)
    Alarm.objects.update(rose_at=timezone.now() - timedelta(days=8))
    assert "Nothing spreads unusually fast" in read(browser, "signals", query="?view=week")
    inbox = reverse("market:signal-inbox", args=[alarm.pk])
    assert recruiter.post(inbox, {"basis": "public", "keep_months": 6}).status_code == 403
    assert browser.post(inbox, {"basis": "whim", "keep_months": 6}).status_code == 422
    answer = browser.post(inbox, {"basis": "public", "keep_months": 6})
    document = Document.objects.get()
    assert (document.title, document.text.startswith(title)) == (title, True)
    assert answer["Location"] == reverse("market:document", args=[document.pk])
    assert reverse("market:document", args=[document.pk]) in read(recruiter, "signal", alarm.pk)
    for name, args in (("signals", ()), ("signal", (alarm.pk,)), ("feeds", ())):
        assert stranger.get(reverse(f"market:{name}", args=args)).status_code == 403
    assert recruiter.post(reverse("market:signals"), {}).status_code == 403
    assert recruiter.get(reverse("market:signal", args=[alarm.pk + 1])).status_code == 404


def test_a_bad_file_is_told_row_by_row_and_keeps_nothing(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.COMPENSATION_PARTNER))
    now = timezone.now()
    fine = counts_of(now - timedelta(hours=3), (1, 2))
    for rows, told in (
        (
            HEAD + fine + f"W,p,t,{now.isoformat()},{(now - timedelta(hours=1)).isoformat()},3\n",
            "Row 4, at: The count",
        ),
        (
            HEAD + fine + "W,p,t,2026-03-02,2026-03-02T09:15Z,3\n",
            "Row 4, published: “2026-03-02” is no moment",
        ),
        (HEAD + fine + fine.replace(",2\n", ",5\n"), "Row 5, shares: Row 3 has another number"),
        ("a,b\n1,2\n", "The column is missing"),
        ("<html></html>", "The column is missing"),
        ("", "empty"),
    ):
        status, page = upload(browser, rows)
        assert (status, told in page) == (422, True), told
    assert not Post.objects.exists()


def test_feeds_are_added_changed_paused_and_removed(make_user: MakeUser) -> None:
    browser, recruiter = signed_in(make_user(Role.PEOPLE_PARTNER)), signed_in(make_user(Role.RECRUITER))
    given = {
        "url": "https://p.example/feed", "source": "The Paper", "minutes": 30, "basis": "interest", "keep_months": 24,
    }  # fmt: skip
    url = reverse("market:feeds")
    assert recruiter.post(url, given).status_code == 403
    refused = browser.post(url, {**given, "url": "https://192.168.1.1/feed"})
    assert (refused.status_code, "private network" in refused.content.decode()) == (422, True)
    assert browser.post(url, {**given, "minutes": 1}).status_code == 422
    assert browser.post(url, given).status_code == 302
    feed = Feed.objects.get()
    page = read(recruiter, "feeds")
    assert "Not fetched yet" in page
    assert "every 30 minutes" in page
    assert "Fetch now" not in page
    Feed.objects.update(fetched_at=timezone.now(), fault="html", left_out=2)
    page = read(browser, "feeds")
    assert "It is an HTML page and no feed" in page
    assert "2 entries were left out" in page
    change, seen = reverse("market:feed", args=[feed.pk]), {"version": feed.version}
    assert browser.post(change, {**given, **seen, "minutes": 60}).status_code == 302
    assert Feed.objects.get().minutes == 60
    assert browser.post(change, {**given, **seen}).status_code == 409
    fetch, pause = (reverse(f"market:feed-{one}", args=[feed.pk]) for one in ("fetch", "pause"))
    assert browser.post(fetch).status_code == 302
    assert browser.post(pause).status_code == 302
    assert "Paused" in read(browser, "feeds")
    assert "is paused" in browser.post(fetch, follow=True).content.decode()
    assert browser.post(pause).status_code == 302
    assert Feed.objects.get().active
    remove = reverse("market:feed-remove", args=[feed.pk])
    assert "stay" in browser.get(remove).content.decode()
    assert browser.post(remove).status_code == 302
    assert not Feed.objects.exists()
    assert browser.get(change).status_code == 404


def test_what_goes_round_is_its_link_only_where_it_is_one(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.EXECUTIVE))
    rows = history() + counts_of(timezone.now() - timedelta(hours=2), (40, 130, 400))
    upload(browser, HEAD + rows.replace(VIRAL, "javascript:alert(1)"))
    alarms_keep(bursts=bursts_find(posts=list(Post.objects.values_list("pk", flat=True))), now=timezone.now())
    assert 'href="javascript' not in read(browser, "signal", Alarm.objects.get().pk)
