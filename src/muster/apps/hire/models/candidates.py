"""Candidates, and who referred them."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["Candidate", "Referral"]


FIRST_SHAPE = ("code", "name", "email", "phone", "country", "language", "pronouns", "links", "external_id")


def new_salt() -> str:
    """Return what nobody can guess."""
    return secrets.token_hex(16)


class Candidate(Record):
    """Somebody who applied, was referred or was found. `pronouns` is for those who write to them, not for reviewers.

    Whoever was erased, at `erased_at`, has their code for a name and nothing else. `salt` keeps whoever reads the
    ledger from finding by trial whom a digest is of; it goes with the rest.
    """

    ledger_shapes: ClassVar = {1: FIRST_SHAPE, 2: (*FIRST_SHAPE, "salt", "erased_at")}

    code = models.CharField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    external_id = models.CharField(_("id elsewhere"), max_length=80, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ("name", "pk")
        indexes = (
            models.Index(Lower("email"), name="hire_candidate_email"),
            models.Index(Lower("name"), name="hire_candidate_name"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("external_id",), condition=~models.Q(external_id=""), name="hire_candidate_external"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Referral(Record):
    """An employee's word for a candidate."""

    ledger_shapes: ClassVar = {1: ("application", "referrer", "relation", "note")}

    application = models.OneToOneField(
        "hire.Application", verbose_name=_("application"), on_delete=models.PROTECT, related_name="referral"
    )
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("referred by"),
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    relation = models.CharField(_("how you know them"), max_length=200)
    note = models.TextField(_("why they fit"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.referrer}: {self.application_id}"
