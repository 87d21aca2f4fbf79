"""The addresses of the careers site and of candidates' own pages: open to everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from muster.apps.hire.views import candidates, careers, feeds

__all__ = ["urlpatterns"]


class LanguageConverter:
    """One of the site's languages."""

    regex = "|".join(code for code, _ in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_url(self, value: Any) -> str:
        """Write it as it is."""
        return str(value)


class TokenConverter(LanguageConverter):
    """The secret of a candidate's link."""

    regex = "[A-Za-z0-9_-]{20,64}"


register_converter(LanguageConverter, "language")
register_converter(TokenConverter, "token")

app_name = "careers"
urlpatterns: list[URLPattern] = [
    path("", careers.index, name="index"),
    path(
        "sitemap.xml", require_safe(sitemap), {"sitemaps": {"openings": feeds.CareersSitemap}}, name="sitemap"
    ),
    path("status/<token:token>/", candidates.status, name="status"),
    path("status/<token:token>/withdraw/", candidates.withdraw, name="withdraw"),
    path("status/<token:token>/about-you/", candidates.about_you, name="about_you"),
    path("status/<token:token>/erase/", candidates.erase, name="erase"),
    path("status/<token:token>/data/", candidates.export, name="export"),
    path("<language:language>/", careers.listing, name="listing"),
    path("<language:language>/feed.atom", feeds.feed, name="feed"),
    path("<language:language>/jobs.xml", feeds.job_board_feed, name="jobs"),
    path("<language:language>/<slug:code>/", careers.opening, name="opening"),
    path("<language:language>/<slug:code>/apply/", careers.apply, name="apply"),
    path("<language:language>/<slug:code>/received/", careers.received, name="received"),
]
