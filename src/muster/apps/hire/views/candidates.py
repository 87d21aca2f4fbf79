"""A candidate's own pages, by private link: where it stands, withdrawing, one's data, and what one says of oneself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.hire.forms.careers import SelfIdentificationForm
from muster.apps.hire.models import Application
from muster.apps.hire.selectors.candidates import (
    Step,
    application_export,
    application_of_candidate,
    application_progress,
    messages_to_candidate,
)
from muster.apps.hire.selectors.erasures import erasure_of
from muster.apps.hire.selectors.protected import self_identification_export
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.erasures import erasure_ask
from muster.apps.hire.services.protected import self_identification_store
from muster.apps.hire.views.public import limited, private

if TYPE_CHECKING:
    from muster.apps.hire.selectors.candidates import DecidedApplication

__all__ = ["about_you", "erase", "export", "status", "withdraw"]

CandidateView = Callable[[HttpRequest, str, "DecidedApplication"], HttpResponse]


def by_link(view: CandidateView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find the application of a private link; answer in the language chosen here, else the candidate's.

    Guessing is slowed down.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        too_many = limited(request, "careers_status")
        if too_many is not None:
            return private(too_many)
        application = application_of_candidate(token=token)
        if application is None:
            context = {
                "sentence": _("This link leads nowhere; look for the newest one that we sent you."),
                **_frame(),
            }
            return private(render(request, "problem.html", context, status=404))
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:  # none was chosen here
            translation.activate(application.candidate.language)
            request.LANGUAGE_CODE = application.candidate.language
        return private(view(request, token, application))

    return answer


@require_safe
@by_link
def status(request: HttpRequest, token: str, application: DecidedApplication) -> HttpResponse:
    """Show where an application stands."""
    context = {
        "application": application,
        "token": token,
        "progress": application_progress(application, rejected_at=application.rejected_at),
        "steps": list(Step),
        "told": messages_to_candidate(application=application),
        "erasure": erasure_of(application=application),
        **_frame(),
    }
    return render(request, "hire/candidate/status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def withdraw(request: HttpRequest, token: str, application: Application) -> HttpResponse:
    """Ask whether to withdraw, then do so."""
    if request.method == "POST":
        application_withdraw(application=application)
        messages.success(request, _("You have withdrawn your application."))
        return redirect("careers:status", token=token)
    back = reverse("careers:status", args=[token])
    return render(
        request, "hire/candidate/withdraw.html", {"application": application, "back": back, **_frame()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def erase(request: HttpRequest, token: str, application: Application) -> HttpResponse:
    """Ask whether everything is to be erased, then pass it on: a person answers."""
    if request.method == "POST":
        erasure_ask(application=application)
        messages.success(request, _("We have your request, and answer it within a month."))
        return redirect("careers:status", token=token)
    back = reverse("careers:status", args=[token])
    return render(
        request, "hire/candidate/erase.html", {"application": application, "back": back, **_frame()}
    )


@require_safe
@by_link
def export(request: HttpRequest, token: str, application: Application) -> HttpResponse:
    """Hand over what a candidate gave us and was sent, as a file."""
    data = application_export(application=application)
    data["about_you"] = self_identification_export(application=application)
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = f'attachment; filename="{application.requisition.code}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def about_you(request: HttpRequest, token: str, application: Application) -> HttpResponse:
    """Ask what somebody wants to say of themselves. Nothing follows from it, nor from leaving it."""
    form = SelfIdentificationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        self_identification_store(application=application, answers=form.answers)
        messages.success(request, _("Thank you. Your answers are kept apart from your application."))
        return redirect("careers:status", token=token)
    context = {"application": application, "form": form, "token": token, **_frame()}
    return render(request, "hire/candidate/about_you.html", context, status=422 if form.errors else 200)


def _frame() -> dict[str, Any]:
    return {"company": settings.MUSTER_COMPANY, "company_url": reverse("careers:index")}
