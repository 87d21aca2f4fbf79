"""The careers site for programs: the Atom feed and the sitemap."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.apps.hire.models import Requisition
from muster.apps.hire.selectors.requisitions import requisition_public
from muster.apps.hire.views.public import in_language

__all__ = ["CareersSitemap", "OpeningsFeed", "feed"]

IN_FEED = 100
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # Word's line break among them

if TYPE_CHECKING:
    RequisitionFeed = Feed[Requisition, None]
    RequisitionSitemap = Sitemap[Requisition]
else:
    RequisitionFeed, RequisitionSitemap = Feed, Sitemap


class OpeningsFeed(RequisitionFeed):
    """The newest openings as Atom, in the active language."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Name the feed."""
        return _("Openings at %(company)s") % {"company": settings.MUSTER_COMPANY}

    def link(self) -> str:
        """Return the page that the feed is of."""
        return reverse("careers:listing", args=[get_language()])

    def feed_url(self) -> str:
        """Return the feed's own address."""
        return reverse("careers:feed", args=[get_language()])

    def items(self) -> list[Requisition]:
        """Return the openings."""
        return list(requisition_public()[:IN_FEED])

    def item_title(self, item: Requisition) -> str:
        """Return the title of an opening."""
        return _plain(f"{item.title} ({item.location.city})")

    def item_description(self, item: Requisition) -> str:
        """Return the description of an opening as HTML."""
        return linebreaks(_plain(item.description), autoescape=True)

    def item_link(self, item: Requisition) -> str:
        """Return the address of an opening."""
        return reverse("careers:opening", args=[get_language(), item.code])

    def item_pubdate(self, item: Requisition) -> datetime | None:
        """Return when it was opened."""
        return item.opened_at

    def item_categories(self, item: Requisition) -> list[str]:
        """Return what it is about."""
        return [_plain(item.family.name), _plain(item.team.name)]


def _plain(text: str) -> str:
    """Return a text as XML can hold it: one sign that it cannot would be the end of the whole feed."""
    return NO_XML.sub(" ", text)


@require_safe
@in_language
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the feed in a language."""
    return OpeningsFeed()(request)


class CareersSitemap(RequisitionSitemap):
    """Every opening in every language, each naming the others."""

    i18n = True
    alternates = True
    x_default = False

    def items(self) -> list[Requisition]:
        """Return the openings."""
        return list(requisition_public())

    def location(self, item: Requisition) -> str:
        """Return the address of an opening in the active language."""
        return reverse("careers:opening", args=[get_language(), item.code])

    def lastmod(self, item: Requisition) -> datetime | None:
        """Return when it was opened."""
        return item.opened_at
