"""The committee: what it decides on, its ballots, and the decision that its chair signs."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.messages import Message

__all__ = ["FEWEST_VOTES", "Ballot", "Conflict", "Decision", "Packet", "Vote"]

FEWEST_VOTES = 2  # one person is no committee


class Vote(models.TextChoices):
    """What a member votes for, and what a decision comes to."""

    HIRE = "hire", pgettext_lazy("vote", "Hire")
    NO_HIRE = "no_hire", pgettext_lazy("vote", "Do not hire")
    ONE_MORE = "one_more", pgettext_lazy("vote", "One more interview")


class Conflict(models.TextChoices):
    """Why a member may not be impartial. The first three are found in the data, the rest said by the member."""

    REFERRER = "referrer", _("referred the candidate")
    MANAGER = "manager", _("would manage the candidate")
    FAMILY_NAME = "family_name", _("has the same family name")
    RELATED = "related", _("is related or close to the candidate")
    OTHER = "other", _("has another interest in the outcome")


VOID_SENTENCES = {
    "withdrawn": _("The candidate has withdrawn."),
    "rejected": _("The candidate was rejected."),
    "hired": _("The candidate was hired."),
}


def new_seal() -> str:
    """Return what makes the digest of a ballot on the ledger impossible to guess."""
    return secrets.token_hex(16)


class Packet(Record):
    """All that a committee decides on, as it was when the packet was made. New evidence makes a new one.

    `digest` is the SHA-256 of the one spelling of `content` (see `hire.signatures`).
    """

    ledger_shapes: ClassVar = {1: ("application", "number", "content", "digest", "made_by", "made_at")}

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="packets"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("packet")
        verbose_name_plural = _("packets")
        ordering = ("application", "number")
        constraints = (
            models.UniqueConstraint(fields=("application", "number"), name="hire_packet_number"),
            models.CheckConstraint(condition=~Q(digest=""), name="hire_packet_digest"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} ({self.number})"


class Decision(Record):
    """What a committee decides about an application. One that is reopened stays; another follows it.

    Ballots are sealed until `opened_at`, when as many are cast as the quorum asks for. `counted` holds the keys of the
    members whose ballots counted when it was signed. `reason` is what the candidate may be told of a "no", `wanted`
    what one more interview is to find out, `overrules` why the chair decides against most of the votes.
    """

    class State(models.TextChoices):
        """How far a decision has come."""

        VOTING = "voting", _("Voting")
        OPEN = "open", _("To be signed")
        SIGNED = "signed", _("Signed")
        VOID = "void", _("Void")

    UNDECIDED = (State.VOTING, State.OPEN)

    ledger_shapes: ClassVar = {
        1: (
            "application",
            "number",
            "reopens",
            "reopen_reason",
            "packet",
            "chair",
            "quorum",
            "due_at",
            "state",
            "opened_at",
            "void_reason",
            "outcome",
            "rationale",
            "overrules",
            "reason",
            "wanted",
            "counted",
            "signed_by",
            "signed_at",
            "signature",
            "message",
        )
    }

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    reopens = models.OneToOneField(
        "self",
        verbose_name=_("reopens"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reopened_by",
    )
    reopen_reason = models.CharField(_("reason for reopening"), max_length=500, blank=True)
    packet = models.ForeignKey(
        Packet, verbose_name=_("packet"), on_delete=models.PROTECT, related_name="decisions"
    )
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("chair"), on_delete=models.PROTECT, related_name="+"
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), default=FEWEST_VOTES, validators=[MinValueValidator(FEWEST_VOTES)]
    )
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.VOTING)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    void_reason = models.CharField(_("why it is void"), max_length=500, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Vote.choices, blank=True)
    rationale = models.TextField(_("rationale"), max_length=10_000, blank=True)
    overrules = models.TextField(_("why against most of the votes"), max_length=10_000, blank=True)
    reason = models.CharField(_("what the candidate may be told"), max_length=500, blank=True)
    wanted = models.CharField(_("what the interview is to find out"), max_length=500, blank=True)
    counted = models.JSONField(default=list, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signature = models.CharField(_("signature"), max_length=64, blank=True)
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("application", "number")
        indexes = (
            models.Index(fields=("state", "due_at", "id"), name="hire_decision_due"),
            models.Index(fields=("chair", "state"), name="hire_decision_chair"),
            models.Index(fields=("-created_at", "-id"), name="hire_decision_newest"),
        )
        constraints = (
            models.UniqueConstraint(fields=("application", "number"), name="hire_decision_number"),
            models.UniqueConstraint(
                fields=("application",), condition=Q(state__in=("voting", "open")), name="hire_decision_once"
            ),
            models.CheckConstraint(condition=Q(quorum__gte=FEWEST_VOTES), name="hire_decision_quorum"),
            models.CheckConstraint(
                condition=(
                    Q(state="signed", signed_at__isnull=False, signed_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(rationale="")
                    & ~Q(signature="")
                )
                | (~Q(state="signed") & Q(outcome="", signature="", signed_at=None, signed_by=None)),
                name="hire_decision_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("voting", "void")) | Q(opened_at__isnull=False),
                name="hire_decision_opened",
            ),
            models.CheckConstraint(
                condition=(Q(state="void") & ~Q(void_reason="")) | (~Q(state="void") & Q(void_reason="")),
                name="hire_decision_void",
            ),
            models.CheckConstraint(
                condition=Q(reopens=None) | ~Q(reopen_reason=""), name="hire_decision_reopened"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} ({self.number})"

    @property
    def why_void(self) -> str:
        """Return why it is void, in words: what made it so by itself is told in the reader's language."""
        return str(VOID_SENTENCES.get(self.void_reason, self.void_reason))


