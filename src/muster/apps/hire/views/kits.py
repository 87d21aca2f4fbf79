"""Pages of kits: templates, and the copies of a requisition."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from muster.apps.core.errors import RefusedError
from muster.apps.hire.forms.requisitions import CriterionFormSet, KitForm, criterion_plans
from muster.apps.hire.models import Kit
from muster.apps.hire.rules import may_change_requisition, may_manage_kits
from muster.apps.hire.selectors.requisitions import kit_templates
from muster.apps.hire.services.kits import kit_save
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = ["kit_edit", "kit_index", "kit_new"]


@login_required
@require_GET
def kit_index(request: HttpRequest) -> HttpResponse:
    """List the templates."""
    changeable_or_403(may_manage_kits(person_of(request)))
    return render(request, "hire/kit_index.html", {"kits": kit_templates()})


@login_required
@require_http_methods(["GET", "POST"])
def kit_new(request: HttpRequest) -> HttpResponse:
    """Make a template."""
    changeable_or_403(may_manage_kits(person_of(request)))
    return _edit(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def kit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template, or a requisition's kit."""
    person = person_of(request)
    kit = get_object_or_404(Kit.objects.select_related("requisition"), pk=pk)
    allowed = (
        may_manage_kits(person)
        if kit.requisition is None
        else may_change_requisition(person, kit.requisition)
    )
    if not allowed:
        raise Http404
    return _edit(request, kit)


def _edit(request: HttpRequest, kit: Kit | None) -> HttpResponse:
    criteria = [] if kit is None else list(kit.criteria.all())
    initial = [
        {
            "name": one.name,
            "description": one.description,
            "weight": one.weight,
            "anchors": "\n".join(one.anchors),
        }
        for one in criteria
    ]
    shown = seen_version(request) if request.method == "POST" else (None if kit is None else kit.version)
    form = KitForm(request.POST or None, initial={"name": "" if kit is None else kit.name})
    formset = CriterionFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            saved = kit_save(
                actor=person_of(request),
                kit=kit,
                name=form.cleaned_data["name"],
                criteria=criterion_plans(formset),
                seen=shown,
            )
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The kit is saved."))
            if saved.requisition_id is not None:
                return redirect("hire:requisition-plan", saved.requisition_id)
            return redirect("hire:kits")
    return render(
        request, "hire/kit_form.html", {"form": form, "formset": formset, "kit": kit, "shown": shown}
    )
