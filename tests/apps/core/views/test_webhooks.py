"""The pages of webhooks: for administrators alone; a secret is shown once."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Delivery, Entry, Webhook
from muster.apps.core.roles import Role
from muster.apps.core.webhooks.services import webhook_replay, webhook_save
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in

pytestmark = pytest.mark.django_db
FORM = {"name": "Payroll", "url": "https://example.com/hook", "events": ["employee.hired"], "active": "on"}


def test_a_webhook_is_set_up_and_its_secret_shown_once(make_user: MakeUser) -> None:
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    made = admin.post(reverse("core:webhook-new"), FORM, follow=True)
    row = Webhook.objects.get()
    assert row.secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    url = reverse("core:webhook", args=[row.pk])
    assert row.secret not in admin.get(url).content.decode()
    assert "Payroll" in admin.get(reverse("core:webhooks")).content.decode()
    shown = admin.post(reverse("core:webhook-secret", args=[row.pk]), follow=True).content.decode()
    old, row = row.secret, Webhook.objects.get()
    assert (row.old_secret, row.secret in shown) == (old, True)
    assert old not in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"url": "https://169.254.169.254/latest/"}, "private network"),
        ({"url": "http://example.com/"}, "begins with https://"),
        ({"url": "nonsense"}, "Give the whole address"),
        ({"events": []}, "required"),
        ({"events": ["nothing.happens"]}, "nothing.happens"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(
    make_user: MakeUser, changed: dict[str, Any], sentence: str
) -> None:
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    answer = admin.post(reverse("core:webhook-new"), {**FORM, **changed})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Webhook.objects.exists()


def test_what_was_sent_is_shown_and_sent_again(make_user: MakeUser, settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    person = make_user(Role.ADMINISTRATOR)
    row = webhook_save(
        actor=person, webhook=None, name="Hook", url="http://127.0.0.1:9/", events=["employee.hired"]
    )
    now = timezone.now()
    rows = [
        Delivery(
            webhook=row,
            sequence=number,
            event="employee.hired",
            created_at=now,
            next_at=now,
            state=state,
            problem="answered with 503" if state == "failed" else "",
        )
        for number, state in enumerate(("delivered", "failed", "failed"), 1)
    ]
    Delivery.objects.bulk_create(rows)
    admin = signed_in(person)
    url = reverse("core:webhook", args=[row.pk])
    assert admin.get(url).content.decode().count("answered with 503") == 2
    assert admin.get(f"{url}?view=delivered").content.decode().count("employee.hired</bdi></td>") == 1
    admin.post(reverse("core:delivery-again", args=[row.pk, rows[0].pk]))
    assert Delivery.objects.get(pk=rows[0].pk).state == Delivery.State.WAITING
    admin.post(reverse("core:webhook-again", args=[row.pk]))
    assert not Delivery.objects.filter(state=Delivery.State.FAILED).exists()
    assert Entry.objects.filter(action="webhook.replay").count() == 2
    admin.post(reverse("core:webhook-try", args=[row.pk]))
    assert Delivery.objects.filter(event="webhook.ping").count() == 1
    edited = admin.post(reverse("core:webhook-edit", args=[row.pk]), {**FORM, "active": ""})
    assert edited.status_code == 302
    assert Webhook.objects.get().active is False
    admin.post(reverse("core:webhook-remove", args=[row.pk]))
    assert not Webhook.objects.exists()
    assert list(verify_ledger()) == []


def test_who_saves_over_another_is_told(make_user: MakeUser) -> None:
    person = make_user(Role.ADMINISTRATOR)
    url = "https://example.com/hook"
    row = webhook_save(actor=person, webhook=None, name="Payroll", url=url, events=["employee.hired"])
    admin, url = signed_in(person), reverse("core:webhook-edit", args=[row.pk])
    page = admin.get(url).content.decode()
    assert f'name="version" value="{row.version}"' in page
    first = admin.post(url, {**FORM, "name": "First", "version": row.version})
    second = admin.post(url, {**FORM, "name": "Second", "version": row.version})
    assert (first.status_code, second.status_code) == (302, 409)
    assert Webhook.objects.get().name == "First"


def test_who_may(make_user: MakeUser) -> None:
    for role in (Role.RECRUITER, Role.EXECUTIVE, Role.PEOPLE_PARTNER, Role.AUDITOR):
        with pytest.raises(PermissionDenied):
            webhook_save(
                actor=make_user(role),
                webhook=None,
                name="x",
                url="https://example.com/",
                events=["employee.hired"],
            )
        with pytest.raises(PermissionDenied):
            webhook_replay(actor=make_user(role), webhook=Webhook())
