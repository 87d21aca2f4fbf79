"""What came of an audit: pictures first, tables beside; Local Law 144's tables as a page, CSV and PDF."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus

from muster.apps.core.selectors import ShownJob
from muster.apps.hire.models import AuditPart, AuditRun
from muster.apps.hire.selectors.audit_pictures import (
    bars_chart,
    boundary_picture,
    picture_of,
    raters_chart,
    ratio_chart,
)
from muster.apps.hire.selectors.audit_report import audit_csv, audit_pdf
from muster.apps.hire.selectors.audit_results import (
    BARS,
    RATERS,
    audit_bars,
    audit_raters_shown,
    audit_tables,
    merit_findings,
    scopes_of,
)
from muster.apps.hire.selectors.audit_words import BAR, INFRA_MARGINALITY, RATED, run_problem
from muster.apps.hire.selectors.audits import audit_get, changes_told, plan_history
from muster.apps.hire.selectors.merit_runs import run_job
from muster.apps.hire.views.common import person_of
from muster.apps.hire.views.merit import finished, working

__all__ = ["audit_document", "audit_law", "audit_result", "audit_table"]


@login_required
@require_safe
def audit_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one part of a result: a stage or the whole funnel, the bars, or interviewers and criteria."""
    run = _run_or_404(request, pk)
    context: dict[str, Any] = {"run": run, "plan": run.plan, "scope": run.plan.name}
    if run.state != AuditRun.State.DONE:
        job = run_job(run)
        if job is not None and not job.is_failed:
            return working(request, job, _step(job), "hire/audit/waiting.html", context)
        context["problem"] = run_problem(run.problem)
        return finished(request, render(request, "hire/audit/failed.html", context))
    scopes = scopes_of(run)
    parts = [key for key, _label in scopes] + ([BARS, RATERS] if run.plan.merit else [])
    part = request.GET.get("part", "")
    part = part if part in parts else parts[0]
    context |= {"scopes": scopes, "part": part, "changes": changes_told(list(plan_history(run.plan)))}
    context |= {BARS: _bars, RATERS: _raters}.get(part, _tables)(request, run, part)
    if part == scopes[0][0] and run.plan.merit:  # whoever opens a result sees what else is in it
        person = person_of(request)
        context["beside"] = merit_findings(
            audit_bars(person=person, run=run), audit_raters_shown(person=person, run=run)
        )
    return finished(request, render(request, "hire/audit/result.html", context))


@login_required
@require_safe
def audit_law(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tables in the layout of New York City's Local Law 144."""
    run = _done_or_404(request, pk)
    context = {
        "run": run,
        "plan": run.plan,
        "tables": audit_tables(person=person_of(request), run=run),
        "changes": changes_told(list(plan_history(run.plan))),
    }
    return render(request, "hire/audit/law.html", context)


@login_required
@require_safe
def audit_table(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Give one table as CSV, in the layout of Local Law 144."""
    run = _done_or_404(request, pk)
    tables = audit_tables(person=person_of(request), run=run)
    table = next((one for one in tables if one.part.position == position), None)
    if table is None or not table.rows:
        raise Http404
    response = HttpResponse(audit_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{run.pk}-{position}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def audit_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the whole result as a PDF, in the reader's language."""
    run = _done_or_404(request, pk)
    response = HttpResponse(audit_pdf(person=person_of(request), run=run), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="audit-{run.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _tables(request: HttpRequest, run: AuditRun, part: str) -> dict[str, Any]:
    tables = audit_tables(person=person_of(request), run=run, scope=part)
    return {"tables": [(one, picture_of(one.part, "ratio", ratio_chart(one))) for one in tables]}


def _bars(request: HttpRequest, run: AuditRun, part: str) -> dict[str, Any]:
    tables = audit_bars(person=person_of(request), run=run)
    return {
        "bars": [
            (one, boundary_picture(one), picture_of(one.part, "bars", bars_chart(one))) for one in tables
        ],
        "definition": BAR,
        "warning": INFRA_MARGINALITY,
    }


def _raters(request: HttpRequest, run: AuditRun, part: str) -> dict[str, Any]:
    tables = audit_raters_shown(person=person_of(request), run=run)

    def drawn(part: AuditPart, name: str, rows: Any) -> Any:
        return picture_of(part, name, raters_chart(rows), names_people=True)

    return {
        "raters": [
            (
                one,
                drawn(one.part, "interviewers", one.interviewers),
                drawn(one.part, "criteria", one.criteria),
            )
            for one in tables
        ],
        "definition": RATED,
    }


def _step(job: ShownJob) -> str:
    """Return what an audit is at, in words."""
    if job.status == TaskResultStatus.READY:
        return _("Waiting for a worker")
    return _("Counting") if job.done < 20 else _("Comparing")


def _run_or_404(request: HttpRequest, pk: int) -> AuditRun:
    try:
        return audit_get(person=person_of(request), pk=pk)
    except AuditRun.DoesNotExist as error:
        raise Http404 from error


def _done_or_404(request: HttpRequest, pk: int) -> AuditRun:
    run = _run_or_404(request, pk)
    if run.state != AuditRun.State.DONE:
        raise Http404
    return run
