"""Who is to be erased, what is decided about it, and how long data are kept."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.hire.forms.erasures import DeclineForm, RetentionForm
from muster.apps.hire.models import Erasure, RetentionRule
from muster.apps.hire.rules import may_erase, may_move
from muster.apps.hire.selectors.applications import application_visible
from muster.apps.hire.selectors.erasures import (
    ShownErasure,
    erasure_counts,
    erasure_get,
    erasure_page,
    retention_rule_list,
)
from muster.apps.hire.services.erasures import (
    erasure_ask_for,
    erasure_carry_out,
    erasure_decline,
    erasures_carry_out,
)
from muster.apps.hire.services.retention import retention_look, retention_rule_remove, retention_rule_save
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = [
    "erasure_all",
    "erasure_decline_page",
    "erasure_detail",
    "erasure_index",
    "erasure_pass_on",
    "retention_look_now",
    "retention_page",
    "retention_remove",
]

VIEWS = {
    "": (Erasure.State.OPEN, Erasure.Cause.ASKED),
    "time": (Erasure.State.OPEN, Erasure.Cause.TIME),
    "done": (Erasure.State.DONE, ""),
    "declined": (Erasure.State.DECLINED, ""),
}


@login_required
@require_GET
def erasure_index(request: HttpRequest) -> HttpResponse:
    """List who asked to be erased, whose time is over, and what was decided."""
    person = person_of(request)
    changeable_or_403(may_erase(person))
    view = request.GET.get("view", "")
    state, cause = VIEWS.get(view, VIEWS[""])
    before, after = request.GET.get("before"), request.GET.get("after")
    page = erasure_page(person=person, state=state, cause=cause, before=before, after=after)
    context = {"page": page, "view": view, "counts": erasure_counts(person=person)}
    return render(request, "hire/erasure/index.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def erasure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom it is about; erase them when that is confirmed."""
    shown = _shown_or_404(request, pk)
    if request.method == "POST":
        erasure_carry_out(actor=person_of(request), erasure=shown.erasure, seen=seen_version(request))
        messages.success(request, _("They are erased."))
        return redirect("hire:erasures")
    return render(request, "hire/erasure/detail.html", {"shown": shown, "erasure": shown.erasure})


@login_required
@require_http_methods(["GET", "POST"])
def erasure_decline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why somebody is not erased, and note it."""
    shown = _shown_or_404(request, pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erasure_decline(
            actor=person_of(request),
            erasure=shown.erasure,
            reason=form.cleaned_data["reason"],
            seen=seen_version(request),
        )
        messages.success(request, _("The request is declined; the candidate reads why on their own page."))
        return redirect("hire:erasures")
    context = {"shown": shown, "erasure": shown.erasure, "form": form}
    return render(request, "hire/erasure/decline.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def erasure_all(request: HttpRequest) -> HttpResponse:
    """Ask whether all whose time is over are to be erased; then a worker does so."""
    person = person_of(request)
    changeable_or_403(may_erase(person))
    if request.method == "POST":
        return redirect("core:job", erasures_carry_out(actor=person).pk)
    return render(request, "hire/erasure/all.html", {"counts": erasure_counts(person=person)})


@login_required
@require_http_methods(["GET", "POST"])
def erasure_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass on that a candidate asked to be erased."""
    person = person_of(request)
    application = get_object_or_404(application_visible(person=person).filter(blind=False), pk=pk)
    changeable_or_403(may_move(person, application.requisition))
    if request.method == "POST":
        erasure_ask_for(actor=person, application=application)
        messages.success(request, _("The request is passed on to those who decide about it."))
        return redirect("hire:application", pk)
    return render(request, "hire/erasure/pass_on.html", {"application": application})


@login_required
@require_http_methods(["GET", "POST"])
def retention_page(request: HttpRequest) -> HttpResponse:
    """Show how long data are kept, and add a rule."""
    person = person_of(request)
    changeable_or_403(may_erase(person))
    form = RetentionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retention_rule_save(actor=person, **form.cleaned_data)
        messages.success(request, _("The rule is saved."))
        return redirect("hire:retention")
    context = {"rules": retention_rule_list(person=person), "form": form}
    return render(request, "hire/erasure/retention.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def retention_look_now(request: HttpRequest) -> HttpResponse:
    """Let a worker look for whose time is over."""
    return redirect("core:job", retention_look(actor=person_of(request)).pk)


@login_required
@require_POST
def retention_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    person = person_of(request)
    changeable_or_403(may_erase(person))
    retention_rule_remove(actor=person, rule=get_object_or_404(RetentionRule, pk=pk))
    messages.success(request, _("The rule is removed."))
    return redirect("hire:retention")


def _shown_or_404(request: HttpRequest, pk: int) -> ShownErasure:
    person = person_of(request)
    changeable_or_403(may_erase(person))
    shown = erasure_get(person=person, pk=pk)
    if shown is None:
        raise Http404
    return shown
