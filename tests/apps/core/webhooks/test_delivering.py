"""From a change to the receiver: told once the change is kept, in order, signed, without a word about anybody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.ledger import writing
from muster.apps.core.models import Delivery, Webhook
from muster.apps.core.roles import Role
from muster.apps.core.webhooks.delivering import dispatch, rest_after
from muster.apps.core.webhooks.events import events
from muster.apps.core.webhooks.services import delivery_replay, webhook_ping, webhook_rotate, webhook_save
from muster.apps.core.worker import build_worker
from tests.apps.conftest import MakeUser
from tests.apps.core.webhooks.listening import Receiver, listening
from tests.apps.hire.inside import NAME, apply, move
from tests.apps.hire.openings import Opening, open_requisition

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = ["application.received", "application.moved"]


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]


@pytest.fixture
def admin(make_user: MakeUser) -> User:
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def opening(make_user: MakeUser) -> Opening:
    return open_requisition(recruiter=make_user(Role.RECRUITER), manager=make_user(Role.HIRING_MANAGER))


def hook(admin: User, receiver: Receiver, **values: Any) -> Webhook:
    given = {"name": "Hook", "url": receiver.url, "events": EVENTS, **values}
    return webhook_save(actor=admin, webhook=None, **given)


def work() -> None:
    build_worker(batch=True).run()


def later() -> None:
    """Let the time come at which is tried again."""
    past = timezone.now() - timedelta(seconds=1)
    Webhook.objects.update(rests_until=past)
    Delivery.objects.filter(state=Delivery.State.WAITING).update(next_at=past)
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.filter(status="READY").update(run_after=past)


def signature(secret: str, headers: dict[str, str], body: bytes) -> str:
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def test_events_are_told_in_order_signed_and_without_personal_data(admin: User, opening: Opening) -> None:
    apply(opening)  # before anybody listens
    with listening() as receiver:
        row = hook(admin, receiver)
        one = apply(opening, letter="A letter")
        move(opening, [one.pk])
        work()
        told = [json.loads(body) for _path, _headers, body in receiver.got]
        assert [one["type"] for one in told] == ["application.received", "application.moved"]
        assert [(one["data"]["kind"], one["data"]["id"]) for one in told] == [
            ("hire.application", one.pk)
        ] * 2
        assert told[1]["data"]["actor"] == opening.recruiter.pk
        for _path, headers, body in receiver.got:
            assert headers["webhook-signature"] == signature(row.secret, headers, body)
            assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
            for word in (NAME, "example.org", "letter", opening.requisition.title):
                assert word.encode() not in body
        assert set(Delivery.objects.values_list("state", "attempts", "status")) == {("delivered", 1, 204)}
        work()
        assert len(receiver.got) == 2


def test_what_was_taken_back_is_not_told(admin: User, opening: Opening) -> None:
    with listening() as receiver:
        hook(admin, receiver)

        def fail() -> None:
            with writing():
                apply(opening)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        work()
        assert receiver.got == []


def test_a_failure_is_tried_again_later_under_the_same_name(admin: User, opening: Opening) -> None:
    with listening(status=500) as receiver:
        row = hook(admin, receiver)
        apply(opening)
        apply(opening)
        work()
        assert len(receiver.got) == 1  # the address rests: the second waits as well
        row.refresh_from_db()
        assert row.failures == 1
        assert row.rests_until is not None
        assert row.rests_until > timezone.now()
        work()
        assert len(receiver.got) == 1
        receiver.status = 200
        later()
        work()
        row = Webhook.objects.get()
        assert (row.failures, row.rests_until) == (0, None)
        assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
        codes = [headers["webhook-id"] for _path, headers, _body in receiver.got]
        assert len(codes) == 3
        assert len(set(codes)) == 2


def test_after_five_days_it_is_given_up_and_can_be_sent_again(admin: User, opening: Opening) -> None:
    with listening(status=503) as receiver:
        hook(admin, receiver)
        apply(opening)
        dispatch()
        Delivery.objects.update(created_at=timezone.now() - timedelta(days=6))
        work()
        one = Delivery.objects.select_related("webhook").get()
        assert (one.state, one.problem) == (Delivery.State.FAILED, "answered with 503")
        later()
        work()
        assert len(receiver.got) == 1
        receiver.status = 204
        delivery_replay(actor=admin, delivery=one)
        work()
        one.refresh_from_db()
        assert (one.state, one.attempts) == (Delivery.State.DELIVERED, 2)


def test_a_receiver_that_hangs_does_not_keep_the_others(
    admin: User, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.apps.core.webhooks import sending

    monkeypatch.setattr(sending, "PATIENCE", 0.5)
    with listening(wait=2) as hangs, listening() as quick:
        hook(admin, hangs, name="Hangs")
        hook(admin, quick, name="Quick")
        for _ in range(3):
            apply(opening)
        work()
        assert len(quick.got) == 3
        assert len(hangs.got) == 1


def test_an_exchanged_secret_signs_for_a_day(admin: User, opening: Opening) -> None:
    with listening() as receiver:
        row = hook(admin, receiver)
        old, new = row.secret, webhook_rotate(actor=admin, webhook=row)
        apply(opening)
        work()
        _path, headers, body = receiver.got[0]
        both = [signature(one, headers, body) for one in (new, old)]
        assert headers["webhook-signature"].split(" ") == both
        Webhook.objects.update(old_until=timezone.now() - timedelta(seconds=1))
        apply(opening)
        work()
        _path, headers, body = receiver.got[1]
        assert headers["webhook-signature"] == signature(new, headers, body)


def test_one_that_is_off_hears_nothing_and_begins_with_the_present(admin: User, opening: Opening) -> None:
    with listening() as receiver, listening() as other:
        row = hook(admin, receiver, active=False)
        hook(admin, other, name="Other", events=["employee.hired"])
        apply(opening)
        work()
        assert receiver.got == other.got == []
        row = webhook_save(
            actor=admin, webhook=row, name="Hook", url=receiver.url, events=EVENTS, active=True
        )
        work()
        assert receiver.got == []
        webhook_ping(actor=admin, webhook=row)
        work()
        assert [json.loads(body)["type"] for _path, _headers, body in receiver.got] == ["webhook.ping"]
        assert other.got == []  # a trial is for the one that is tried


def test_the_pauses_grow_to_some_hours() -> None:
    assert [rest_after(number).total_seconds() for number in (1, 2, 3, 40)] == [10, 20, 40, 6 * 3600]


def test_no_event_stands_for_what_must_not_be_known() -> None:
    actions = {action for found in events().values() for action in found}
    assert not {one for one in actions if one.startswith(("ballot.", "self_identification.", "user."))}
    assert len(actions) == sum(len(found) for found in events().values()), "two events for one action"
