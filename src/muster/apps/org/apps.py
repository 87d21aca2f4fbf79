"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["OrgConfig"]


class OrgConfig(AppConfig):
    """Organisation."""

    name = "muster.apps.org"
    label = "org"
    verbose_name = _("Organisation")
