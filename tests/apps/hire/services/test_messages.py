"""Writing to candidates: who may, what each gets, and what stays out of the stored text."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from muster.apps.core.errors import RefusedError
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.hire.links import status_link
from muster.apps.hire.models import Application, Candidate, Message, MessageTemplate
from muster.apps.hire.services.messages import (
    message_acknowledge,
    message_fill,
    message_send,
    template_save,
)
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db


def test_each_candidate_gets_their_own_message_and_one_job_sends_them(opening: Opening) -> None:
    ada, bo = apply(opening, name="Ada Example"), apply(opening, name="Bo Example")
    before = Job.objects.count()
    sent = message_send(
        actor=opening.recruiter, applications=[ada, bo], subject="Hello {name}", body="{title} at {company}"
    )
    assert [one.subject for one in sent] == ["Hello Ada Example", "Hello Bo Example"]
    assert {one.recipient for one in sent} == {ada.candidate.email, bo.candidate.email}
    assert all(one.body.startswith(opening.requisition.title) for one in sent)
    assert {(one.status, one.sent_by) for one in sent} == {("queued", opening.recruiter)}
    assert Job.objects.count() == before + 1
    assert broken() == []


def test_a_private_link_is_filled_in_only_when_the_message_leaves(opening: Opening) -> None:
    one = apply(opening)
    message = message_send(
        actor=opening.recruiter, applications=[one], subject="s", body="See {status_link}."
    )[0]
    assert message.body == "See {status_link}."
    assert status_link(one) not in message.body


def test_a_name_cannot_put_lines_or_places_into_a_message(opening: Opening) -> None:
    one = apply(opening, name="Ada {status_link}\nBcc: all@example.org")
    subject, body = message_fill(application=one, subject="Hello {name}", body="{name}{other}")
    assert "\n" not in subject
    assert body == f"{one.candidate.name}{{other}}"


def test_only_those_who_work_on_the_opening_write_to_its_candidates(
    opening: Opening, make_user: MakeUser
) -> None:
    one = apply(opening)
    message_send(actor=opening.manager, applications=[one], subject="s", body="b")
    for role in (Role.HIRING_MANAGER, Role.EXECUTIVE, Role.EMPLOYEE, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            message_send(actor=make_user(role), applications=[one], subject="s", body="b")
    assert Message.objects.filter(subject="s").count() == 1


@pytest.mark.parametrize(("subject", "body"), [("", "b"), ("s", " \n"), (" ", "b")])
def test_an_empty_message_is_refused(opening: Opening, subject: str, body: str) -> None:
    with pytest.raises(RefusedError):
        message_send(actor=opening.recruiter, applications=[apply(opening)], subject=subject, body=body)
    with pytest.raises(RefusedError):
        message_send(actor=opening.recruiter, applications=[], subject="s", body="b")


def test_a_form_that_arrives_twice_writes_once(opening: Opening) -> None:
    ada, bo = apply(opening, name="Ada Example"), apply(opening, name="Bo Example")
    first = message_send(actor=opening.recruiter, applications=[ada], subject="Hello {name}", body="b")
    jobs = Job.objects.count()
    again = message_send(actor=opening.recruiter, applications=[ada], subject="Hello {name}", body="b")
    assert (again, Job.objects.count()) == (first, jobs)
    more = message_send(actor=opening.recruiter, applications=[ada, bo], subject="Hello {name}", body="b")
    assert [one.application for one in more] == [ada, bo]
    message_send(actor=opening.manager, applications=[ada], subject="Hello {name}", body="b")
    message_send(actor=opening.recruiter, applications=[ada], subject="Hello {name}", body="else")
    assert Message.objects.filter(application=ada, sent_by__isnull=False).count() == 3
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        message_send(actor=opening.recruiter, applications=[ada], subject="Hello {name}", body="b")
    assert Message.objects.filter(application=ada, sent_by__isnull=False).count() == 4


def test_what_failed_may_be_sent_again_at_once(opening: Opening) -> None:
    one = apply(opening)
    failed = message_send(actor=opening.recruiter, applications=[one], subject="s", body="b")[0]
    Message.objects.filter(pk=failed.pk).update(status=Message.Status.FAILED)
    again = message_send(actor=opening.recruiter, applications=[one], subject="s", body="b")[0]
    assert again.pk != failed.pk


def test_an_address_that_is_none_is_told_with_the_name(opening: Opening) -> None:
    one = apply(opening, name="Ada Example")
    Candidate.objects.update(email="adá@example.org")  # as an import of before may have left it
    one = Application.objects.get(pk=one.pk)
    with pytest.raises(RefusedError, match="Ada Example"):
        message_send(actor=opening.recruiter, applications=[one], subject="s", body="b")
    assert not Message.objects.filter(sent_by__isnull=False).exists()


def test_an_acknowledgement_is_in_the_language_of_the_form(opening: Opening) -> None:
    one = apply(opening)
    english = message_acknowledge(application=one, name="Ada", language="en")
    dutch = message_acknowledge(application=one, name="Ada", language="nl")
    assert english.body.startswith("Hello Ada,")
    assert dutch.body != english.body
    assert "{status_link}" in dutch.body
    assert dutch.sent_by is None


def test_templates_are_kept_by_those_who_hire(opening: Opening, make_user: MakeUser) -> None:
    values = {"name": "Thanks", "language": "en", "subject": "Thank you", "body": "Hello {name}"}
    template = template_save(actor=opening.recruiter, template=None, **values)
    template_save(actor=opening.manager, template=template, **{**values, "subject": "Thanks, {name}"})
    assert MessageTemplate.objects.get().subject == "Thanks, {name}"
    with pytest.raises(PermissionDenied):
        template_save(actor=make_user(Role.INTERVIEWER), template=None, **values)
    with pytest.raises(ValidationError):
        template_save(actor=opening.recruiter, template=None, **values)
    assert broken() == []
