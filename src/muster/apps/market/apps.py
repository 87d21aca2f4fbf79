"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["MarketConfig"]


class MarketConfig(AppConfig):
    """Market."""

    name = "muster.apps.market"
    label = "market"
    verbose_name = _("Market")
