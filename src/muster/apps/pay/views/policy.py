"""Who signs, who signs for whom, the bands, and what is said about pay."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.core.paging import keyset_page
from muster.apps.core.views.common import refusals_on
from muster.apps.pay.forms.letters import LeastDaysForm
from muster.apps.pay.forms.policy import BandForm, ClaimForm, DelegationForm, RuleForm
from muster.apps.pay.models import Band, PayClaim, SignOffRule
from muster.apps.pay.rules import may_be_asked, may_see_bands, may_set_bands, may_set_policy
from muster.apps.pay.selectors.bands import band_list
from muster.apps.pay.selectors.claims import claim_list
from muster.apps.pay.selectors.letters import least_days
from muster.apps.pay.selectors.policy import delegation_list, rule_list
from muster.apps.pay.services.claims import claim_add, claim_remove
from muster.apps.pay.services.policy import (
    band_remove,
    band_set,
    delegation_end,
    delegation_set,
    rule_add,
    rule_remove,
)
from muster.apps.pay.views.common import changeable_or_403, person_of

__all__ = [
    "band_index",
    "band_remove_page",
    "claim_index",
    "claim_remove_page",
    "delegation_end_page",
    "delegation_index",
    "policy_index",
    "rule_remove_page",
]

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def band_index(request: HttpRequest) -> HttpResponse:
    """List the bands; set one."""
    person = person_of(request)
    changeable_or_403(may_see_bands(person) if request.method == "GET" else may_set_bands(person))
    form = BandForm(request.POST or None) if may_set_bands(person) else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            band_set(actor=person, **form.cleaned_data)
            messages.success(request, _("The band is set."))
            return redirect("pay:bands")
    context = {"rows": band_list(person=person), "form": form}
    return render(request, "pay/band_index.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def band_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a band."""
    person = person_of(request)
    changeable_or_403(may_set_bands(person))
    band_remove(actor=person, band=get_object_or_404(Band, pk=pk))
    messages.success(request, _("The band is removed."))
    return redirect("pay:bands")


@login_required
@require_http_methods(["GET", "POST"])
def claim_index(request: HttpRequest) -> HttpResponse:
    """List what is said about pay elsewhere; add what somebody says."""
    person = person_of(request)
    changeable_or_403(may_see_bands(person) if request.method == "GET" else may_set_bands(person))
    form = ClaimForm(request.POST or None) if may_set_bands(person) else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            claim_add(actor=person, plan=form.plan())
            messages.success(request, _("The claim is kept, with its source."))
            return redirect("pay:claims")
    page = keyset_page(
        claim_list(person=person),
        order=("-said_on", "-pk"),
        size=PAGE,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {"page": page, "form": form}
    return render(request, "pay/claim_index.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def claim_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a claim."""
    person = person_of(request)
    changeable_or_403(may_set_bands(person))
    claim_remove(actor=person, claim=get_object_or_404(PayClaim, pk=pk))
    messages.success(request, _("The claim is removed."))
    return redirect("pay:claims")


@login_required
@require_http_methods(["GET", "POST"])
def policy_index(request: HttpRequest) -> HttpResponse:
    """List which signatures packages need; add one."""
    person = person_of(request)
    changeable_or_403(may_see_bands(person) if request.method == "GET" else may_set_policy(person))
    form = RuleForm(request.POST or None) if may_set_policy(person) else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            rule_add(actor=person, plan=form.plan())
            messages.success(request, _("The rule is saved."))
            return redirect("pay:policy")
    days = LeastDaysForm(initial={"days": least_days()}) if form is not None else None
    context = {"rows": rule_list(), "form": form, "days": days, "least_days": least_days()}
    return render(request, "pay/policy_index.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def rule_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    person = person_of(request)
    changeable_or_403(may_set_policy(person))
    rule_remove(actor=person, rule=get_object_or_404(SignOffRule, pk=pk))
    messages.success(request, _("The rule is removed."))
    return redirect("pay:policy")


@login_required
@require_http_methods(["GET", "POST"])
def delegation_index(request: HttpRequest) -> HttpResponse:
    """Show who signs for the person while they are away; let somebody."""
    person = person_of(request)
    changeable_or_403(may_be_asked(person))
    form = DelegationForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            delegation_set(actor=person, **form.cleaned_data)
            messages.success(request, _("It is set who signs for you."))
            return redirect("pay:delegation")
    rows = delegation_list(person=person)
    context = {"rows": rows, "form": form, "person": person}
    return render(request, "pay/delegation_index.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delegation_end_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign oneself again."""
    person = person_of(request)
    delegation = get_object_or_404(delegation_list(person=person).filter(person=person.pk), pk=pk)
    delegation_end(actor=person, delegation=delegation)
    messages.success(request, _("You sign yourself again."))
    return redirect("pay:delegation")
