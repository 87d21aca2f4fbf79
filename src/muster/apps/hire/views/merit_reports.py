"""The season report of a run: asked for, waited for, read as a page and as a PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from muster.apps.core.files import file_open, file_response
from muster.apps.hire.models import MeritReport, MeritRun
from muster.apps.hire.rules import may_see_calibrations
from muster.apps.hire.selectors.merit_runs import report_problem, run_job, run_outdated, scope_of
from muster.apps.hire.selectors.merit_why import report_withheld
from muster.apps.hire.services.merit import merit_report_request
from muster.apps.hire.views.common import changeable_or_403, person_of
from muster.apps.hire.views.merit import finished, run_or_404, working

__all__ = ["report", "report_ask", "report_page", "report_pdf"]

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the report in the person's language, say how far it is, or why somebody must not read it yet."""
    run, person = _run(request, pk), person_of(request)
    reports = {one.language: one for one in MeritReport.objects.filter(run=run)}
    made = reports.pop(person.language, None)
    context: dict[str, object] = {
        "run": run,
        "scope": scope_of(run),
        "report": made,
        "others": [one for one in reports.values() if one.state == MeritReport.State.DONE],
        "withheld": report_withheld(person=person, run=run),
        "outdated": run_outdated(run),
    }
    job = None if made is None else run_job(made)
    if job is not None and not job.is_failed:
        return working(request, job, _("Writing the report"), "hire/merit/waiting.html", context)
    failed = made is not None and made.state != MeritReport.State.DONE
    context["problem"] = report_problem(made) if made is not None and failed else ""
    return finished(request, render(request, "hire/merit/report.html", context))


@login_required
@require_POST
def report_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the report in the person's language, and lead to it."""
    merit_report_request(actor=person_of(request), run=_run(request, pk))
    return redirect("hire:merit-report", pk)


@login_required
@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the report. It is a page by itself, with a style and pictures of its own and without script."""
    made = _made_or_404(request, pk)
    if made.page is None:
        raise Http404
    try:
        response = FileResponse(file_open(made.page), content_type="text/html; charset=utf-8")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the report as a PDF."""
    made = _made_or_404(request, pk)
    if made.pdf is None:
        raise Http404
    return file_response(stored=made.pdf, may=lambda: True, inline=True)


def _run(request: HttpRequest, pk: int) -> MeritRun:
    """Return a finished run that the person sees, for those who read reports."""
    changeable_or_403(may_see_calibrations(person_of(request)))
    run = run_or_404(request, pk)
    if run.state != MeritRun.State.DONE:
        raise Http404
    return run


def _made_or_404(request: HttpRequest, pk: int) -> MeritReport:
    """Return the report in the language that is asked for, which is the person's own unless `?language=` says so."""
    run, person = _run(request, pk), person_of(request)
    withheld = report_withheld(person=person, run=run)
    if withheld:
        raise PermissionDenied(withheld)
    language = request.GET.get("language") or person.language
    made = (
        MeritReport.objects.filter(run=run, language=language, state=MeritReport.State.DONE)
        .select_related("page", "pdf")
        .first()
    )
    if made is None:
        raise Http404
    return made
