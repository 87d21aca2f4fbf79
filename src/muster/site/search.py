"""The command palette's answers: pages, and what the sections find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from muster.apps.core.links import Hit
from muster.apps.core.roles import Person
from muster.site.navigation import sections_of

__all__ = ["find", "search"]

LIMIT = 8  # of each kind
LONGEST = 100


@require_safe
@vary_on_headers("HX-Request")
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Answer the palette with a list of options, and a browser without script with a page."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    hits = find(person=request.user, text=text)  # type: ignore[arg-type]  # login_required has seen to it
    groups = [(kind, list(of_kind)) for kind, of_kind in groupby(hits, key=lambda hit: hit.kind)]
    template = "search/options.html" if getattr(request, "htmx", False) else "search/page.html"
    return render(request, template, {"text": text, "groups": groups})


def find(*, person: Person, text: str, limit: int = LIMIT) -> list[Hit]:
    """Return what `person` may open and `text` finds: at most `limit` of each kind, kinds together.

    Without a text these are the pages.
    """
    hits = list(_pages(person, text))
    for provider in _providers() if text else ():
        hits += provider(person, text, limit)
    return hits


@cache
def _providers() -> Sequence[Callable[[Person, str, int], Sequence[Hit]]]:
    return [import_string(path) for path in settings.SITE_SEARCHES]


def _pages(person: Person, text: str) -> Iterator[Hit]:
    """Yield the pages whose name or section has every word of the text."""
    words = text.casefold().split()
    for section in sections_of(person):
        for page in section.pages:
            if all(word in f"{section.label} {page.label}".casefold() for word in words):
                yield Hit(page.label, page.url, _("Pages"), str(section.label))
    for label, name in ((_("Home"), "home"), (_("Your account"), "account_settings")):
        if all(word in label.casefold() for word in words):
            yield Hit(label, reverse(name), _("Pages"))
