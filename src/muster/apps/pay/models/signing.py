"""Who signs which package, who signs for whom, and what each of them said."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.core.roles import Role
from muster.apps.pay.models.bands import CURRENCY
from muster.apps.pay.models.notices import NOTICE_COLUMNS, Notice
from muster.apps.pay.models.offers import OfferVersion

__all__ = ["Delegation", "SignOff", "SignOffNotice", "SignOffRule", "Verdict"]

MOST_STEPS, MOST_DAYS = 9, 30


class Verdict(models.TextChoices):
    """What a signer says of a version."""

    SIGN = "sign", pgettext_lazy("verdict on an offer", "Signed")
    SEND_BACK = "send_back", pgettext_lazy("verdict on an offer", "Sent back")
    REFUSE = "refuse", pgettext_lazy("verdict on an offer", "Not approved")


class SignOffRule(Record):
    """One signature that packages need: of anybody with a role, or of a person.

    Rules of one `step` are asked together, those of the next step after them. A rule is about all packages unless it
    says which: from a level on (by its rank), from a total on, or outside of a band. Without any rule that fits, an
    executive signs. `days` is how long a signer has before they are reminded.
    """

    ledger_shapes: ClassVar = {
        1: ("step", "role", "person", "level_from", "total_from", "currency", "outside_only", "days")
    }

    step = models.PositiveSmallIntegerField(
        _("step"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_STEPS)]
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    level_from = models.ForeignKey(
        "org.Level",
        verbose_name=_("from this level on"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    total_from = models.DecimalField(
        _("from this total on"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    outside_only = models.BooleanField(_("only outside of the band"), default=False)
    days = models.PositiveSmallIntegerField(
        _("days to sign"), default=2, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )

    class Meta:
        verbose_name = _("rule of sign-off")
        verbose_name_plural = _("rules of sign-off")
        ordering = ("step", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(person=None) & ~Q(role="")) | (Q(person__isnull=False) & Q(role="")),
                name="pay_rule_who",
                violation_error_message=_("Choose a role or a person, one of the two."),
            ),
            models.CheckConstraint(
                condition=(Q(total_from=None) & Q(currency="")) | (Q(total_from__gt=0) & ~Q(currency="")),
                name="pay_rule_total",
                violation_error_message=_("A total is above 0, and has a currency."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}: {self.role or self.person_id}"


class SignOff(Record):
    """One signature that a version needs, and what came of it.

    It is asked of `role` or of `person`, from `asked_at` on (None: earlier steps are still to sign). `digest` is that
    of the version which they signed, `on_behalf_of` whom they signed for. A later version makes it void.
    """

    ledger_shapes: ClassVar = {
        1: (
            *(
                "version_of",
                "step",
                "role",
                "person",
                "days",
                "asked_at",
                "due_at",
                "reminded_at",
                "escalated_at",
            ),
            *("verdict", "signer", "on_behalf_of", "reason", "digest", "decided_at", "void_at"),
        )
    }

    version_of = models.ForeignKey(
        OfferVersion,
        verbose_name=_("version of an offer"),
        on_delete=models.PROTECT,
        related_name="signoffs",
    )
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    role = models.CharField(_("role"), max_length=24, choices=Role.choices, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    days = models.PositiveSmallIntegerField(_("days to sign"), default=2)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict.choices, blank=True)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=1_000, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    void_at = models.DateTimeField(_("void since"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ("version_of", "step", "pk")
        indexes = (
            models.Index(
                fields=("asked_at", "id"),
                condition=Q(verdict="", void_at=None, asked_at__isnull=False),
                name="pay_signoff_waiting",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict="", signer=None, decided_at=None, digest="")
                | (
                    Q(verdict__in=Verdict.values, signer__isnull=False, decided_at__isnull=False)
                    & ~Q(digest="")
                ),
                name="pay_signoff_decided",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=("", "sign")) | ~Q(reason=""), name="pay_signoff_reason"
            ),
            models.UniqueConstraint(
                fields=("version_of", "signer"),
                condition=Q(signer__isnull=False),
                name="pay_signoff_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_of_id}: {self.role or self.person_id}"

    @property
    def asked_of(self) -> str:
        """Return of whom it is asked, in words."""
        return str(self.person) if self.person_id else str(self.get_role_display())


class Delegation(Record):
    """Somebody signs for somebody else while they are away, the first and the last day included."""

    ledger_shapes: ClassVar = {1: ("person", "delegate", "first_day", "last_day", "ended_at")}

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who signs for them"),
        on_delete=models.PROTECT,
        related_name="delegated",
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ("-first_day", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="pay_delegation_days"),
            models.CheckConstraint(condition=~Q(person=F("delegate")), name="pay_delegation_other"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.delegate_id}"


class SignOffNotice(Notice):
    """What somebody is told of a sign-off by e-mail: that it is asked of them, that it is late, that it still waits."""

    ledger_shapes: ClassVar = {1: ("signoff", *NOTICE_COLUMNS)}

    signoff = models.ForeignKey(
        SignOff, verbose_name=_("sign-off"), on_delete=models.PROTECT, related_name="notices"
    )

    class Meta:
        verbose_name = _("notice of a sign-off")
        verbose_name_plural = _("notices of sign-offs")
        ordering = ("created_at", "pk")
