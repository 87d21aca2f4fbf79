"""The careers site for programs: the Atom feed, the feed for job boards, and the sitemap."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.apps.hire.models import Requisition
from muster.apps.hire.postings import job_board_xml, plain
from muster.apps.hire.selectors.requisitions import requisition_public
from muster.apps.hire.views.public import in_language

__all__ = ["CareersSitemap", "OpeningsFeed", "feed", "job_board_feed"]

IN_FEED = 100

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
        return plain(f"{item.title} ({item.location.city})")

    def item_description(self, item: Requisition) -> str:
        """Return the description of an opening as HTML."""
        return linebreaks(plain(item.description), autoescape=True)

    def item_link(self, item: Requisition) -> str:
        """Return the address of an opening."""
        return reverse("careers:opening", args=[get_language(), item.code])

    def item_pubdate(self, item: Requisition) -> datetime | None:
        """Return when it was opened."""
        return item.opened_at

    def item_categories(self, item: Requisition) -> list[str]:
        """Return what it is about."""
        return [plain(item.family.name), plain(item.team.name)]


@require_safe
@in_language
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the feed in a language."""
    return OpeningsFeed()(request)


@require_safe
@in_language
def job_board_feed(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with all openings in the XML that Indeed made common among job boards."""

    def url(one: Requisition) -> str:
        path = reverse("careers:opening", args=[language, one.code])
        return f"{settings.MUSTER_ADDRESS}{path}?source=job_board"

    text = job_board_xml(
        requisition_public(),
        url=url,
        company=settings.MUSTER_COMPANY,
        company_url=f"{settings.MUSTER_ADDRESS}{reverse('careers:index')}",
        built_at=timezone.now(),
        language=language,
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


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
