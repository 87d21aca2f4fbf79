"""The private address of one's interviews: made and made anew by oneself alone; it ends when one leaves."""

from __future__ import annotations

import secrets

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.links import token_digest
from muster.apps.hire.models import CalendarLink

__all__ = ["calendar_link_end", "calendar_link_make", "calendar_link_revoke"]

SIZE = 32


def calendar_link_make(*, actor: User) -> str:
    """Return the secret of a new address; an earlier one ends. Nobody is told it again."""
    require(actor.is_active, "")
    secret = secrets.token_urlsafe(SIZE)
    with writing():
        row = CalendarLink.objects.filter(person=actor).first() or CalendarLink(person=actor)
        with change(row, "calendar_link.make", actor=actor):
            row.token_digest = token_digest(secret)
            row.save()
    return secret


def calendar_link_revoke(*, actor: User) -> None:
    """End one's own address, if there is one."""
    calendar_link_end(actor=actor, user=actor)


def calendar_link_end(*, actor: User, user: User) -> None:
    """End somebody's address, for services that have asked whether the person may: who leaves reads nothing more."""
    with writing():
        row = CalendarLink.objects.filter(person=user).first()
        if row is not None:
            with change(row, "calendar_link.revoke", actor=actor):
                row.delete()
