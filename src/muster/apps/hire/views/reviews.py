"""Blind review: the queues, one application, its form, and looking behind the blind."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from muster.apps.core.numbers import whole_number
from muster.apps.core.paging import keyset_page
from muster.apps.core.views.common import refusals_on
from muster.apps.hire.forms.pipeline import ReviewForm, UnblindForm
from muster.apps.hire.models import Application
from muster.apps.hire.selectors.requisitions import requisition_reviewed
from muster.apps.hire.selectors.reviews import Blind, blind_get, review_next, review_queues, review_waiting
from muster.apps.hire.services.reviews import application_unblind, review_save, review_submit
from muster.apps.hire.views.common import person_of, seen_version

__all__ = ["review_edit", "review_index", "review_start", "review_unblind", "review_whole"]

ROWS = 25


@login_required
@require_GET
def review_index(request: HttpRequest) -> HttpResponse:
    """List the person's queues; with `waiting` each application that waits for their review, by its code."""
    person = person_of(request)
    page = None
    if request.GET.get("waiting"):
        page = keyset_page(
            review_waiting(person=person),
            order=("stage_since", "pk"),
            size=ROWS,
            before=request.GET.get("before"),
            after=request.GET.get("after"),
        )
    context = {"queues": review_queues(person=person), "page": page}
    return render(request, "hire/review_index.html", context)


@login_required
@require_GET
def review_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the next application to review for a requisition."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_reviewed(person=person), pk=pk)
    after = whole_number(request.GET.get("after", ""))
    waiting = review_next(person=person, requisition=requisition, after=after)
    if waiting is None and after in review_waiting(person=person).values_list("pk", flat=True):
        messages.info(request, _("This is the only one that waits for you."))
        return redirect("hire:review", after)
    if waiting is None:
        messages.success(request, _("Nothing waits for your review at this opening."))
        return redirect("hire:reviews")
    return redirect("hire:review", waiting.pk)


@login_required
@require_http_methods(["GET", "POST"])
def review_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an application without who it is, and take the review."""
    blind = _blind_or_404(request, pk)
    review = blind.review
    initial = {}
    if review is not None:
        initial = {f"criterion-{key}": rating for key, rating in review.ratings.items()}
        initial |= {"verdict": review.verdict, "note": review.note}
    form = ReviewForm(request.POST or None, initial=initial, criteria=blind.criteria)
    if request.method == "POST" and form.is_valid():
        submit = "submit" in request.POST
        with refusals_on(form):
            _write(request, blind, form, submit=submit)
            if not submit:
                messages.success(request, _("The draft is kept."))
                return redirect("hire:review", pk)
            messages.success(request, _("The review is submitted."))
            return redirect("hire:review-start", blind.requisition.pk)
    shown = request.POST.get("version", 0 if review is None else review.version)
    context = {"blind": blind, "form": form, "review": review, "shown": shown}
    return render(request, "hire/review_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review_unblind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, put it on the record, and show who it is."""
    blind = _blind_or_404(request, pk)
    form = UnblindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        application = Application.objects.select_related("requisition").get(pk=pk)
        application_unblind(
            actor=person_of(request), application=application, reason=form.cleaned_data["reason"]
        )
        return redirect("hire:review-whole", pk)
    return render(request, "hire/review_unblind.html", {"blind": blind, "form": form})


@login_required
@require_GET
def review_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a reviewer who looked behind the blind, or has submitted, the application as it is."""
    blind = _blind_or_404(request, pk)
    if blind.hidden:
        return redirect("hire:review", pk)
    application = Application.objects.select_related("requisition", "candidate", "stage").get(pk=pk)
    return render(request, "hire/review_whole.html", {"blind": blind, "application": application})


def _blind_or_404(request: HttpRequest, pk: int) -> Blind:
    blind = blind_get(person=person_of(request), pk=pk)
    if blind is None:
        raise Http404
    return blind


def _write(request: HttpRequest, blind: Blind, form: ReviewForm, *, submit: bool) -> None:
    write = review_submit if submit else review_save
    write(
        actor=person_of(request),
        application=Application.objects.select_related("requisition").get(pk=blind.pk),
        ratings=form.ratings(),
        verdict=form.cleaned_data["verdict"],
        note=form.cleaned_data["note"],
        seen=seen_version(request),
    )
