"""The base of results: very many rows that are written together and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["Sealed"]


class Sealed(models.Model):
    """A row of a result, which belongs to a record and has no entry of its own.

    `seal` is the digest of the columns that `sealed_columns` names. The record, to which the foreign key `sealed_by`
    leads, has the digest of all its rows' seals in its column `result_digest`, and the ledger has that one's.
    """

    sealed_by: ClassVar[str]
    sealed_columns: ClassVar[tuple[str, ...]]

    seal = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True
