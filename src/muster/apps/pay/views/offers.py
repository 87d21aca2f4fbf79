"""Offers: all of them, one with what a signer decides on, two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.numbers import whole_number
from muster.apps.core.views.common import refusals_on
from muster.apps.pay.bridge import content_worth
from muster.apps.pay.forms.signing import VerdictForm, WithdrawForm
from muster.apps.pay.models import OfferState, Verdict
from muster.apps.pay.rules import may_list, may_propose, may_send
from muster.apps.pay.selectors.comparing import versions_compare
from muster.apps.pay.selectors.letters import sent_of
from muster.apps.pay.selectors.narrowing import ANSWERED, OfferFilter
from muster.apps.pay.selectors.offers import application_offerable, offer_counts, offer_page
from muster.apps.pay.selectors.signing import ShownOffer, signoffs_waiting
from muster.apps.pay.services.offers import offer_open, offer_withdraw
from muster.apps.pay.services.signing import offer_refuse, offer_send_back, offer_sign
from muster.apps.pay.services.submitting import offer_submit
from muster.apps.pay.views.common import changeable_or_403, person_of, seen_version, shown_or_404

__all__ = [
    "offer_compare",
    "offer_detail",
    "offer_index",
    "offer_open_page",
    "offer_submit_page",
    "offer_withdraw_page",
]

MOST_READY = 50
OUTSIDE = (
    *(OfferState.SENT, OfferState.ACCEPTED, OfferState.DECLINED),
    *(OfferState.EXPIRED, OfferState.WITHDRAWN),
)  # in which a letter may have gone to the candidate


@login_required
@require_GET
def offer_index(request: HttpRequest) -> HttpResponse:
    """List offers by state, what waits for the person's signature, and who is to be made an offer."""
    person = person_of(request)
    changeable_or_403(may_list(person))
    view = request.GET.get("view", "")
    counts = offer_counts(person=person)
    context: dict[str, Any] = {"view": view, "proposes": may_propose(person)}
    if view == "waiting":
        context["waiting"] = list(signoffs_waiting(person=person))
    elif view == "ready":
        context["ready"] = list(application_offerable(person=person)[:MOST_READY])
    else:
        before, after = request.GET.get("before"), request.GET.get("after")
        wanted = OfferFilter.read(request.GET.dict())
        context["page"] = offer_page(person=person, wanted=wanted, before=before, after=after)
        context["narrowed"] = wanted.narrows or wanted.state == ANSWERED
    context["states"] = [(value, label, counts.get(value, 0)) for value, label in OfferState.choices]
    return render(request, "pay/offer_index.html", context)


@login_required
@require_POST
def offer_open_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an offer to the candidate of an application, and go to its package."""
    person = person_of(request)
    changeable_or_403(may_propose(person))
    application = get_object_or_404(application_offerable(person=person), pk=pk)
    offer = offer_open(actor=person, application=application)
    return redirect("pay:offer-build", offer.pk)


@login_required
@require_http_methods(["GET", "POST"])
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offer with all that a signer decides on; take their verdict."""
    shown = shown_or_404(request, pk, version=request.method == "GET")
    form = None
    if request.method == "POST":
        changeable_or_403(shown.may_sign)
        form = VerdictForm(request.POST)
        if form.is_valid():
            with refusals_on(form):
                return _decided(request, shown, form)
    elif shown.may_sign and shown.version is not None:
        form = VerdictForm(initial={"digest": shown.version.digest})
    worth = content_worth(shown.version.content) if shown.version is not None else None
    person = person_of(request)
    signed = shown.offer.state == OfferState.SIGNED
    context = {
        "shown": shown,
        "offer": shown.offer,
        "version": shown.version,
        "form": form,
        "worth": worth,
        "may_send": signed and may_send(person, shown.offer),
        "sent": sent_of(person=person, offer=shown.offer) if shown.offer.state in OUTSIDE else None,
    }
    return render(request, "pay/offer_detail.html", context, status=422 if form and form.errors else 200)


def _decided(request: HttpRequest, shown: ShownOffer, form: VerdictForm) -> HttpResponse:
    data = form.cleaned_data
    told: dict[str, Any] = {
        "actor": person_of(request),
        "offer": shown.offer,
        "digest": data["digest"],
        "reason": data["reason"],
        "seen": seen_version(request),
    }
    if data["verdict"] == Verdict.SIGN:
        offer_sign(**told)
        messages.success(request, _("You have signed the package."))
    elif data["verdict"] == Verdict.SEND_BACK:
        offer_send_back(**told)
        messages.success(request, _("The package is sent back."))
    else:
        offer_refuse(**told)
        messages.success(request, _("The offer is not approved."))
    return redirect("pay:offer", shown.offer.pk)


@login_required
@require_GET
def offer_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how two versions differ: those that the query names, or the last two."""
    shown = shown_or_404(request, pk)
    if len(shown.versions) < 2:
        return render(request, "pay/offer_compare.html", {"shown": shown, "offer": shown.offer})
    asked = [whole_number(request.GET.get(name, "")) for name in ("from", "to")]
    numbers = [
        given if given is not None else one.number
        for given, one in zip(asked, shown.versions[-2:], strict=True)
    ]
    found = [next((one for one in shown.versions if one.number == number), None) for number in numbers]
    first, second = found
    if first is None or second is None:
        raise Http404
    context = {"shown": shown, "offer": shown.offer, "compared": versions_compare(first=first, second=second)}
    return render(request, "pay/offer_compare.html", context)


@login_required
@require_POST
def offer_submit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the package into sign-off."""
    shown = shown_or_404(request, pk)
    changeable_or_403(shown.may_change)
    digest = request.POST.get("digest", "")
    offer_submit(actor=person_of(request), offer=shown.offer, digest=digest, seen=seen_version(request))
    messages.success(request, _("The package is in sign-off; its signers are told."))
    return redirect("pay:offer", pk)


@login_required
@require_http_methods(["GET", "POST"])
def offer_withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an offer, with a reason."""
    shown = shown_or_404(request, pk)
    changeable_or_403(shown.may_withdraw)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason, seen = form.cleaned_data["reason"], seen_version(request)
            offer_withdraw(actor=person_of(request), offer=shown.offer, reason=reason, seen=seen)
            messages.success(request, _("The offer is withdrawn."))
            return redirect("pay:offer", pk)
    context = {"shown": shown, "offer": shown.offer, "form": form}
    return render(request, "pay/offer_withdraw.html", context, status=422 if form.errors else 200)