class Ballot(Record):
    """A member's part in a decision: the vote, or why they stand aside; and the dissent of who was outvoted.

    `conflicts` are the kinds of conflict that were found or that the member named, `declared` why the member votes all
    the same.
    """

    ledger_shapes: ClassVar = {
        1: (
            "decision",
            "member",
            "vote",
            "reasons",
            "cast_at",
            "conflicts",
            "declared",
            "declared_at",
            "recused_at",
            "recusal_reason",
            "dissent",
            "dissent_at",
            "seal",
        )
    }

    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="ballots"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.PROTECT, related_name="ballots"
    )
    vote = models.CharField(pgettext_lazy("noun", "vote"), max_length=8, choices=Vote.choices, blank=True)
    reasons = models.TextField(_("reasons"), max_length=10_000, blank=True)
    cast_at = models.DateTimeField(_("cast"), null=True, blank=True)
    conflicts = models.JSONField(_("conflicts"), default=list, blank=True)
    declared = models.CharField(_("why there is no conflict"), max_length=500, blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    recused_at = models.DateTimeField(_("stood aside"), null=True, blank=True)
    recusal_reason = models.CharField(_("reason"), max_length=500, blank=True)
    dissent = models.TextField(_("dissent"), max_length=10_000, blank=True)
    dissent_at = models.DateTimeField(_("dissented"), null=True, blank=True)
    seal = models.CharField(max_length=32, default=new_seal, editable=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ("decision", "pk")
        indexes = (
            models.Index(
                fields=("member", "decision"),
                condition=Q(cast_at=None, recused_at=None),
                name="hire_ballot_waiting",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("decision", "member"), name="hire_ballot_once"),
            models.CheckConstraint(
                condition=Q(vote="", cast_at=None)
                | (Q(vote__in=("hire", "no_hire", "one_more")) & Q(cast_at__isnull=False)),
                name="hire_ballot_cast",
            ),
            models.CheckConstraint(
                condition=Q(recused_at=None, recusal_reason="")
                | (Q(recused_at__isnull=False, vote="") & ~Q(recusal_reason="")),
                name="hire_ballot_recused",
            ),
            models.CheckConstraint(
                condition=Q(dissent="", dissent_at=None)
                | (~Q(dissent="") & Q(dissent_at__isnull=False) & ~Q(vote="")),
                name="hire_ballot_dissent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.member_id}"

    @property
    def conflict_labels(self) -> list[str]:
        """Return the conflicts in words."""
        return [str(Conflict(one).label) for one in self.conflicts]
