"""Messages to candidates: filled in from a template, read by a person, then queued by that person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.jobs import send_messages
from muster.apps.hire.models import Application, Message, MessageTemplate
from muster.apps.hire.rules import may_manage_kits, may_move
from muster.apps.hire.texts import PLACES, STATUS_LINK, fill_in, late_places

__all__ = [
    "PLACES",
    "fill_in",
    "message_acknowledge",
    "message_applied_again",
    "message_draft",
    "message_fill",
    "message_queue",
    "message_release",
    "message_revise",
    "message_send",
    "template_save",
]

MOMENT = timedelta(minutes=10)
DAY = timedelta(days=1)


def template_save(
    *, actor: User, template: MessageTemplate | None, name: str, language: str, subject: str, body: str
) -> MessageTemplate:
    """Make or change a template."""
    require(may_manage_kits(actor), _("Only recruiters and hiring managers keep templates."))
    template = template or MessageTemplate()
    with change(template, "template.save", actor=actor):
        template.name, template.language = name.strip(), language
        template.subject, template.body = subject.strip(), body.strip()
        template.full_clean()
        template.save()
    return template


def message_send(
    *, actor: User, applications: Sequence[Application], subject: str, body: str
) -> list[Message]:
    """Queue a message to each candidate, filled in for each. A worker sends them.

    What the same person sent to the same candidate a moment ago is not sent again: a form may arrive twice.
    """
    if not applications:
        raise RefusedError(_("Choose at least one candidate."))
    for requisition in {one.requisition for one in applications}:
        require(
            may_move(actor, requisition), _("Only those who work on this opening write to its candidates.")
        )
    if not subject.strip() or not body.strip():
        raise RefusedError(_("Write a subject and a text."))
    queued, sent = [], []
    with writing():
        earlier = _just_sent(actor, applications)
        for application in applications:
            filled_subject, filled_body = message_fill(application=application, subject=subject, body=body)
            known = earlier.get((application.pk, filled_subject, filled_body))
            if known is not None:
                sent.append(known)
                continue
            message = Message(
                application=application,
                recipient=application.candidate.email,
                subject=filled_subject,
                body=filled_body,
                sent_by=actor,
            )
            with change(message, "message.queue", actor=actor):
                _check(message)
                message.save()
            queued.append(message)
        if queued:
            enqueue(
                send_messages,
                title=_("Sending messages"),
                actor=actor,
                messages=[message.pk for message in queued],
            )
    return [*sent, *queued]


def _just_sent(actor: User, applications: Sequence[Application]) -> dict[tuple[int, str, str], Message]:
    """Return what the person sent to these a moment ago, by application, subject and text."""
    rows = Message.objects.filter(
        application__in=[one.pk for one in applications],
        sent_by=actor,
        created_at__gt=timezone.now() - MOMENT,
    ).exclude(status=Message.Status.FAILED)
    return {(one.application_id, one.subject, one.body): one for one in rows}


def _check(message: Message) -> None:
    """Refuse what cannot be sent, with the name of whom it was for."""
    try:
        message.full_clean(exclude=["application", "sent_at", *([] if message.sent_by_id else ["sent_by"])])
    except ValidationError as error:
        raise RefusedError(f"{message.application.candidate}: {' '.join(error.messages)}") from error


def message_fill(*, application: Application, subject: str, body: str) -> tuple[str, str]:
    """Return the subject and the text as they go to one candidate."""
    values = _values(application)
    return _one_line(subject, values), fill_in(body, values)[:10_000]


def message_draft(*, actor: User, application: Application, subject: str, body: str) -> Message:
    """Keep a message as a draft, filled in; nobody sends it until a person does.

    For services that have asked whether the person may, inside their transaction.
    """
    filled_subject, filled_body = message_fill(application=application, subject=subject, body=body)
    message = Message(
        application=application,
        recipient=application.candidate.email,
        subject=filled_subject,
        body=filled_body,
        status=Message.Status.DRAFT,
    )
    with change(message, "message.draft", actor=actor):
        _check(message)
        message.save()
    return message


def message_queue(*, actor: User, application: Application, subject: str, body: str) -> Message:
    """Queue a message that a person sends, filled in.

    For services that have asked whether the person may, inside their transaction. Raises RefusedError without a subject
    or a text.
    """
    if not subject.strip() or not body.strip():
        raise RefusedError(_("Write a subject and a text."))
    filled_subject, filled_body = message_fill(application=application, subject=subject, body=body)
    message = Message(
        application=application,
        recipient=application.candidate.email,
        subject=filled_subject,
        body=filled_body,
        sent_by=actor,
    )
    with change(message, "message.queue", actor=actor):
        _check(message)
        message.save()
    enqueue(send_messages, title=_("Sending messages"), actor=actor, messages=[message.pk])
    return message


def message_revise(*, actor: User, message: Message, subject: str, body: str, seen: int | None) -> Message:
    """Change the text of a draft."""
    return _finish(actor, message, subject, body, seen, send=False)


def message_release(*, actor: User, message: Message, subject: str, body: str, seen: int | None) -> Message:
    """Send a draft, as the person has it before them. A worker hands it over."""
    return _finish(actor, message, subject, body, seen, send=True)


def _finish(
    actor: User, message: Message, subject: str, body: str, seen: int | None, *, send: bool
) -> Message:
    application = message.application
    require(
        may_move(actor, application.requisition),
        _("Only those who work on this opening write to its candidates."),
    )
    if not subject.strip() or not body.strip():
        raise RefusedError(_("Write a subject and a text."))
    action = "message.queue" if send else "message.revise"
    with writing():
        with change(message, action, actor=actor, seen=seen):
            if message.status != Message.Status.DRAFT:
                raise ConflictError(_("This message has been sent already."))
            message.subject, message.body = message_fill(application=application, subject=subject, body=body)
            if send:
                message.recipient = application.candidate.email
                message.status, message.sent_by = Message.Status.QUEUED, actor
            _check(message)
            message.save()
        if send:
            enqueue(send_messages, title=_("Sending messages"), actor=actor, messages=[message.pk])
    return message


def message_acknowledge(*, application: Application, name: str, language: str) -> Message:
    """Queue the message which says that an application has come in; it decides nothing, so nobody has to send it.

    `name` is what was typed, since an address proves nothing about who typed it.
    """
    with translation.override(language):
        subject = _("We have your application: {title}")
        body = _(
            "Hello {name},\n\n"
            "thank you for applying to {company} as {title}. People will read what you sent.\n\n"
            "On your own page you can see where your application stands, read what we wrote to you, and withdraw. "
            "Whoever has this address can do so, so keep it to yourself:\n\n"
            "{status_link}\n"
        )
    return _queue(application, subject, body, {**_values(application), "name": name})


def message_applied_again(*, application: Application) -> Message | None:
    """Tell a candidate that their address was sent with the form of an opening to which they have applied; at most once
    a day, since anybody may send it.
    """
    with translation.override(application.candidate.language):
        subject = _("You have applied to this opening already: {title}")
        body = _(
            "Hello {name},\n\n"
            "somebody, probably you, has sent us the form for {title} at {company} with your address again. We have "
            "your application already and have left it as it is. If you want to change something, answer this "
            "message.\n\n"
            "On your own page you can see where your application stands, read what we wrote to you, and withdraw. "
            "Whoever has this address can do so, so keep it to yourself:\n\n"
            "{status_link}\n"
        )
    values = _values(application)
    with writing():
        earlier = Message.objects.filter(
            application=application,
            sent_by=None,
            subject=_one_line(subject, values),
            created_at__gt=timezone.now() - DAY,
        )
        return None if earlier.exists() else _queue(application, subject, body, values)


def _queue(application: Application, subject: str, body: str, values: dict[str, str]) -> Message:
    """Queue a message that decides nothing, so that no person has to send it."""
    message = Message(
        application=application,
        recipient=application.candidate.email,
        subject=_one_line(subject, values),
        body=fill_in(body, values),
    )
    with writing():
        with change(message, "message.queue", actor=None):
            message.full_clean(exclude=["application", "sent_by", "sent_at"])
            message.save()
        enqueue(send_messages, title=_("Sending messages"), actor=None, messages=[message.pk])
    return message


def _one_line(subject: str, values: dict[str, str]) -> str:
    return " ".join(fill_in(subject, values).split())[:200]


def _values(application: Application) -> dict[str, str]:
    """Return what a message about an application is filled in with. The private link is filled in when it leaves, so
    that whoever reads the message here cannot use it.
    """
    return {
        "name": application.candidate.name,
        "title": application.requisition.title,
        "company": settings.MUSTER_COMPANY,
        "status_link": STATUS_LINK,
        **late_places(),
    }
