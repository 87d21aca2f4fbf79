"""Audit plans: drafted, signed, changed on the record, and audited by."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.hire.forms.audits import PlanForm
from muster.apps.hire.models import AuditPlan, AuditScope
from muster.apps.hire.rules import may_audit
from muster.apps.hire.selectors.audit_questions import attribute_label, attribute_names
from muster.apps.hire.selectors.audits import (
    ShownPlan,
    begins_told,
    changes_told,
    plan_get,
    plan_holds,
    plan_page,
)
from muster.apps.hire.services.audits import audit_run, plan_draft, plan_revise, plan_save, plan_sign
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = [
    "audit_ask",
    "audit_edit",
    "audit_index",
    "audit_new",
    "audit_plan",
    "audit_revise",
    "audit_sign",
]


@login_required
@require_safe
def audit_index(request: HttpRequest) -> HttpResponse:
    """List the plans, the newest first."""
    page = plan_page(
        person=person_of(request), before=request.GET.get("before"), after=request.GET.get("after")
    )
    return render(request, "hire/audit/index.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def audit_new(request: HttpRequest) -> HttpResponse:
    """Draft a plan."""
    person = person_of(request)
    changeable_or_403(may_audit(person))
    form = PlanForm(request.POST or None, offered=attribute_names(person=person))
    if request.method == "POST" and form.is_valid():
        try:
            plan = plan_draft(actor=person, content=form.content)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            return redirect("hire:audit-plan", plan.pk)
    return _form(request, form, None)


@login_required
@require_safe
def audit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version of a plan: what it says, whether it is signed, its audits, and the other versions."""
    shown = _shown_or_404(request, pk)
    plan = shown.plan
    context = {
        "shown": shown,
        "plan": plan,
        "holds": plan_holds(plan),
        "begins": begins_told(plan),
        "scopes": [AuditScope(one).label for one in plan.scopes],
        "attributes": [attribute_label(one) for one in plan.attributes],
        "changes": changes_told([one for one in shown.versions if one.number <= plan.number]),
        "may_run": shown.in_force == plan,
        "may_revise": plan.signed_at is not None and shown.latest == plan,
    }
    return render(request, "hire/audit/plan.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def audit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    plan, person = _shown_or_404(request, pk).plan, person_of(request)
    form = PlanForm(
        request.POST or None,
        initial=PlanForm.initial_of(plan),
        offered=_offered(request, plan),
        revising=plan.replaces_id is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = seen_version(request)
            plan_save(actor=person, plan=plan, content=form.content, reason=form.reason_given, seen=seen)
        except ConflictError:
            raise
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("hire:audit-plan", pk)
    return _form(request, form, plan)


@login_required
@require_http_methods(["GET", "POST"])
def audit_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the next version of a signed plan, with the reason."""
    plan, person = _shown_or_404(request, pk).plan, person_of(request)
    initial = {**PlanForm.initial_of(plan), "reason": ""}
    form = PlanForm(request.POST or None, initial=initial, offered=_offered(request, plan), revising=True)
    if request.method == "POST" and form.is_valid():
        try:
            new = plan_revise(actor=person, plan=plan, content=form.content, reason=form.reason_given)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            return redirect("hire:audit-plan", new.pk)
    return _form(request, form, plan, revising=True)


@login_required
@require_http_methods(["GET", "POST"])
def audit_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether exactly this is to be signed, and sign it."""
    plan = _shown_or_404(request, pk).plan
    if request.method == "POST":
        plan_sign(actor=person_of(request), plan=plan, seen=seen_version(request))
        messages.success(request, pgettext("audit plan", "Signed"))
        return redirect("hire:audit-plan", pk)
    return render(request, "hire/audit/sign.html", {"plan": plan, "begins": begins_told(plan)})


@login_required
@require_POST
def audit_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an audit by a plan, and lead to it."""
    run = audit_run(actor=person_of(request), plan=_shown_or_404(request, pk).plan)
    return redirect("hire:audit", run.pk)


def _form(
    request: HttpRequest, form: PlanForm, plan: AuditPlan | None, *, revising: bool = False
) -> HttpResponse:
    context = {"form": form, "plan": plan, "revising": revising}
    return render(request, "hire/audit/form.html", context, status=422 if form.errors else 200)


def _offered(request: HttpRequest, plan: AuditPlan) -> list[str]:
    """Return the questions to choose from; those of the plan stay in any case."""
    names = attribute_names(person=person_of(request))
    return names + [one for one in plan.attributes if one not in names]


def _shown_or_404(request: HttpRequest, pk: int) -> ShownPlan:
    try:
        return plan_get(person=person_of(request), pk=pk)
    except AuditPlan.DoesNotExist as error:
        raise Http404 from error
