"""The sections and their pages, as the navigation and the command palette offer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from muster.apps.core.links import Link
from muster.apps.core.roles import Person

__all__ = ["Section", "navigation", "sections_of"]

OWN = "accounts"  # beside the pages of administration, each person's own account is there
DIALOG = "dialog"  # the id of the element that pages are opened in

# In the order of the talent loop; after them what all of them stand on.
LABELS: dict[str, tuple[StrPromise, StrPromise]] = {
    "hire": (_("Hire"), _("Roles to fill, candidates, interviews and decisions.")),
    "pay": (_("Pay"), _("Packages, grants and fair raises.")),
    "keep": (_("Keep"), _("Who may leave, why, and what helps.")),
    "market": (_("Market"), _("Who moved where, and what is claimed about offers.")),
    "scale": (_("Scale"), _("What growth asks of teams, managers and interviewers.")),
    "org": (_("Organisation"), _("Teams, levels, locations and employees.")),
    "accounts": (_("Administration"), _("Accounts, roles and the ledger.")),
}
FOUNDATIONS = ("org", "accounts")


@dataclass(frozen=True)
class Section:
    """A section with the pages that somebody may open. `url` is that of the first."""

    name: str
    label: str | StrPromise
    line: str | StrPromise
    pages: Sequence[Link]

    @property
    def url(self) -> str:
        """Return where the section begins."""
        return self.pages[0].url

    @property
    def is_foundation(self) -> bool:
        """Return whether it stands apart from the five."""
        return self.name in FOUNDATIONS


def sections_of(person: Person) -> list[Section]:
    """Return the sections of which `person` may open at least one page."""
    menus = ((name, _menus().get(name)) for name in LABELS)
    pages = {name: menu(person) for name, menu in menus if menu is not None}
    return [Section(name, *LABELS[name], found) for name, found in pages.items() if found]


@cache
def _menus() -> dict[str, Callable[[Person], Sequence[Link]]]:
    return {name: import_string(path) for name, path in settings.SITE_MENUS.items()}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Tell every template what the person may open, where they are, and how they want it to look."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    htmx = getattr(request, "htmx", None)
    found = cache(lambda: sections_of(user) if user is not None and known else [])
    return {
        "sections": SimpleLazyObject(found),
        "section": SimpleLazyObject(lambda: _current(found(), request.path)),
        "layout": "dialog.html" if htmx and htmx.target == DIALOG else "base.html",
        "theme": user.theme if user is not None and known else request.COOKIES.get("theme", "auto"),
    }


def _current(sections: Sequence[Section], path: str) -> Section | None:
    """Return the section that the page at `path` belongs to: the one with the longest address it begins with."""
    matches = [
        (len(page.url), number)
        for number, section in enumerate(sections)
        for page in section.pages
        if path.startswith(page.url)
    ]
    if matches:
        return sections[max(matches)[1]]
    prefix = path.strip("/").partition("/")[0]
    if prefix == OWN:
        return None
    return next((section for section in sections if section.name == prefix), None)
