"""The private address of somebody's interviews, for their calendar."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["CalendarLink"]


class CalendarLink(Record):
    """Lets whoever has the secret read when somebody interviews. `token_digest` is the SHA-256 of the secret."""

    ledger_shapes: ClassVar = {1: ("person", "token_digest")}

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="calendar_link",
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")

    def __str__(self) -> str:
        return f"{self.person_id}"
