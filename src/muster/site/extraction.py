"""Settings for extracting texts: nothing but where the catalogues are, relative to the package at hand."""

from __future__ import annotations

from pathlib import Path

SECRET_KEY = "not-for-serving"  # noqa: S105
USE_I18N = True
LOCALE_PATHS = [Path.cwd() / "site" / "locale"]
