"""Users, the roles they were given, and the tokens by which programs act for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.ledger import change
from muster.apps.core.models import Record
from muster.apps.core.roles import Role

__all__ = [
    "DirectoryEntry",
    "RoleGrant",
    "Scope",
    "Token",
    "User",
    "UserManager",
    "new_stamp",
    "secret_digest",
]


def secret_digest(secret: str) -> str:
    """Return what is stored of a token's secret: it is random and long, so a plain SHA-256 cannot be undone."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_stamp() -> str:
    """Return a new session stamp."""
    return get_random_string(16)


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user with this e-mail."""
        return self.get(email__iexact=username)


class User(Record, AbstractBaseUser):
    """Somebody who can sign in.

    `stamp` is part of every session's key: a new one ends all sessions of the user, as a change of roles does.
    `kept` is what one request has asked about the user already; outside of a request nothing is kept.
    """

    kept: dict[str, Any] | None = None

    ledger_shapes: ClassVar = {1: ("email", "name", "language", "is_active", "password", "stamp")}

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    theme = models.CharField(
        _("appearance"),
        max_length=5,
        choices=(("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))),
        default="auto",
    )
    is_active = models.BooleanField(_("active"), default=True)
    stamp = models.CharField(_("session stamp"), max_length=16, default=new_stamp, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"), name="accounts_user_email", violation_error_message=_("This e-mail is taken.")
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the person's name."""
        return str(self)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Return the roles that the user has, asked for once an instance."""
        return frozenset(Role(grant.role) for grant in self.grants.all())

    @property
    def is_staff(self) -> bool:
        """Return whether Django's own tools trust the user: nobody, since Muster has pages for everything."""
        return False

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password; one hashed by an older method is hashed anew, on the ledger."""

        def renew(password: str) -> None:
            with change(self, "user.renew_password_hash", actor=self):
                self.set_password(password)
                self.save(update_fields=["password"])

        return check_password(raw_password or "", self.password, renew)

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry: it changes with the password and with the stamp."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under the secret keys of before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        salt = "muster.apps.accounts.models.User.get_session_auth_hash"
        return salted_hmac(
            salt, f"{self.password}{self.stamp}", secret=secret, algorithm="sha256"
        ).hexdigest()


class RoleGrant(Record):
    """A role that a user has."""

    ledger_shapes: ClassVar = {1: ("user", "role")}

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ("user", "role")
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="accounts_grant_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class DirectoryEntry(Record):
    """What the company's identity provider says of a user beside what Muster keeps of everybody.

    `attributes` has parts of the name and of the post, by SCIM's names. Since `removed_at` the provider has no such
    user any more; here they stay, deactivated, with their past.
    """

    ledger_shapes: ClassVar = {1: ("user", "external_id", "attributes", "removed_at")}

    user = models.OneToOneField(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="directory_entry"
    )
    external_id = models.CharField(_("id elsewhere"), max_length=200, blank=True, db_index=True)
    attributes = models.JSONField(_("attributes"), default=dict)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")

    def __str__(self) -> str:
        return str(self.user)


class Scope(models.TextChoices):
    """What a token is for. It narrows what its owner may do, and never widens it."""

    ORG_READ = "org.read", _("Read the organisation: teams and employees")
    HIRE_READ = "hire.read", _("Read openings, candidates, applications and interviews")
    EVIDENCE_READ = "evidence.read", _("Read scorecards, merit and decisions")
    HIRE_WRITE = "hire.write", _("Move candidates and write notes about them")
    MARKET_READ = "market.read", _("Read the market: moves, packages, claims and sources")
    MARKET_WRITE = "market.write", _("Add articles to the market and decide on what they claim")
    ACCOUNTS_MANAGE = "accounts.manage", _("Manage accounts for an identity provider (SCIM)")


class Token(Record):
    """A secret by which a program acts for its owner, within `scopes`, until it expires or is ended.

    `prefix` finds it; of the secret only a digest is stored. `used_at` is not on the ledger: it is told roughly, and
    says nothing of what was done.
    """

    ledger_shapes: ClassVar = {
        1: ("user", "name", "prefix", "digest", "scopes", "expires_at", "ended_at"),
    }

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(_("what it may do"), default=list)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("for the API", "token")
        verbose_name_plural = pgettext_lazy("for the API", "tokens")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "-created_at", "-id"), name="accounts_token_mine"),)

    def __str__(self) -> str:
        return self.name

    def works(self, now: datetime) -> bool:
        """Whether it has neither ended nor expired, and its owner may still sign in."""
        return self.ended_at is None and now < self.expires_at and self.user.is_active

    @property
    def scope_labels(self) -> list[str]:
        """Return what it may do, in words."""
        return [str(Scope(one).label) for one in self.scopes if one in Scope.values]
