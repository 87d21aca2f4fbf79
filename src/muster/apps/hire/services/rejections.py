"""Rejections that a committee decided: the message is drafted, and a person reads, changes and sends it."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Decision, Message, Outcome, Vote
from muster.apps.hire.rules import is_blind_for, is_sealed_for, may_move
from muster.apps.hire.services.messages import message_draft, message_release, message_revise
from muster.apps.hire.services.pipeline import application_reject

__all__ = ["rejection_draft", "rejection_save", "rejection_send"]


def rejection_draft(*, actor: User, decision: Decision) -> Message:
    """Draft the message in the candidate's language, with the reason that was recorded. It goes nowhere by itself.

    For the service that signs, inside its transaction.
    """
    application = decision.application
    with translation.override(application.candidate.language):
        subject = _("Your application to {company}: {title}")
        body = _(
            "Hello {name},\n\n"
            "thank you for the time and the thought that you gave to your application as {title}, and for letting "
            "us get to know you.\n\n"
            "We have decided not to go on with it. This was not an easy decision, and you should know what it "
            "rests on:\n\n"
            "%(reason)s\n\n"
            "It says nothing about your worth, and it is about this opening alone: you are welcome to apply again. "
            "If you would like to talk about it, answer this message.\n\n"
            "We wish you well.\n"
            "{company}\n"
        ) % {"reason": decision.reason}
    return message_draft(actor=actor, application=application, subject=subject, body=body)


def rejection_save(*, actor: User, decision: Decision, subject: str, body: str, seen: int | None) -> Message:
    """Keep what a person made of the draft."""
    with writing():
        _current, message = _draft(actor, decision)
        return message_revise(actor=actor, message=message, subject=subject, body=body, seen=seen)


def rejection_send(*, actor: User, decision: Decision, subject: str, body: str, seen: int | None) -> Message:
    """Send the message as it stands before the person, and reject the application with the recorded reason.

    Sending it again changes nothing.
    """
    with writing():
        current, message = _draft(actor, decision)
        if message.status != Message.Status.DRAFT and message.sent_by_id == actor.pk:
            return message  # sent twice, as a double click does
        message = message_release(actor=actor, message=message, subject=subject, body=body, seen=seen)
        if current.application.outcome == Outcome.ACTIVE:
            application_reject(
                actor=actor,
                requisition=current.application.requisition,
                applications=[current.application_id],
                reason=current.reason,
            )
    return message


def _draft(actor: User, decision: Decision) -> tuple[Decision, Message]:
    """Return the decision as it is now with its message, for those who write to the candidates of the opening."""
    rows = Decision.objects.select_related(
        "application__requisition", "application__candidate", "application__stage", "message"
    )
    current = rows.get(pk=decision.pk)
    application = current.application
    require(
        may_move(actor, application.requisition),
        _("Only those who work on this opening write to its candidates."),
    )
    if is_sealed_for(actor, application) or is_blind_for(actor, application):
        raise RefusedError(_("You owe a scorecard or a review of this candidate; submit it first."))
    if current.message is None or current.outcome != Vote.NO_HIRE:
        raise RefusedError(_("This decision is no rejection, so there is nothing to send."))
    _refuse_outdated(current, application)
    current.message.application = application
    return current, current.message


def _refuse_outdated(decision: Decision, application: Application) -> None:
    if Decision.objects.filter(application=application, number__gt=decision.number).exists():
        raise ConflictError(_("This decision has been reopened, so its message is not sent."))
    if application.outcome == Outcome.WITHDRAWN:
        raise ConflictError(_("The candidate has withdrawn, so they are not rejected any more."))
    if application.outcome == Outcome.HIRED:
        raise ConflictError(_("The candidate has been hired, so they are not rejected."))
