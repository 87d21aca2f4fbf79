"""Reminders of late signatures: each once, on the record, and then told to others."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.formats import weekday
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.links import address
from muster.apps.core.roles import Role
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.pay.models import OfferVersion, SignOff, SignOffNotice
from muster.apps.pay.selectors.signers import signers_of

__all__ = ["notice_for", "reminder_begin"]

LATE = (
    gettext_noop("Your signature is late: %(name)s, %(title)s"),
    gettext_noop(
        "A package for %(name)s, %(title)s, has waited for your signature since %(since)s. The candidate waits "
        "too.\n\n%(link)s\n"
    ),
)
STILL = (
    gettext_noop("A signature still waits: %(name)s, %(title)s"),
    gettext_noop(
        "A package for %(name)s, %(title)s, has waited for a signature since %(since)s, asked of: %(asked)s. Please "
        "see that somebody signs it.\n\n%(link)s\n"
    ),
)


def reminder_begin(*, signoff: int, now: datetime) -> tuple[list[SignOffNotice], datetime | None]:
    """Mark that the signers of a late signature are about to be reminded, and return what they are told and when to
    look again. The second time executives and those who proposed it are told; nothing where nobody is late any more.
    """
    with writing():
        row = (
            SignOff.objects.filter(pk=signoff, verdict="", void_at=None, due_at__lte=now, escalated_at=None)
            .select_related("person", "version_of__offer__application__candidate")
            .select_related("version_of__offer__application__requisition")
            .first()
        )
        if row is None or row.asked_at is None or row.due_at is None:
            return [], None
        version = row.version_of
        first = row.reminded_at is None
        if first:
            people, texts = signers_of(signoff=row, version=version), LATE
        else:
            people, texts = _others(row, version), STILL
        notices = [notice_for(row, version, person, texts) for person in people]
        for one in notices:
            one.status = SignOffNotice.Status.QUEUED
        action = "signoff.remind" if first else "signoff.escalate"
        with change(row, action, actor=None, detail={"offer": version.offer_id}):
            if first:
                row.reminded_at = now
            else:
                row.escalated_at = now
            row.save()
        details = [{"offer": version.offer_id}] * len(notices)
        kept = create_many(SignOffNotice, notices, "notice.queue", actor=None, details=details)
    return kept, now + timedelta(days=row.days) if first else None


def _others(signoff: SignOff, version: OfferVersion) -> list[User]:
    """Return whom a signature is told of that still waits after a reminder."""
    asked = {one.pk for one in signers_of(signoff=signoff, version=version)}
    proposers = User.objects.filter(pk__in={version.made_by_id, version.offer.opened_by_id}, is_active=True)
    executives = User.objects.filter(grants__role=Role.EXECUTIVE, is_active=True)
    people = {one.pk: one for one in (*proposers, *executives)}
    return [people[pk] for pk in sorted(people) if pk not in asked]


def notice_for(
    signoff: SignOff, version: OfferVersion, person: User, texts: tuple[str, str]
) -> SignOffNotice:
    """Return what a person is told of a sign-off, in their language, not stored yet."""
    application = version.offer.application
    with translation.override(person.language):
        told = {
            "name": called_by(person, [application])[application.pk],
            "title": application.requisition.title,
            "day": weekday(signoff.due_at),
            "since": weekday(signoff.asked_at),
            "asked": signoff.asked_of,
            "signer": "" if signoff.signer is None else signoff.signer.get_full_name(),
            "reason": signoff.reason,
            "link": f"{settings.MUSTER_ADDRESS}{address('pay:offer', version.offer_id)}",
        }
        subject, body = (_(text) % told for text in texts)
    return SignOffNotice(
        signoff=signoff,
        recipient=person.email,
        subject=" ".join(subject.split())[:200],
        body=body[:10_000],
    )
