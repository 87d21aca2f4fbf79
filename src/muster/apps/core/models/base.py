"""The base of every model whose changes are on the ledger."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Record"]


class Record(models.Model):
    """A row whose every change has an entry in the ledger.

    `ledger_shapes` names the columns that a digest of the row covers, by version. A migration that adds a column
    adds a version; entries written before keep theirs, so they stay verifiable. `version` counts changes, and a form
    that carries it learns whether somebody else was quicker. `wall` names the wall behind which the table is, if any
    (core/walls.py).
    """

    ledger_shapes: ClassVar[dict[int, tuple[str, ...]]]
    wall: ClassVar[str] = ""

    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def ledger_kind(cls) -> str:
        """Return what the ledger calls rows of this model: `hire.application`."""
        return cls._meta.label_lower

    @classmethod
    def current_shape(cls) -> int:
        """Return the version of `ledger_shapes` that new entries use."""
        return max(cls.ledger_shapes)

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802  # Django's name
        """Return the label of a choice, as Django does, which makes its table of labels anew for every row."""
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, value))


@cache
def _labels(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)
