"""Pages of requisitions: list, one, form, plan, open, close, members."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.errors import RefusedError
from muster.apps.core.numbers import whole_number
from muster.apps.hire.forms.requisitions import (
    CloseForm,
    MemberForm,
    RequisitionFilterForm,
    RequisitionForm,
    StageFormSet,
    stage_plans,
)
from muster.apps.hire.models import Kit, Member, Requisition
from muster.apps.hire.rules import (
    may_change_requisition,
    may_create_requisition,
    may_review,
    may_run_merit,
    may_see_applications,
)
from muster.apps.hire.selectors.requisitions import (
    kit_templates,
    requisition_counts,
    requisition_list,
    requisition_visible,
    requisition_worked_on,
)
from muster.apps.hire.services.kits import kit_copy
from muster.apps.hire.services.requisitions import (
    member_add,
    member_remove,
    requisition_close,
    requisition_create,
    requisition_open,
    requisition_plan,
    requisition_update,
)
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = [
    "requisition_add_member",
    "requisition_close_page",
    "requisition_detail",
    "requisition_edit",
    "requisition_index",
    "requisition_new",
    "requisition_open_page",
    "requisition_plan_page",
    "requisition_remove_member",
]

ROWS = 25
LONGEST_KEY = 40


@login_required
@require_GET
def requisition_index(request: HttpRequest) -> HttpResponse:
    """List the requisitions that the person may see."""
    person = person_of(request)
    form = RequisitionFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    found = requisition_list(
        person=person,
        text=data.get("q", ""),
        status=data.get("status", ""),
        since=data.get("since"),
        worked_on=data.get("worked_on", False),
    )
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    worked_on = requisition_worked_on(person=person).filter(pk__in=[one.pk for one in page])
    counts = requisition_counts(requisitions=list(worked_on.values_list("pk", flat=True)))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, counts.get(one.pk)) for one in page],
        "may_create": may_create_requisition(person),
    }
    return render(request, "hire/requisition_index.html", context)


@login_required
@require_GET
def requisition_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one requisition: what it says, its plan, its people."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    context = {
        "requisition": requisition,
        "stages": requisition.stages.select_related("kit").order_by("position", "pk"),
        "members": requisition.members.select_related("user").order_by("part", "user__name"),
        "member_form": MemberForm(),
        "may_change": may_change_requisition(person, requisition),
        "may_see": may_see_applications(person, requisition),
        "may_merit": may_run_merit(person, requisition),
        "may_review": may_review(person, requisition),
    }
    return render(request, "hire/requisition_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def requisition_new(request: HttpRequest) -> HttpResponse:
    """Draft a requisition."""
    person = person_of(request)
    changeable_or_403(may_create_requisition(person))
    form = RequisitionForm(request.POST or None, initial={"hiring_manager": person, "recruiter": person})
    key = request.POST.get("key", "").replace("\0", "")[:LONGEST_KEY] or get_random_string(22)
    if request.method == "POST" and form.is_valid():
        try:
            requisition = requisition_create(actor=person, key=key, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The opening is drafted. Look at its plan, then open it."))
            return redirect("hire:requisition", requisition.pk)
    return render(request, "hire/requisition_form.html", {"form": form, "key": key})


@login_required
@require_http_methods(["GET", "POST"])
def requisition_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a requisition says of itself."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    changeable_or_403(may_change_requisition(person, requisition))
    shown = seen_version(request) if request.method == "POST" else requisition.version
    form = RequisitionForm(request.POST or None, instance=requisition)
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            requisition_update(actor=person, requisition=requisition, seen=shown, **changed)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("hire:requisition", pk)
    context = {"form": form, "requisition": requisition, "shown": shown}
    return render(request, "hire/requisition_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def requisition_plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the stages of a requisition, and give it kits."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    changeable_or_403(may_change_requisition(person, requisition))
    if "copy" in request.POST:
        template = get_object_or_404(kit_templates(), pk=whole_number(request.POST["copy"]))
        kit_copy(actor=person, template=template, requisition=requisition)
        messages.success(request, _("The kit is copied; choose it for a stage."))
        return redirect("hire:requisition-plan", pk)
    shown = seen_version(request) if request.method == "POST" else requisition.version
    stages = requisition.stages.order_by("position", "pk")
    initial = [
        {
            "pk": one.pk,
            "name": one.name,
            "kind": one.kind,
            "blind": one.blind,
            "kit": one.kit_id,
            "days": one.days,
        }
        for one in stages
    ]
    kits = list(Kit.objects.filter(requisition=requisition).prefetch_related("criteria"))
    formset = StageFormSet(request.POST or None, initial=initial, form_kwargs={"kits": kits})
    problem = ""
    if request.method == "POST" and formset.is_valid():
        try:
            requisition_plan(actor=person, requisition=requisition, stages=stage_plans(formset), seen=shown)
        except RefusedError as error:
            problem = error.sentence
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("hire:requisition", pk)
    context = {
        "requisition": requisition,
        "formset": formset,
        "kits": kits,
        "templates": kit_templates().exclude(name__in=[one.name for one in kits]).prefetch_related(None),
        "problem": problem,
        "shown": shown,
    }
    return render(request, "hire/requisition_plan.html", context)


@login_required
@require_POST
def requisition_open_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a requisition, or open it again."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    requisition_open(actor=person, requisition=requisition, seen=seen_version(request))
    messages.success(request, _("The opening is open to applications."))
    return redirect("hire:requisition", pk)


@login_required
@require_http_methods(["GET", "POST"])
def requisition_close_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then close a requisition."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    changeable_or_403(may_change_requisition(person, requisition))
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        requisition_close(
            actor=person,
            requisition=requisition,
            close_reason=Requisition.CloseReason(form.cleaned_data["close_reason"]),
            reason=form.cleaned_data["reason"],
            seen=seen_version(request),
        )
        messages.success(request, _("The opening is closed. Its candidates wait for an answer."))
        return redirect("hire:requisition", pk)
    return render(request, "hire/requisition_close.html", {"form": form, "requisition": requisition})


@login_required
@require_POST
def requisition_add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody work on a requisition."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    changeable_or_403(may_change_requisition(person, requisition))
    form = MemberForm(request.POST)
    if not form.is_valid():
        raise RefusedError(" ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
    member_add(
        actor=person,
        requisition=requisition,
        user=form.cleaned_data["user"],
        part=Member.Part(form.cleaned_data["part"]),
    )
    return redirect("hire:requisition", pk)


@login_required
@require_POST
def requisition_remove_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End somebody's work on a requisition."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_visible(person=person), pk=pk)
    member_remove(actor=person, member=get_object_or_404(requisition.members, pk=member))
    return redirect("hire:requisition", pk)
