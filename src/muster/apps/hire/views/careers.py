"""The careers site: openings, their feed, and applying."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.core.errors import RefusedError
from muster.apps.core.views.common import number_in
from muster.apps.hire.forms.careers import ApplyForm, issue_key
from muster.apps.hire.models import Requisition
from muster.apps.hire.postings import data_block, job_posting
from muster.apps.hire.selectors.careers import (
    CareersFilter,
    opening_by_code,
    opening_choices,
    opening_list,
)
from muster.apps.hire.services.careers import application_submit
from muster.apps.hire.services.resumes import ResumeError
from muster.apps.hire.views.public import in_language, limited, private

__all__ = ["apply", "index", "listing", "opening", "received"]

ON_A_PAGE = 25
CARRIED = ("c", "source")  # where somebody came from, carried through to the application


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Go on in the visitor's language."""
    address = reverse("careers:listing", args=[get_language() or settings.LANGUAGE_CODE])
    query = request.GET.urlencode()
    response = redirect(f"{address}?{query}" if query else address)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
@in_language
def listing(request: HttpRequest, language: str) -> HttpResponse:
    """Show the openings, narrowed by what the address says."""
    wanted = CareersFilter(
        text=request.GET.get("q", "")[:200].replace("\0", ""),
        team=number_in(request, "team"),
        family=number_in(request, "family"),
        location=number_in(request, "location"),
    )
    page = Paginator(opening_list(wanted=wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wanted": wanted,
        "narrowed": any(asdict(wanted).values()),
        "choices": opening_choices(),
        **_frame(request, "careers:listing", language),
    }
    return render(request, "hire/careers/listing.html", context)


@require_safe
@in_language
def opening(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Show one opening."""
    requisition = _opening(code)
    posting = job_posting(
        requisition=requisition,
        url=request.build_absolute_uri(request.path),
        company=settings.MUSTER_COMPANY,
        company_url=request.build_absolute_uri("/"),
    )
    context = {
        "requisition": requisition,
        "posting": data_block(posting),
        **_frame(request, "careers:opening", language, code),
    }
    return render(request, "hire/careers/opening.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def apply(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Show the form, and take what it sends. The answer is the same whether the address has applied before or not: the
    way to the application is told by e-mail alone.
    """
    requisition = _opening(code)
    if request.method != "POST":
        came_from = {"campaign": request.GET.get("c", "")[:80], "source": request.GET.get("source", "")[:10]}
        form = ApplyForm(initial={**came_from, "key": issue_key(requisition)}, requisition=requisition)
        return _form(request, requisition, form, language)
    form = ApplyForm(request.POST, request.FILES, requisition=requisition)
    if not form.is_valid():
        return _form(request, requisition, form, language)
    too_many = limited(request, "careers_apply")
    if too_many is not None:
        return too_many
    try:
        application_submit(
            requisition=requisition,
            key=form.nonce,
            form=form.said,
            resume=form.upload,
            source=form.cleaned_data["source"],
        )
    except ResumeError as error:
        form.add_error("resume", error.sentence)
        return _form(request, requisition, form, language)
    except RefusedError as error:
        form.add_error(None, error.sentence)
        return _form(request, requisition, form, language)
    return private(redirect("careers:received", language=language, code=code))


@require_safe
@in_language
def received(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Thank for an application, without a word of whose it was."""
    context = {"requisition": _opening(code), **_frame(request, "careers:received", language, code)}
    return render(request, "hire/careers/received.html", context)


def _form(request: HttpRequest, requisition: Requisition, form: ApplyForm, language: str) -> HttpResponse:
    frame = _frame(request, "careers:apply", language, requisition.code)
    context = {"requisition": requisition, "form": form, **frame}
    return render(request, "hire/careers/apply.html", context, status=422 if form.errors else 200)


def _opening(code: str) -> Requisition:
    requisition = opening_by_code(code=code)
    if requisition is None:
        raise Http404
    return requisition


def _frame(request: HttpRequest, name: str, language: str, *args: str) -> dict[str, Any]:
    """Return what every page of the careers site has: the company, the other languages, and where one came from."""
    pages = [(code, label, reverse(name, args=[code, *args])) for code, label in settings.LANGUAGES]
    carried = urlencode({key: request.GET[key][:80] for key in CARRIED if request.GET.get(key)})
    return {
        "company": settings.MUSTER_COMPANY,
        "company_url": reverse("careers:listing", args=[language]),
        "language": language,
        "languages": [(code, label, path, request.build_absolute_uri(path)) for code, label, path in pages],
        "carried": f"?{carried}" if carried else "",
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
