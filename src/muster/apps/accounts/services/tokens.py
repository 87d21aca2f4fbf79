"""Making and ending the tokens by which programs act for people."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from muster.apps.accounts.models import Scope, Token, User, secret_digest
from muster.apps.accounts.rules import may_end_token, may_make_tokens, scopes_offered
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, change_many, writing
from muster.apps.core.roles import require

__all__ = [
    "LONGEST_LIFE",
    "MARK",
    "MOST_TOKENS",
    "access_end_all",
    "token_create",
    "token_end",
    "token_note_use",
    "tokens_end",
]

MARK = "muster"  # what a token begins with, by which scanners for leaked secrets find it
LONGEST_LIFE = timedelta(days=366)
USED_AGAIN = timedelta(minutes=10)  # the time of use is noted no more often
MOST_TOKENS = 50  # that work at once, of one person
PREFIX, ALPHABET = 10, "abcdefghjkmnpqrstuvwxyz23456789"


def token_create(
    *, actor: User, name: str, scopes: Sequence[Scope], expires_at: datetime
) -> tuple[Token, str]:
    """Make a token for oneself; return it with its secret, which is nowhere else and cannot be had again.

    Raises RefusedError for scopes that the person's roles give nothing for, and for a time that cannot be.
    """
    require(may_make_tokens(actor), _("Only those who have a role here make tokens."))
    now, name = timezone.now(), name.strip()
    if not name:
        raise RefusedError(_("Give the token a name, so that you know later what uses it."))
    if not scopes or not set(scopes) <= set(scopes_offered(actor)):
        raise RefusedError(_("Choose what the token is for, from the list."))
    if not now < expires_at <= now + LONGEST_LIFE:
        raise RefusedError(_("A token ends after today and within a year; choose another day."))
    secret = secrets.token_urlsafe(32)
    token = Token(
        user=actor,
        name=name[:80],
        prefix=get_random_string(PREFIX, ALPHABET),
        digest=secret_digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    with writing():
        if Token.objects.filter(user=actor, ended_at=None, expires_at__gt=now).count() >= MOST_TOKENS:
            raise RefusedError(_("You have many tokens already; end those that nothing uses any more."))
        with change(token, "token.create", actor=actor, detail={"scopes": token.scopes}):
            token.save()
    return token, f"{MARK}_{token.prefix}_{secret}"


def token_end(*, actor: User, token: Token) -> None:
    """End a token at once: one's own, as an administrator anybody's. What has ended stays so."""
    require(may_end_token(actor, token), _("Only its owner and administrators end a token."))
    with change(token, "token.end", actor=actor):
        token.ended_at = token.ended_at or timezone.now()
        token.save(update_fields=["ended_at"])


def token_note_use(*, token: Token) -> None:
    """Note that a token was used just now, roughly. Nothing of it is on the ledger."""
    now = timezone.now()
    if token.used_at is None or token.used_at < now - USED_AGAIN:
        token.used_at = now
        Token.objects.filter(pk=token.pk).update(used_at=now)


def tokens_end(*, actor: User | None, user: User) -> None:
    """End all tokens of somebody, for the services that change what they may do."""
    keys = list(Token.objects.filter(user=user, ended_at=None).values_list("pk", flat=True))
    with change_many(Token, keys, "token.end", actor=actor):
        Token.objects.filter(pk__in=keys).update(ended_at=timezone.now())


def access_end_all() -> None:
    """End every session and token: a restore brings back those that were ended since the backup was made."""
    with writing():
        Session.objects.all().delete()
        keys = list(Token.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True))
        with change_many(Token, keys, "token.end", actor=None):
            Token.objects.filter(pk__in=keys).update(ended_at=timezone.now())
