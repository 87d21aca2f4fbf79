"""The builder of a package: its parts, and what it is worth beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.pay.bridge import content_faults, content_worth
from muster.apps.pay.content import Content
from muster.apps.pay.forms.package import SCHEDULES, BuilderForm
from muster.apps.pay.selectors.placing import content_places
from muster.apps.pay.selectors.signing import ShownOffer
from muster.apps.pay.services.offers import offer_version_add
from muster.apps.pay.views.common import changeable_or_403, person_of, seen_version, shown_or_404
from muster.apps.pay.words import fault_sentence

__all__ = ["offer_build", "offer_worth"]

ADD = "more-"  # the buttons that ask for another row of a list


@login_required
@require_http_methods(["GET", "POST"])
def offer_build(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the parts of the package and what it is worth; keep it as a version."""
    shown = shown_or_404(request, pk)
    changeable_or_403(shown.may_change)
    form = BuilderForm(_more(request), content=_content(shown))
    refused: list[str] = []
    found: Content | None = None
    if request.method == "POST" and form.is_valid():
        found = form.result()
        refused = [fault_sentence(one) for one in content_faults(found)]
        if "keep" in request.POST and not refused:
            try:
                version = offer_version_add(
                    actor=person_of(request),
                    offer=shown.offer,
                    content=found,
                    note=form.more.cleaned_data["note"],
                    reason=form.more.cleaned_data["reason"],
                    seen=seen_version(request),
                )
            except ConflictError:
                raise
            except RefusedError as error:
                refused = [error.sentence]
            else:
                told = _("Version %(number)s is kept. Put it into sign-off when it is ready.")
                messages.success(request, told % {"number": version.number})
                return redirect("pay:offer", pk)
    elif request.method == "GET" and shown.version is not None:
        found = shown.version.content
    wrong = request.method == "POST" and (not form.is_valid() or bool(refused))
    context = {
        "shown": shown,
        "offer": shown.offer,
        "form": form,
        "schedules": SCHEDULES,
        "refused": refused,
        **_worth(shown, form, found, []),  # what is wrong stands above the form
    }
    return render(request, "pay/offer_build.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def offer_worth(request: HttpRequest, pk: int) -> HttpResponse:
    """Return what the package in the form is worth, as a part of the builder's page."""
    shown = shown_or_404(request, pk)
    changeable_or_403(shown.may_change)
    form = BuilderForm(request.POST, content=_content(shown))
    found = form.result() if form.is_valid() else None
    refused = [fault_sentence(one) for one in content_faults(found)] if found is not None else []
    return render(request, "pay/worth.html", _worth(shown, form, found, refused))


def _worth(shown: ShownOffer, form: BuilderForm, found: Content | None, refused: list[str]) -> dict[str, Any]:
    """Return what stands at the end side: nothing where the package is not sound."""
    if found is None or content_faults(found):
        return {"worth": None, "wrong": refused}
    outside = form.more.cleaned_data.get("elsewhere") if form.more.is_bound else None
    other = float(outside) if outside else None
    places = content_places(offer=shown.offer, content=found)
    return {"worth": content_worth(found, outside=other), "places": places}


def _content(shown: ShownOffer) -> Content:
    """Return the package to begin with: the newest version, or what the opening says."""
    if shown.version is not None:
        content: Content = shown.version.content
        return content
    return {"currency": shown.offer.requisition.location.currency}


def _more(request: HttpRequest) -> Any:
    """Return what was sent, with another empty row in the list whose button was pressed."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    for name in BuilderForm.LISTS:
        total = data.get(f"{name}-TOTAL_FORMS", "")
        if f"{ADD}{name}" in data and total.isdigit() and int(total) < 40:
            data[f"{name}-TOTAL_FORMS"] = str(int(total) + 1)
    return data
