"""Keeping those who were erased here from coming back with an older dump."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from muster.apps.hire.services.history.context import Context
from muster.tables.vendors.shapes import Row

__all__ = ["refuse_erased"]


class Record(Protocol):
    """What has an id there."""

    @property
    def id(self) -> str:
        """Return the id."""


One = TypeVar("One", bound=Record)


def refuse_erased(context: Context, kind: str, rows: Sequence[tuple[Row, One]]) -> None:
    """Refuse records that are about somebody who was erased here."""
    sentence = _("They were erased here, and stay so; take them out of the other system as well.")
    for row, one in rows:
        context.report.refuse(kind, row, one.id, "erased", sentence)
