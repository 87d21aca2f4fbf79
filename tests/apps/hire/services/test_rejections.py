"""Rejections: drafted in the candidate's language, sent by a person, and only while they are the last word."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Decision, Message, Vote
from muster.apps.hire.selectors.candidates import application_export, messages_to_candidate
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.decisions import decision_reopen
from muster.apps.hire.services.pipeline import application_move
from muster.apps.hire.services.rejections import rejection_save, rejection_send
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee, signed
from tests.apps.hire.inside import NAME, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
TEXT = "Hello {name},\n\nwe chose somebody else."


@pytest.fixture
def decision(opening: Opening, make_user: MakeUser) -> Decision:
    return signed(opening, make_user, Vote.NO_HIRE).now()


def send(opening: Opening, decision: Decision, text: str = TEXT) -> Message:
    return rejection_send(
        actor=opening.recruiter, decision=decision, subject="Your way", body=text, seen=None
    )


def test_nothing_goes_out_before_a_person_sends_it(opening: Opening, decision: Decision) -> None:
    message = Message.objects.get()
    assert NAME in message.body
    assert "Others had more depth." in message.body
    application = Application.objects.get(pk=decision.application_id)
    assert messages_to_candidate(application=application) == []
    assert application_export(application=application)["messages"] == []
    assert mail.outbox == []
    kept = rejection_save(
        actor=opening.manager, decision=decision, subject="Your way", body=TEXT, seen=message.version
    )
    assert (kept.status, kept.sent_by, kept.subject) == ("draft", None, "Your way")
    with pytest.raises(ConflictError):
        rejection_save(actor=opening.recruiter, decision=decision, subject="x", body="x", seen=1)
    assert Application.objects.get(pk=application.pk).outcome == "active"
    assert verified()


def test_sending_rejects_with_the_recorded_reason_once(opening: Opening, decision: Decision) -> None:
    message = send(opening, decision)
    assert (message.status, message.sent_by) == ("queued", opening.recruiter)
    assert message.body.startswith(f"Hello {NAME}")
    assert send(opening, decision).version == message.version  # a double click
    application = Application.objects.get(pk=decision.application_id)
    assert (application.outcome, application.reason) == ("rejected", "Others had more depth.")
    with pytest.raises(ConflictError, match="sent already"):
        rejection_save(actor=opening.recruiter, decision=decision, subject="x", body="x", seen=None)
    assert verified()


def test_only_those_who_write_to_candidates(
    opening: Opening, decision: Decision, make_user: MakeUser
) -> None:
    for other in (decision.chair, make_user(Role.EXECUTIVE), make_user(Role.HIRING_MANAGER)):
        with pytest.raises(PermissionDenied):
            rejection_send(actor=other, decision=decision, subject="x", body="x", seen=None)
        with pytest.raises(PermissionDenied):
            rejection_save(actor=other, decision=decision, subject="x", body="x", seen=None)
    with pytest.raises(RefusedError, match="subject and a text"):
        send(opening, decision, " ")
    assert Message.objects.get().status == "draft"


def test_not_when_it_is_no_more_the_last_word(
    opening: Opening, decision: Decision, make_user: MakeUser
) -> None:
    hire = signed(opening, make_user).now()
    with pytest.raises(RefusedError, match="no rejection"):
        send(opening, hire)
    gone = signed(opening, make_user, Vote.NO_HIRE).now()
    application_withdraw(application=gone.application)
    with pytest.raises(ConflictError, match="has withdrawn"):
        send(opening, gone)
    hired = signed(opening, make_user, Vote.NO_HIRE).now()
    application_move(
        actor=opening.recruiter, applications=[hired.application_id], stage=opening.stages["Hired"]
    )
    with pytest.raises(ConflictError, match="has been hired"):
        send(opening, hired)
    decision_reopen(actor=decision.chair, decision=decision, reason="New evidence")
    with pytest.raises(ConflictError, match="has been reopened"):
        send(opening, decision)
    assert not Message.objects.exclude(status="draft").exists()


def test_drafted_in_the_candidates_language(opening: Opening, make_user: MakeUser) -> None:
    application = before_committee(opening, language="ar")
    decision = signed(opening, make_user, Vote.NO_HIRE, application=application).now()
    assert decision.message is not None
    assert decision.message.recipient == application.candidate.email
    assert "Others had more depth." in decision.message.body
