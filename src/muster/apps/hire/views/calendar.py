"""One's interviews in one's calendar: the page that makes the private address, and what stands there."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.apps.hire.calendars import feed_text
from muster.apps.hire.selectors.calendar import calendar_entries, calendar_owner, has_calendar_link
from muster.apps.hire.services.calendar_links import calendar_link_make, calendar_link_revoke
from muster.apps.hire.views.common import person_of
from muster.apps.hire.views.public import private

__all__ = ["calendar_feed", "calendar_page", "calendar_revoke"]


@login_required
@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Say whether there is a private address; make a new one, and show it once."""
    person, url = person_of(request), ""
    if request.method == "POST":
        path = reverse("hire:calendar-feed", args=[calendar_link_make(actor=person)])
        url = f"{settings.MUSTER_ADDRESS}{path}"
    context = {"url": url, "there": has_calendar_link(person=person)}
    return private(render(request, "hire/calendar.html", context))


@login_required
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """End the private address."""
    calendar_link_revoke(actor=person_of(request))
    messages.success(request, _("The address leads nowhere any more."))
    return redirect("hire:calendar")


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever has the secret with the interviews of its owner, as iCalendar."""
    person = calendar_owner(token=token)
    if person is None:
        raise Http404
    name = _("Interviews: %(company)s") % {"company": settings.MUSTER_COMPANY}
    text = feed_text(
        calendar_entries(person=person), name=name, told_at=timezone.now(), site=settings.MUSTER_ADDRESS
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="interviews.ics"'
    return private(response)
