"""Target lists: all of them, one with how it fared, a new one, and fixing its ranking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from muster.apps.accounts.models import User
from muster.apps.core import formats
from muster.apps.core.views.common import refusals_on
from muster.apps.hire.selectors.requisitions import requisition_visible
from muster.apps.market.forms.targets import NewListForm, PeopleForm, RivalForm
from muster.apps.market.models import TargetList
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.targets import (
    list_report,
    rival_report,
    target_list_get,
    target_lists,
    targets_of,
)
from muster.apps.market.services.target_lines import asked_in
from muster.apps.market.services.targets import target_list_create, target_list_fix, targets_add
from muster.apps.market.views.common import changeable_or_403, person_of, seen_version, viewer_of

__all__ = ["list_add", "list_detail", "list_fix", "list_index", "list_new", "list_or_404"]

PAGE = 50


def list_or_404(person: User, pk: int) -> TargetList:
    """Return a list that the person sees."""
    found = target_list_get(person=person, pk=pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_GET
def list_index(request: HttpRequest) -> HttpResponse:
    """List all target lists."""
    person = viewer_of(request)
    page = Paginator(target_lists(person=person), PAGE).get_page(request.GET.get("page"))
    return render(request, "market/targets/index.html", {"page": page, "keeps": may_keep(person)})


@login_required
@require_GET
def list_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a list: how it fared, who is on it, how far down one had to go, and a rival's arrivals beside it."""
    person = viewer_of(request)
    row = list_or_404(person, pk)
    form = RivalForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rival = None
    if chosen.get("organisation") is not None:
        rival = rival_report(
            person=person, target_list=row, organisation=chosen["organisation"], since=chosen["since"]
        )
    context = {
        "list": row,
        "report": list_report(row),
        "page": Paginator(targets_of(row), PAGE).get_page(request.GET.get("page")),
        "form": form,
        "rival": rival,
        "keeps": may_keep(person),
    }
    return render(request, "market/targets/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def list_new(request: HttpRequest) -> HttpResponse:
    """Make a list of pasted names; of two people of one name is asked who is meant."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    form = NewListForm(
        request.POST or None,
        asked=asked_in(request.POST.get("text", "")),
        openings=requisition_visible(person=person),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = target_list_create(actor=person, plan=form.plan(), people=form.people())
            messages.success(request, _("The list is made; fix its ranking before anybody is approached."))
            return redirect("market:target-list", row.pk)
    return render(request, "market/targets/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def list_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put people below those who are on a list."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    row = list_or_404(person, pk)
    form = PeopleForm(request.POST or None, asked=asked_in(request.POST.get("text", "")))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            added = targets_add(actor=person, target_list=row, people=form.people())
            told = ngettext("%(count)s person is added.", "%(count)s people are added.", len(added))
            messages.success(request, told % {"count": formats.number(len(added))})
            return redirect("market:target-list", row.pk)
    context = {"form": form, "list": row}
    return render(request, "market/targets/add.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def list_fix(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to fix the ranking; do it."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    row = list_or_404(person, pk)
    if request.method == "POST":
        target_list_fix(actor=person, target_list=row, seen=seen_version(request))
        messages.success(request, _("The ranking is fixed; people can be approached."))
        return redirect("market:target-list", row.pk)
    return render(request, "market/targets/fix.html", {"list": row})
