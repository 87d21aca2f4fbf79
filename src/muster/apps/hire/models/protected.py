"""How candidates identify themselves: behind a wall that the few in docs/reference/wall.md may open."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["WALL", "SelfIdentification", "new_salt"]

WALL = "self-identification"

new_salt = partial(get_random_string, 32)


class SelfIdentification(Record):
    """What somebody said of themselves, voluntarily, for the audit in aggregate.

    Only the service that stores the answers, the selector that hands them back to the candidate, and the audit may
    import this model (checked by import-linter); nothing that reviews, ranks, moves, prices or keeps people can read
    it. There are few answers to choose from, so `salt` keeps whoever reads the ledger from finding by trial which of
    them a digest is of. That no application goes while its answers are there is for the database to see: Django would
    have to look.
    """

    wall: ClassVar = WALL
    ledger_shapes: ClassVar = {1: ("application", "answers"), 2: ("application", "answers", "salt")}

    application = models.OneToOneField(
        "hire.Application", verbose_name=_("application"), on_delete=models.DO_NOTHING, related_name="+"
    )
    answers = models.JSONField(_("answers"), default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        verbose_name = _("self-identification")
        verbose_name_plural = _("self-identifications")

    def __str__(self) -> str:
        return f"{self.application_id}"
