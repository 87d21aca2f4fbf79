"""The language of what the command writes for others to read: the catalogues of the site, without Django."""

from __future__ import annotations

import functools
import gettext
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muster.reports.language import Language

__all__ = ["ReportLanguage", "language_named", "title_in"]


class ReportLanguage(StrEnum):
    """The languages that a report can be written in."""

    EN = "en"
    ID = "id"
    NL = "nl"
    FR = "fr"
    AR = "ar"
    PT = "pt"


def language_named(code: str) -> Language:
    """Return the language of a report by its code, one of `ReportLanguage`."""
    from muster.reports.language import language_of

    return language_of(code, _texts(code))


def title_in(code: str) -> str:
    """Return the title of a report that the command writes."""
    from muster.reports.language import gettext as _
    from muster.reports.language import writing_in

    with writing_in(language_named(code)):
        return _("Ranking by merit")


@functools.cache
def _texts(code: str) -> gettext.GNUTranslations:
    catalogue = files("muster") / "site" / "locale" / code / "LC_MESSAGES" / "django.mo"
    with catalogue.open("rb") as file:
        return gettext.GNUTranslations(file)
