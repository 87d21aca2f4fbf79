"""Files that people uploaded."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models.base import Record

__all__ = ["StoredFile"]

DIGEST = re.compile(r"[0-9a-f]{64}")


class StoredFile(Record):
    """A file kept outside of the web root under the SHA-256 of its content (see `core.files`).

    `name` is what the person called it, shown and offered for download but never used as a path. `kind` is what the
    content was found to be, whatever was declared.
    """

    ledger_shapes: ClassVar = {1: ("digest", "kind", "name", "size")}

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Return where the content is, within the folder of files."""
        if not DIGEST.fullmatch(self.digest):
            raise ValueError("a stored file is kept under a SHA-256, and under nothing else")
        return f"{self.digest[:2]}/{self.digest}"
