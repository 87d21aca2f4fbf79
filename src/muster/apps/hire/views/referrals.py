"""Referring somebody, what became of it, and adding a candidate whom a recruiter found."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.core.errors import RefusedError
from muster.apps.hire.forms.candidates import AddForm, ReferralForm
from muster.apps.hire.models import Requisition, Source
from muster.apps.hire.rules import may_move, may_refer
from muster.apps.hire.selectors.candidates import application_progress, referral_list
from muster.apps.hire.selectors.requisitions import requisition_visible, requisition_worked_on
from muster.apps.hire.services.applications import application_refer
from muster.apps.hire.services.candidates import candidate_add
from muster.apps.hire.services.resumes import ResumeError
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["application_add_page", "refer", "referral_index"]

ON_A_PAGE = 25
GET_OR_POST = ("GET", "HEAD", "POST")


@login_required
@require_safe
def referral_index(request: HttpRequest) -> HttpResponse:
    """Show whom one referred and how far they are, and what is open."""
    person = person_of(request)
    changeable_or_403(may_refer(person))
    page = Paginator(referral_list(person=person), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (one, application_progress(one, rejected_at=one.rejected_at))  # type: ignore[attr-defined]  # added
        for one in page.object_list
    ]
    openings = requisition_visible(person=person, status=Requisition.Status.OPEN)[:ON_A_PAGE]
    return render(request, "hire/referrals/index.html", {"page": page, "rows": rows, "openings": openings})


@login_required
@require_http_methods(GET_OR_POST)
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer somebody to an opening."""
    person = person_of(request)
    changeable_or_403(may_refer(person))
    open_ones = requisition_visible(person=person, status=Requisition.Status.OPEN)
    requisition = get_object_or_404(open_ones, pk=pk)
    form = ReferralForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            application_refer(
                actor=person,
                requisition=requisition,
                form=form.said,
                relation=form.cleaned_data["relation"],
                note=form.cleaned_data["note"],
            )
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Thank you: your referral is with the recruiter."))
            return redirect("hire:referrals")
    context = {"requisition": requisition, "form": form}
    return render(request, "hire/referrals/refer.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(GET_OR_POST)
def application_add_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a candidate to an opening."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_worked_on(person=person), pk=pk)
    if not may_move(person, requisition):
        raise PermissionDenied(_("Only those who work on this opening add candidates to it."))
    form = AddForm(request.POST or None, request.FILES or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            application = candidate_add(
                actor=person,
                requisition=requisition,
                form=form.said,
                source=Source(form.cleaned_data["source"]),
                resume=form.upload,
            )
        except ResumeError as error:
            form.add_error("resume", error.sentence)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The candidate is in."))
            return redirect("hire:application", application.pk)
    context = {"requisition": requisition, "form": form}
    return render(request, "hire/referrals/add.html", context, status=422 if form.errors else 200)
