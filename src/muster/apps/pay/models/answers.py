"""What the candidate says to an offer, what they ask before, and who is told of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.pay.models.letters import Letter
from muster.apps.pay.models.notices import NOTICE_COLUMNS, Notice
from muster.apps.pay.models.offers import Offer

__all__ = ["AnswerKind", "DeclineReason", "OfferAnswer", "OfferNotice", "OfferQuestion"]


class AnswerKind(models.TextChoices):
    """What a candidate says to an offer."""

    ACCEPTED = "accepted", pgettext_lazy("answer to an offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("answer to an offer", "Declined")


class DeclineReason(models.TextChoices):
    """Why a candidate declines, in the candidate's own choice."""

    PAY = "pay", pgettext_lazy("why an offer is declined", "The package")
    ROLE = "role", pgettext_lazy("why an offer is declined", "The role or the team")
    PLACE = "place", pgettext_lazy("why an offer is declined", "Where the work is")
    OTHER_OFFER = "other_offer", pgettext_lazy("why an offer is declined", "Another offer")
    STAYING = "staying", pgettext_lazy("why an offer is declined", "Staying where I am")
    PERSONAL = "personal", pgettext_lazy("why an offer is declined", "Personal reasons")
    OTHER = "other", pgettext_lazy("why an offer is declined", "Something else")


class OfferAnswer(Record):
    """The one answer to an offer. Accepted: by the name that was typed, for the letter whose bytes have `sha256`.
    Declined: with a reason, and if they say so more words and the competing employer.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("offer", "letter", "kind", "typed_name", "sha256", "reason", "words", "employer"),
            "answered_at",
        )
    }

    offer = models.OneToOneField(
        Offer, verbose_name=_("offer"), on_delete=models.PROTECT, related_name="answer"
    )
    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="answers"
    )
    kind = models.CharField(_("answer"), max_length=8, choices=AnswerKind.choices)
    typed_name = models.CharField(_("name as typed"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    reason = models.CharField(_("reason"), max_length=11, choices=DeclineReason.choices, blank=True)
    words = models.CharField(_("in their words"), max_length=1_000, blank=True)
    employer = models.CharField(_("competing employer"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to an offer")
        verbose_name_plural = _("answers to offers")
        ordering = ("answered_at", "pk")
        indexes = (models.Index(fields=("kind", "answered_at"), name="pay_answer_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=(Q(kind=AnswerKind.ACCEPTED, reason="") & ~Q(typed_name=""))
                | (Q(kind=AnswerKind.DECLINED, typed_name="") & ~Q(reason="")),
                name="pay_answer_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.kind}"


class OfferQuestion(Record):
    """What the candidate asks about an offer, and what somebody here answers."""

    ledger_shapes: ClassVar = {1: ("offer", "text", "asked_at", "answer", "answered_by", "answered_at")}

    offer = models.ForeignKey(
        Offer, verbose_name=_("offer"), on_delete=models.PROTECT, related_name="questions"
    )
    text = models.CharField(_("question"), max_length=2_000)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=4_000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question about an offer")
        verbose_name_plural = _("questions about offers")
        ordering = ("asked_at", "pk")
        indexes = (
            models.Index(
                fields=("asked_at", "id"), condition=Q(answered_at=None), name="pay_question_waiting"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="pay_question_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} ({self.asked_at})"


class OfferNotice(Notice):
    """What somebody here is told of an offer by e-mail: a question, an answer, that it expired."""

    ledger_shapes: ClassVar = {1: ("offer", *NOTICE_COLUMNS)}

    offer = models.ForeignKey(
        Offer, verbose_name=_("offer"), on_delete=models.PROTECT, related_name="notices"
    )

    class Meta:
        verbose_name = _("notice of an offer")
        verbose_name_plural = _("notices of offers")
        ordering = ("created_at", "pk")
