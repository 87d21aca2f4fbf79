"""The ledger's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Entry", "EntryQuerySet"]


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are added, never changed or removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: an entry is never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: an entry is never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: an entry is never removed")

    def _raw_delete(self, using: str | None) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: an entry is never removed")

    def bulk_create(self, objs: Iterable[Entry], *args: Any, **kwargs: Any) -> list[Entry]:
        """Add entries; refuse what would pass over or change those that are there."""
        if args[1:] or kwargs.keys() - {"batch_size"}:
            raise TypeError("the ledger is append-only: a conflict is never resolved by changing an entry")
        return super().bulk_create(objs, *args, **kwargs)


class Entry(models.Model):
    """One change: who did what to which row, when, and the digests of the row before and after.

    `digest` is the SHA-256 of the entry's own content and of the `previous` entry's digest, which makes a chain of
    all entries. Entries hold no personal data beyond the actor: a row's content is present as a digest alone.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    action = models.CharField(_("action"), max_length=64)
    kind = models.CharField(_("kind of row"), max_length=64)
    row = models.BigIntegerField(_("row"))
    shape = models.PositiveSmallIntegerField(_("shape"))
    before = models.CharField(_("digest before"), max_length=64, blank=True)
    after = models.CharField(_("digest after"), max_length=64, blank=True)
    detail = models.JSONField(_("detail"), default=dict)
    previous = models.CharField(_("digest of the previous entry"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        base_manager_name = "objects"
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=("kind", "row", "-sequence"), name="core_entry_row"),
            models.Index(fields=("actor", "-sequence"), name="core_entry_actor"),
            models.Index(fields=("action", "-sequence"), name="core_entry_action"),
            models.Index(fields=("-at", "-sequence"), name="core_entry_time"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse to change one."""
        if not self._state.adding:
            raise TypeError("the ledger is append-only: an entry is never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: an entry is never removed")
