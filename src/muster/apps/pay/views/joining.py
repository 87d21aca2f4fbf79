"""What is to be done for those who join, and the list that it comes from."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.numbers import whole_number
from muster.apps.core.views.common import refusals_on
from muster.apps.pay.forms.joining import TaskForm
from muster.apps.pay.models import OnboardingTask
from muster.apps.pay.rules import may_see_onboarding, may_set_checklist, may_tick
from muster.apps.pay.selectors.joining import item_page, item_visible, task_list
from muster.apps.pay.services.joining import (
    OWN_TASKS,
    onboarding_tick,
    onboarding_untick,
    task_add,
    task_remove,
)
from muster.apps.pay.views.common import changeable_or_403, person_of

__all__ = ["checklist", "onboarding_index", "onboarding_tick_page", "task_remove_page"]


@login_required
@require_GET
def onboarding_index(request: HttpRequest) -> HttpResponse:
    """List what is to be done for those who join, or what is done."""
    person = person_of(request)
    changeable_or_403(may_see_onboarding(person))
    done = request.GET.get("view") == "done"
    page, items = item_page(
        person=person,
        done=done,
        employee=whole_number(request.GET.get("employee", "")),
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {"page": page, "items": items, "done": done, "may_set": may_set_checklist(person)}
    return render(request, "pay/onboarding_index.html", context)


@login_required
@require_POST
def onboarding_tick_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that something is done, or that it is not after all."""
    person = person_of(request)
    item = get_object_or_404(item_visible(person=person), pk=pk)
    changeable_or_403(may_tick(person, item))
    if "undo" in request.POST:
        onboarding_untick(actor=person, item=item)
        messages.success(request, _("It is to be done again."))
        return redirect("pay:onboarding")
    onboarding_tick(actor=person, item=item)
    messages.success(request, _("It is done."))
    return redirect("pay:onboarding")


@login_required
@require_http_methods(["GET", "POST"])
def checklist(request: HttpRequest) -> HttpResponse:
    """Show the list for everybody who joins; add a line."""
    person = person_of(request)
    changeable_or_403(may_set_checklist(person))
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            task_add(actor=person, **form.cleaned_data)
            messages.success(request, _("The line is added."))
            return redirect("pay:checklist")
    own = [(_(title), owner.label, days) for title, owner, days in OWN_TASKS]
    context = {"rows": list(task_list()), "own": own, "form": form}
    return render(request, "pay/checklist.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def task_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a line of the list."""
    person = person_of(request)
    changeable_or_403(may_set_checklist(person))
    task_remove(actor=person, task=get_object_or_404(OnboardingTask, pk=pk))
    messages.success(request, _("The line is removed."))
    return redirect("pay:checklist")
