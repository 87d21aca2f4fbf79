"""Pages that belong to no section."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import connection
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from muster.apps.accounts.models import User
from muster.apps.core.links import Panel, TalentPart
from muster.apps.core.models import Entry
from muster.site.preferences import preferences
from muster.site.search import search
from muster.site.styleguide import styleguide

__all__ = [
    "account",
    "closed",
    "favicon",
    "health",
    "home",
    "home_panels",
    "talent",
    "talent_parts",
    "urlpatterns",
]

TALENT_KEPT = 60  # seconds


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, and where to go."""
    return render(request, "home.html", {"panels": home_panels(cast(User, request.user))})


def home_panels(person: User) -> list[Panel]:
    """Return what somebody has on their desk, in the order of the sections."""
    panels: list[Panel] = [import_string(path)(person) for path in settings.SITE_PANELS]
    return [panel for panel in panels if panel.rows]


@login_required
@require_GET
def talent(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, and to those who answer for openings how the company hires."""
    parts = talent_parts(cast(User, request.user))
    waiting = [figure for part in parts for figure in part.waiting if figure.number]
    figures = [figure for part in parts for figure in part.figures]
    panels = [panel for part in parts for panel in part.panels if panel.rows]
    return render(request, "talent.html", {"waiting": waiting, "figures": figures, "panels": panels})


def talent_parts(person: User) -> list[TalentPart]:
    """Count anew after every change that the ledger tells of, and every minute, since time makes things late."""
    newest = Entry.objects.aggregate(newest=Max("sequence"))["newest"]
    key = f"site.talent.{person.pk}.{person.stamp}.{get_language()}"
    kept: tuple[int | None, list[TalentPart]] | None = cache.get(key)
    if kept is not None and kept[0] == newest:
        return kept[1]
    parts: list[TalentPart] = [import_string(path)(person) for path in settings.SITE_TALENT]
    cache.set(key, (newest, parts), TALENT_KEPT)
    return parts


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Lead to everything that people change about their own account."""
    return render(request, "account/settings.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Tell a supervisor that the server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the mark, for what has no page to name it: a feed, a file."""
    return redirect(static("site/images/mark.svg"))


def closed(request: HttpRequest) -> HttpResponse:
    """Shadow a page of allauth that this site does not have."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("talent/", talent, name="talent"),
    path("health/", health, name="health"),
    path("favicon.ico", favicon, name="favicon"),
    path("preferences/", preferences, name="preferences"),
    path("search/", search, name="search"),
    path("accounts/", account, name="account_settings"),
    # An administrator changes addresses, and adds people.
    path("accounts/email/", closed),
    path("accounts/signup/", closed),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
