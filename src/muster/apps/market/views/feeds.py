"""Feeds: which there are, how each went, and what people do with them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.views.common import refusals_on
from muster.apps.market.forms.signals import FeedForm
from muster.apps.market.models import Feed
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.feeds import feed_get, feed_list
from muster.apps.market.services.feeds import feed_fetch, feed_pause, feed_remove, feed_resume, feed_save
from muster.apps.market.views.common import changeable_or_403, person_of, seen_version, viewer_of

__all__ = ["feed_edit", "feed_fetch_page", "feed_index", "feed_pause_page", "feed_remove_page"]


@login_required
@require_http_methods(["GET", "POST"])
def feed_index(request: HttpRequest) -> HttpResponse:
    """List feeds with how each went; add one."""
    person = viewer_of(request)
    keeps = may_keep(person)
    if request.method == "POST":
        changeable_or_403(keeps)
    form = FeedForm(request.POST or None) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            feed_save(actor=person, feed=None, plan=form.plan())
            messages.success(request, _("The feed is added and being fetched."))
            return redirect("market:feeds")
    context = {"feeds": feed_list(person=person), "form": form, "keeps": keeps}
    return render(request, "market/feeds.html", context, status=422 if form and form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def feed_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a feed."""
    person = person_of(request)
    feed = _feed_or_404(person, pk)
    form = FeedForm(request.POST or None, initial=FeedForm.shown(feed))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            feed_save(actor=person, feed=feed, plan=form.plan(), seen=seen_version(request))
            messages.success(request, _("The feed is changed."))
            return redirect("market:feeds")
    context = {"form": form, "feed": feed, "version": request.POST.get("version") or feed.version}
    return render(request, "market/feed.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def feed_pause_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a feed, or go on with one that is paused."""
    person = person_of(request)
    feed = _feed_or_404(person, pk)
    if feed.active:
        feed_pause(actor=person, feed=feed, seen=seen_version(request))
        messages.success(request, _("The feed is paused."))
    else:
        feed_resume(actor=person, feed=feed, seen=seen_version(request))
        messages.success(request, _("The feed is being fetched again."))
    return redirect("market:feeds")


@login_required
@require_POST
def feed_fetch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a feed fetched at once."""
    person = person_of(request)
    feed = _feed_or_404(person, pk)
    try:
        feed_fetch(actor=person, feed=feed)
        messages.success(request, _("The feed is being fetched."))
    except ConflictError:
        raise
    except RefusedError as error:
        messages.warning(request, error.sentence)
    return redirect("market:feeds")


@login_required
@require_http_methods(["GET", "POST"])
def feed_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to remove a feed; do it."""
    person = person_of(request)
    feed = _feed_or_404(person, pk)
    if request.method == "POST":
        feed_remove(actor=person, feed=feed)
        messages.success(request, _("The feed is removed."))
        return redirect("market:feeds")
    return render(request, "market/feed_remove.html", {"feed": feed})


def _feed_or_404(person: User, pk: int) -> Feed:
    changeable_or_403(may_keep(person))
    feed = feed_get(person=person, pk=pk)
    if feed is None:
        raise Http404
    return feed
