"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["PayConfig"]


class PayConfig(AppConfig):
    """Pay."""

    name = "muster.apps.pay"
    label = "pay"
    verbose_name = _("Pay")
