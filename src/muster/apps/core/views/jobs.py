"""Jobs: one's own, for administrators all."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from muster.apps.core.models import Job
from muster.apps.core.rules import may_see_all_jobs
from muster.apps.core.selectors import PAGE, job_get, job_list
from muster.apps.core.views.common import number_in, person_of

__all__ = ["job", "job_index"]

LAST_PAGE = 1_000_000  # a database refuses to step over more rows than it can count


@login_required
@require_GET
def job_index(request: HttpRequest) -> HttpResponse:
    """List jobs, newest first."""
    person = person_of(request)
    number = min(max(1, number_in(request, "page") or 1), LAST_PAGE)
    jobs = job_list(person=person, start=(number - 1) * PAGE, most=PAGE + 1)
    context = {
        "jobs": jobs[:PAGE],
        "everybody": may_see_all_jobs(person),
        "newer": number - 1,
        "older": number + 1 if len(jobs) > PAGE else 0,
    }
    return render(request, "core/job_index.html", context)


@login_required
@require_GET
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a job is and what came of it; htmx asks for its progress alone until it is done."""
    try:
        shown = job_get(person=person_of(request), pk=pk)
    except Job.DoesNotExist as error:
        raise Http404 from error
    htmx = getattr(request, "htmx", False)
    if htmx and not shown.is_finished:
        return render(request, "look/job.html", {"job": shown, "url": request.path})
    response = render(request, "core/job.html", {"job": shown, "url": request.path})
    if htmx:
        response["HX-Refresh"] = "true"  # it is done: load the whole page, with the outcome
    return response
