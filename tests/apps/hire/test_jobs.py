"""What a worker does for hiring: messages leave once, résumés are read as they were uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from muster.apps.core.files import path_of
from muster.apps.core.worker import build_worker
from muster.apps.hire.links import status_link
from muster.apps.hire.models import Application, Message
from muster.apps.hire.search import matching
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.erasing import candidate_erase
from muster.apps.hire.services.messages import message_send
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.resumes import resume_store
from muster.tables.resumes import ResumeText, read_resume
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """Do everything that waits."""
    build_worker(batch=True).run()


def queue(opening: Opening, *applications: Application) -> list[Message]:
    """Queue a message to each."""
    return message_send(
        actor=opening.recruiter, applications=applications, subject="Hello {name}", body="Go to {status_link}"
    )


def apply_with(opening: Opening, content: bytes) -> Application:
    """Apply with a résumé."""
    stored = resume_store(upload=ContentFile(content, name="cv.txt"), actor=None)
    form = ApplicationForm(name="Ada Example", email="ada@example.org")
    return application_apply(requisition=opening.requisition, form=form, resume=stored)[0]


def test_messages_leave_once_with_the_private_link(opening: Opening) -> None:
    one = apply(opening)
    work()
    mail.outbox.clear()
    message = queue(opening, one)[0]
    work()
    message.refresh_from_db()
    assert (message.status, message.problem) == ("sent", "")
    assert message.sent_at is not None
    assert [(sent.to, sent.body) for sent in mail.outbox] == [
        ([one.candidate.email], f"Go to {status_link(one)}")
    ]
    assert broken() == []


def test_a_message_that_was_being_sent_when_a_worker_died_is_not_sent_again(opening: Opening) -> None:
    one = apply(opening)
    message = queue(opening, one)[0]
    Message.objects.filter(pk=message.pk).update(status="sending")
    work()
    message.refresh_from_db()
    assert message.status == "sending"
    assert [sent.subject for sent in mail.outbox if sent.subject == message.subject] == []


class RefusingServer(BaseEmailBackend):
    """A mail server that knows nobody of example.net."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse some."""
        for message in email_messages:
            if message.to[0].endswith("@example.net"):
                raise OSError("mailbox unavailable")
        return len(email_messages)


def test_a_mail_server_that_refuses_is_told_and_stops_no_other(opening: Opening, settings: Any) -> None:
    first, second = apply(opening, email="ada@example.net"), apply(opening)
    work()
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"
    queued = queue(opening, first, second)
    work()
    told = Message.objects.filter(pk__in=[one.pk for one in queued]).order_by("pk")
    assert [(one.status, one.problem) for one in told] == [("failed", "mailbox unavailable"), ("sent", "")]


def test_a_resume_is_read_and_can_be_searched(opening: Opening) -> None:
    one = apply_with(opening, b"Kernels for sparse tensors")
    work()
    one.refresh_from_db()
    assert one.resume_text.strip() == "Kernels for sparse tensors"
    assert list(Application.objects.filter(pk__in=matching("sparse tens"))) == [one]


def test_a_resume_that_is_erased_while_it_is_read_stays_away(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = apply_with(opening, b"Kernels for sparse tensors")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="Not now"
    )

    def erase_and_read(data: bytes) -> ResumeText:
        candidate_erase(actor=None, candidate=one.candidate)
        return read_resume(data)

    monkeypatch.setattr("muster.apps.hire.jobs.read_resume", erase_and_read)
    work()
    one.refresh_from_db()
    assert (one.resume, one.resume_text) == (None, "")
    assert list(matching("sparse tens")) == []


def test_a_resume_that_is_not_what_was_uploaded_is_not_read(opening: Opening) -> None:
    one = apply_with(opening, b"Kernels for sparse tensors")
    assert one.resume is not None
    path_of(one.resume).write_bytes(b"Something else")
    work()
    one.refresh_from_db()
    assert one.resume_text == ""
