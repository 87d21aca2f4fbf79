"""What the database itself keeps right about messages."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from muster.apps.hire.models import Message, MessageTemplate
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_template_is_there_once_in_each_language() -> None:
    MessageTemplate.objects.create(name="Thanks", language="en", subject="s", body="b")
    MessageTemplate.objects.create(name="Thanks", language="nl", subject="s", body="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageTemplate.objects.create(name="Thanks", language="en", subject="t", body="c")


def test_a_message_waits_until_a_worker_sends_it(opening: Opening) -> None:
    one = apply(opening)
    message = Message.objects.create(application=one, recipient="ada@example.org", subject="s", body="b")
    assert (message.status, message.sent_at, str(message)) == (Message.Status.QUEUED, None, "s")
