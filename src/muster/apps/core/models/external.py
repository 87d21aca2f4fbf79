"""What rows are called in the systems from which they were imported."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["ExternalId"]


class ExternalId(models.Model):
    """The id of a record in another system, and the row that was made of it or found for it.

    `kind` says what the other system's record is. `digest` is of the record as it was last imported: the same record
    again changes nothing. `version` is the row's then, so that what somebody changed here since is not overwritten; it
    is 0 where the row was there before, and the other system never changes it. The ledger has none of these rows. When
    a person is erased their digests go and the ids stay, so that no dump brings the person back.
    """

    system = models.CharField(_("system"), max_length=16)
    kind = models.CharField(_("kind"), max_length=16)
    external = models.CharField(_("id elsewhere"), max_length=128)
    row = models.BigIntegerField(_("row"))
    digest = models.CharField(max_length=32, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("id elsewhere")
        verbose_name_plural = _("ids elsewhere")
        constraints = (
            models.UniqueConstraint(fields=("system", "kind", "external"), name="core_externalid_once"),
        )
        indexes = (models.Index(fields=("kind", "row"), name="core_externalid_row"),)

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.external}"
