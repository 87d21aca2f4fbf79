"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

__all__ = ["CoreConfig"]


class CoreConfig(AppConfig):
    """The ledger, jobs and stored files."""

    name = "muster.apps.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Put the guard of the walls on every connection that is made."""
        from muster.apps.core.walls import guard_connection

        connection_created.connect(guard_connection, dispatch_uid="muster.walls")
