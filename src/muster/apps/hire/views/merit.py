"""Merit runs: asking for one, its board, and why a candidate stands where they stand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from muster.apps.core.selectors import ShownJob
from muster.apps.core.views.common import number_in
from muster.apps.hire.forms.merit import BoardForm, OverForm
from muster.apps.hire.models import MeritRun, MeritStanding
from muster.apps.hire.rules import may_run_merit, may_see_calibrations
from muster.apps.hire.selectors.merit_board import board_page
from muster.apps.hire.selectors.merit_choice import choosing_job
from muster.apps.hire.selectors.merit_runs import (
    run_get,
    run_job,
    run_pages,
    run_problem,
    run_scopes,
    run_steps,
    scope_named,
    scope_of,
    scope_parts,
)
from muster.apps.hire.selectors.merit_why import merit_why
from muster.apps.hire.services.merit import merit_run_request
from muster.apps.hire.services.readings import reading_note
from muster.apps.hire.views.common import person_of

__all__ = [
    "finished",
    "merit_ask",
    "merit_board",
    "merit_candidate",
    "merit_index",
    "merit_odds",
    "run_or_404",
    "working",
]


@login_required
@require_safe
def merit_index(request: HttpRequest) -> HttpResponse:
    """List the runs, the newest first, and offer to ask for one."""
    person = person_of(request)
    scope = request.GET.get("over", "")[:40]
    runs = run_pages(
        person=person, scope=scope, before=request.GET.get("before"), after=request.GET.get("after")
    )
    kind, number = scope_parts(scope)
    scopes = run_scopes(person=person, with_requisition=number if kind == "requisition" else None)
    context = {
        "page": runs.page,
        "rows": [(run, runs.labels[run.pk], run_problem(run)) for run in runs.page.rows],
        "form": OverForm(scopes=scopes, initial={"over": scope}),
        "scope": scope,
        "offered": bool(scopes),
    }
    return render(request, "hire/merit/index.html", context)


@login_required
@require_POST
def merit_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a run, and lead to it."""
    person = person_of(request)
    requisition, family = scope_named(person=person, key=request.POST.get("over", ""))
    run = merit_run_request(actor=person, requisition=requisition, family=family)
    return redirect("hire:merit-board", run.pk)


@login_required
@require_safe
def merit_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run's board; while it runs, how far it is, and what failed where it did."""
    person, run = person_of(request), run_or_404(request, pk)
    context = {
        "run": run,
        "scope": scope_of(run),
        "may_ask": may_run_merit(person, run.requisition),
        "may_report": may_see_calibrations(person),
    }
    if run.state != MeritRun.State.DONE:
        job = run_job(run)
        if job is not None and not job.is_failed:
            return working(request, job, run_steps(job), "hire/merit/waiting.html", context)
        failed = {
            "problem": run_problem(run) or _("The worker stopped in the middle; ask for the run again.")
        }
        return finished(request, render(request, "hire/merit/failed.html", {**context, **failed}))
    openings = [one for one in run_scopes(person=person) if one.key.startswith("requisition:")]
    form = BoardForm(request.GET, run=run, openings=[] if run.requisition_id else openings)
    board = board_page(
        person=person,
        run=run,
        wanted=form.wanted(),
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context |= {"form": form, "board": board, "low": -board.scale, "high": board.scale, "model": run.model}
    return finished(request, render(request, "hire/merit/board.html", context))


@login_required
@require_safe
def merit_odds(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on a board how far the working out of its odds is; load the board again once they are there."""
    run = run_or_404(request, pk)
    job = choosing_job(run=run)
    if not getattr(request, "htmx", False):
        return redirect("hire:merit-board", run.pk)
    if job is None:
        return finished(request, HttpResponse())
    return render(request, "look/job.html", {"job": job, "url": request.path})


@login_required
@require_safe
def merit_candidate(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """Show why a candidate stands where they stand; with `with`, beside another."""
    person, run = person_of(request), run_or_404(request, pk)
    if run.state != MeritRun.State.DONE:
        raise Http404
    try:
        why = merit_why(person=person, run=run, candidate=candidate, other=number_in(request, "with"))
    except MeritStanding.DoesNotExist as error:
        raise Http404 from error
    others = any(part.interviewer != person.pk for part in why.parts)
    if others and why.row.application is not None:
        reading_note(person=person, application=why.row.application)
    context = {
        "run": run,
        "scope": scope_of(run),
        "why": why,
        "row": why.row,
        "standing": why.row.standing,
        "versus": why.versus,
        "low": -why.scale,
        "high": why.scale,
        "severe": may_see_calibrations(person),
    }
    return render(request, "hire/merit/candidate.html", context)


def run_or_404(request: HttpRequest, pk: int) -> MeritRun:
    """Return a run that the person sees."""
    try:
        return run_get(person=person_of(request), pk=pk)
    except MeritRun.DoesNotExist as error:
        raise Http404 from error


def working(
    request: HttpRequest, job: ShownJob, step: str, template: str, context: dict[str, object]
) -> HttpResponse:
    """Show how far a job is; htmx asks for its progress alone."""
    told = {**context, "job": job, "url": request.path, "step": step}
    htmx = getattr(request, "htmx", False)
    return render(request, "look/job.html" if htmx else template, told)


def finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Have the page loaded again that asked for the progress of what has ended."""
    if getattr(request, "htmx", False):
        response["HX-Refresh"] = "true"
    return response
