"""The public form's service: replays, and two at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from muster.apps.core.models import StoredFile
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Message, Source
from muster.apps.hire.services.applications import ApplicationForm, application_withdraw
from muster.apps.hire.services.careers import application_submit
from tests.apps.hire.openings import Opening, broken

FORM = ApplicationForm(name="Ada Example", email="ada@example.org")


def test_the_same_key_is_the_same_application(opening: Opening) -> None:
    first = application_submit(requisition=opening.requisition, key="k", form=FORM)
    again = application_submit(requisition=opening.requisition, key="k", form=FORM)
    assert first is not None
    assert first == again
    assert status_token(first) == status_token(again) is not None


def test_another_key_with_the_same_address_tells_its_owner_once_a_day(opening: Opening) -> None:
    first = application_submit(requisition=opening.requisition, key="k", form=FORM)
    assert first is not None
    withheld = replace(FORM, name="Mallory", email="ADA@example.org")
    for key in "lmm":
        assert application_submit(requisition=opening.requisition, key=key, form=withheld) is None
    assert Application.objects.count() == 1
    told = Message.objects.order_by("pk").last()
    assert told is not None
    assert Message.objects.count() == 2
    assert (told.recipient, told.application, told.sent_by) == ("ada@example.org", first, None)
    assert "already" in told.subject
    assert "Mallory" not in told.body
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        application_submit(requisition=opening.requisition, key="n", form=withheld)
    assert Message.objects.count() == 3
    assert broken() == []


def test_who_has_withdrawn_may_apply_again(opening: Opening) -> None:
    first = application_submit(requisition=opening.requisition, key="k", form=FORM)
    assert first is not None
    application_withdraw(application=first)
    again = application_submit(requisition=opening.requisition, key="l", form=FORM)
    assert again not in (None, first)


def test_what_is_refused_leaves_no_resume_behind(
    opening: Opening, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    application_submit(requisition=opening.requisition, key="k", form=FORM)
    cv = ContentFile(b"Ada", name="cv.txt")
    assert application_submit(requisition=opening.requisition, key="l", form=FORM, resume=cv) is None
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_outside_claims_a_referral(opening: Opening) -> None:
    application = application_submit(
        requisition=opening.requisition, key="k", form=FORM, source=Source.REFERRAL
    )
    assert application is not None
    assert application.source == Source.CAREERS


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_once_is_one_application(opening: Opening) -> None:
    found: list[int] = []
    ready = threading.Barrier(4)

    def send() -> None:
        ready.wait()
        application = application_submit(requisition=opening.requisition, key="k", form=FORM)
        found.append(0 if application is None else application.pk)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Application.objects.count() == Message.objects.count() == 1
