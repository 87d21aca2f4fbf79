"""What somebody said the columns of a file are, for the next file with the same ones."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["ColumnChoice"]


class ColumnChoice(models.Model):
    """What a person said of files of a kind with these headings: `headings` is a digest of them as a set.

    It is a convenience of theirs, overwritten by the next choice and not on the ledger: what an import changes is.
    """

    changed_at = models.DateTimeField(auto_now=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20)
    headings = models.CharField(max_length=64)
    chosen = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "what", "headings"), name="core_columns_choice"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.what}"
