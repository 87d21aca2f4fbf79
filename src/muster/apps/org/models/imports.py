"""Files of employees that somebody uploaded, what a dry run found in them, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Job, Record

__all__ = ["EmployeeImport"]


class EmployeeImport(Record):
    """One file. `digest` is the SHA-256 of its content; `plan` that of what the dry run said would happen.

    The content is kept until the file is imported or given up, the report for good. `columns` are what the columns of
    the file are, as somebody said or as was plain.
    """

    class State(models.TextChoices):
        """How far an import is."""

        COLUMNS = "columns", _("Columns to be told")
        CHECKING = "checking", _("Being checked")
        REFUSED = "refused", _("Has problems")
        READY = "ready", _("Ready to import")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        OUTDATED = "outdated", _("Check it again")
        DISCARDED = "discarded", _("Given up")

    ledger_shapes: ClassVar = {
        1: ("name", "digest", "plan", "state", "created_by"),
        2: ("name", "digest", "plan", "state", "created_by", "columns"),
    }

    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("content"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKING)
    plan = models.CharField(_("digest of the dry run"), max_length=64, blank=True)
    columns = models.JSONField(_("columns"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(
        Job, verbose_name=_("job"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("import of employees")
        verbose_name_plural = _("imports of employees")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        *("columns", "checking", "refused", "ready"),
                        *("applying", "applied", "outdated", "discarded"),
                    ]
                ),
                name="org_import_state",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Return whether a worker has it, or is about to."""
        return self.state in (self.State.CHECKING, self.State.APPLYING)

    @property
    def may_be_told(self) -> bool:
        """Return whether somebody can still say what its columns are."""
        return bool(self.content) and self.state in (
            self.State.COLUMNS,
            self.State.REFUSED,
            self.State.READY,
            self.State.OUTDATED,
        )
