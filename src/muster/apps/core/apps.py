"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["CoreConfig"]


class CoreConfig(AppConfig):
    """The ledger, jobs and stored files."""

    name = "muster.apps.core"
    label = "core"
    verbose_name = _("Core")
