"""From a file of counts to an alarm: the post that goes round and no other, told at once, in everybody's language."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.market.models import Alarm, AlarmNotice, Count, Document, Outsider, Post
from muster.apps.market.selectors.signals import spread_of, watch_of
from muster.apps.market.selectors.waiting import market_waiting
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.posts_receiving import post_to_inbox, posts_upload
from muster.engine.errors import DataError
from tests.apps.conftest import MakeUser
from tests.apps.market.spreading import HEAD, VIRAL, counts_of, history, row

pytestmark = pytest.mark.django_db(transaction=True)
FAST = (40, 130, 400)


def upload(actor: User, rows: str) -> None:
    posts_upload(actor=actor, content=(HEAD + rows).encode(), name="counts.csv")
    build_worker(batch=True).run()


def hours_ago(hours: float) -> datetime:
    return (timezone.now() - timedelta(hours=hours)).replace(microsecond=0)


def test_a_post_that_goes_round_is_told_once_to_all_who_keep_the_market(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER, email="keeper@example.com", language="en")
    make_user(Role.EXECUTIVE, Role.PEOPLE_PARTNER, email="chief@example.com", language="fr")
    make_user(Role.RECRUITER, email="reader@example.com")
    upload(keeper, history())
    assert not Alarm.objects.exists()
    published = hours_ago(1.1)
    upload(keeper, counts_of(published, (3, 7, 12)))  # usual
    assert (Alarm.objects.count(), mail.outbox) == (0, [])
    Post.objects.get(key=VIRAL).counts.all().delete()
    upload(keeper, counts_of(published, FAST))
    alarm = Alarm.objects.get()
    assert (alarm.post.key, alarm.shares, alarm.rose_at - published) == (VIRAL, 40, timedelta(minutes=15))
    assert alarm.low <= alarm.usual <= alarm.high < 40
    assert (alarm.times >= 1000, alarm.history) == (True, 20)
    told = {one.to[0]: (one.subject, one.body) for one in mail.outbox}
    assert set(told) == {"keeper@example.com", "chief@example.com"}
    subject, body = told["keeper@example.com"]
    assert subject == "Spreads unusually fast: It goes round"
    assert "40 times 15 minutes after" in body
    assert f"/market/signals/{alarm.pk}/" in body
    Count.objects.filter(post=alarm.post).latest("at").delete()
    upload(keeper, counts_of(published, FAST))  # more is known again
    assert (Alarm.objects.count(), len(mail.outbox)) == (1, 2)
    picture = spread_of(alarm)
    assert picture is not None
    assert "<svg" in picture
    assert market_waiting(person=keeper).signals == 1
    assert market_waiting(person=User.objects.get(email="reader@example.com")).signals == 0
    assert list(verify_ledger()) == []


def test_of_an_old_file_nobody_is_told(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    old = hours_ago(24 * 90)
    upload(keeper, history(until=old) + counts_of(old, FAST))
    assert (Alarm.objects.count(), mail.outbox) == (1, [])
    assert market_waiting(person=keeper).signals == 0


def test_a_file_of_totals_at_one_moment_is_enough(make_user: MakeUser) -> None:
    """Each post as often as it had been shared when the file was made: what came between is by the law of attention."""
    keeper, at = make_user(Role.EXECUTIVE), hours_ago(0.1)
    rows = "".join(
        row("Whisper", f"p{days}", "", at - timedelta(days=days), 24 * days, 30 + days % 9)
        for days in range(2, 22)
    )
    usual = row("Whisper", "usual", "", at - timedelta(hours=3), 3, 8)
    upload(keeper, rows + usual)
    assert not Alarm.objects.exists()
    upload(keeper, row("Whisper", "fast", "", at - timedelta(hours=2), 2, 300))
    assert Alarm.objects.get().post.key == "fast"


def test_a_source_with_too_few_posts_raises_none(make_user: MakeUser) -> None:
    keeper = make_user(Role.EXECUTIVE)
    upload(keeper, history(posts=7) + counts_of(hours_ago(3), (500, 900, 9000)))
    upload(keeper, history(source="One", posts=1))
    assert not Alarm.objects.exists()
    watch = watch_of(person=keeper)
    assert {one.source.name: (one.posts, one.enough) for one in watch.sources} == {
        "One": (1, False),
        "Whisper": (8, True),
    }
    assert watch.false_alarms == pytest.approx(0.008)


def test_a_file_that_contradicts_what_is_known_changes_nothing(make_user: MakeUser) -> None:
    keeper, published = make_user(Role.EXECUTIVE), hours_ago(3)
    with pytest.raises(PermissionDenied):
        upload(make_user(Role.RECRUITER), counts_of(published, FAST))
    upload(keeper, counts_of(published, FAST))
    before = set(Count.objects.values_list("at", "shares"))
    for rows, code in (
        (counts_of(published, (41, 130, 401)), "count-known"),
        (counts_of(published + timedelta(minutes=1), (1, 2)), "published-known"),
    ):
        with pytest.raises(DataError) as told:
            upload(keeper, rows + history(source="New"))
        assert {one.code for one in told.value.problems} == {code}
    upload(keeper, counts_of(published, FAST))  # the same again
    assert set(Count.objects.values_list("at", "shares")) == before
    assert Post.objects.count() == 1


def test_a_post_becomes_an_article_and_whoever_is_erased_is_gone_from_it(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    title = "Awa Diarra has left Nimbus Research for Tessera"
    upload(keeper, history() + counts_of(hours_ago(1.1), FAST, title=title))
    post = Post.objects.get(key=VIRAL)
    document = post_to_inbox(actor=keeper, post=post, basis="public", keep_months=6)
    assert (document.source.name, document.basis, document.keep_months) == ("Whisper", "public", 6)
    assert document.proposals.filter(kind="move").exists()
    assert post_to_inbox(actor=keeper, post=post, basis="public", keep_months=6) == document
    assert Document.objects.count() == 1
    person = Outsider.objects.create(name="Awa Diarra", basis="public", keep_until=timezone.localdate())
    outsider_erase(actor=keeper, outsider=person)
    post.refresh_from_db()
    notice = AlarmNotice.objects.latest("pk")
    assert not any("Awa" in text for text in (post.title, notice.subject, notice.body))
    assert post.title.endswith("for Tessera")
