"""The public form's service: replays, and two at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from pytest_django import Settings

from muster.apps.core.errors import RefusedError
from muster.apps.core.models import StoredFile
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Message, Source
from muster.apps.hire.services.applications import ApplicationForm
from muster.apps.hire.services.careers import application_submit
from tests.apps.hire.openings import Opening

FORM = ApplicationForm(name="Ada Example", email="ada@example.org")


def test_the_same_key_is_the_same_application(opening: Opening) -> None:
    first = application_submit(requisition=opening.requisition, key="k", form=FORM)
    again = application_submit(requisition=opening.requisition, key="k", form=FORM)
    assert first == again
    assert status_token(first) == status_token(again) is not None


def test_another_key_with_the_same_address_is_refused(opening: Opening) -> None:
    application_submit(requisition=opening.requisition, key="k", form=FORM)
    with pytest.raises(RefusedError, match="already"):
        application_submit(requisition=opening.requisition, key="l", form=FORM)
    assert Application.objects.count() == Message.objects.count() == 1


def test_what_is_refused_leaves_no_resume_behind(
    opening: Opening, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    application_submit(requisition=opening.requisition, key="k", form=FORM)
    with pytest.raises(RefusedError, match="already"):
        application_submit(
            requisition=opening.requisition, key="l", form=FORM, resume=ContentFile(b"Ada", name="cv.txt")
        )
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_outside_claims_a_referral(opening: Opening) -> None:
    application = application_submit(
        requisition=opening.requisition, key="k", form=FORM, source=Source.REFERRAL
    )
    assert application.source == Source.CAREERS


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_once_is_one_application(opening: Opening) -> None:
    found: list[int] = []
    ready = threading.Barrier(4)

    def send() -> None:
        ready.wait()
        found.append(application_submit(requisition=opening.requisition, key="k", form=FORM).pk)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Application.objects.count() == Message.objects.count() == 1
