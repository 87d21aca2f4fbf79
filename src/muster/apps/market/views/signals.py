"""Signals: posts that spread unusually fast for their source."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.formats import number
from muster.apps.core.views.common import refusals_on
from muster.apps.market.forms.signals import CountsForm, KeepForm
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.signals import (
    AlarmRow,
    alarm_get,
    alarm_list,
    alarm_rows,
    spread_of,
    watch_of,
)
from muster.apps.market.services.posts_receiving import Uploaded, post_to_inbox, posts_upload
from muster.apps.market.views.common import changeable_or_403, person_of, viewer_of
from muster.apps.market.words_signals import count_problem_line
from muster.engine.errors import DataError

__all__ = ["signal_detail", "signal_inbox", "signal_index"]

PAGE = 50
WEEK = "week"


@login_required
@require_http_methods(["GET", "POST"])
def signal_index(request: HttpRequest) -> HttpResponse:
    """List alarms, and what is watched; take a file of counts."""
    person = viewer_of(request)
    keeps = may_keep(person)
    if request.method == "POST":
        changeable_or_403(keeps)
    form = CountsForm(request.POST or None, request.FILES or None) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        uploaded = _upload(person, form)
        if uploaded is not None:
            messages.success(request, _told(uploaded))
            return redirect("market:signals")
    recent = request.GET.get("view") == WEEK
    page = Paginator(alarm_list(person=person, recent=recent), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": alarm_rows(page.object_list),
        "recent": recent,
        "watch": watch_of(person=person),
        "form": form,
    }
    return render(request, "market/signals.html", context, status=422 if form and form.errors else 200)


def _upload(person: User, form: CountsForm) -> Uploaded | None:
    """Take the file; None where the form says what is wrong with it."""
    file = form.cleaned_data["file"]
    with refusals_on(form):
        try:
            return posts_upload(actor=person, content=file.read(), name=file.name)
        except DataError as error:
            for problem in error.problems:
                form.add_error("file", count_problem_line(problem))
    return None


def _told(uploaded: Uploaded) -> str:
    told = ngettext(
        "Counts of %(count)s post are kept; a worker looks whether it spreads unusually fast.",
        "Counts of %(count)s posts are kept; a worker looks which spread unusually fast.",
        uploaded.posts,
    )
    return told % {"count": number(uploaded.posts)}


@login_required
@require_GET
def signal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a post spread against what is usual for its source."""
    person = viewer_of(request)
    return _detail(request, person, _alarm_or_404(person, pk))


def _detail(request: HttpRequest, person: User, row: AlarmRow, form: KeepForm | None = None) -> HttpResponse:
    offered = may_keep(person) and row.alarm.post.document is None
    context = {
        "row": row,
        "alarm": row.alarm,
        "post": row.alarm.post,
        "picture": spread_of(row.alarm),
        "watch": watch_of(person=person),
        "form": form or (KeepForm() if offered else None),
    }
    return render(request, "market/signal.html", context, status=422 if form else 200)


@login_required
@require_POST
def signal_inbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an article of the inbox of the post, and go to it."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    row = _alarm_or_404(person, pk)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            document = post_to_inbox(actor=person, post=row.alarm.post, **form.cleaned_data)
            return redirect("market:document", document.pk)
        except ConflictError:
            raise
        except RefusedError as error:
            form.add_error(None, error.sentence)
    return _detail(request, person, row, form)


def _alarm_or_404(person: User, pk: int) -> AlarmRow:
    row = alarm_get(person=person, pk=pk)
    if row is None:
        raise Http404
    return row
