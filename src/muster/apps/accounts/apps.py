"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    """Users and roles."""

    name = "muster.apps.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
