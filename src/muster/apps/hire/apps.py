"""The app's configuration."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["HireConfig"]


class HireConfig(AppConfig):
    """Hiring."""

    name = "muster.apps.hire"
    label = "hire"
    verbose_name = _("Hiring")

    def import_models(self) -> None:
        """Register the protected table too, which the package of models does not offer."""
        super().import_models()
        import_module("muster.apps.hire.models.protected")
