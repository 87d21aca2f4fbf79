"""Calling off together what is still planned for candidates whose applications have ended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from muster.apps.core.numbers import whole_number
from muster.apps.hire.forms.interviews import CancelForm
from muster.apps.hire.rules import may_schedule
from muster.apps.hire.selectors.diary import DiaryFilter, diary_list, diary_rows
from muster.apps.hire.selectors.requisitions import requisition_worked_on
from muster.apps.hire.services.calling_off import MOST_AT_ONCE, CalledOff, interviews_call_off
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["interviews_off"]


@login_required
@require_http_methods(["GET", "POST"])
def interviews_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is still planned for those who were rejected, withdrew or were hired, of an opening or of one
    application of it; ask why, and call it off.
    """
    person = person_of(request)
    requisition = get_object_or_404(requisition_worked_on(person=person), pk=pk)
    changeable_or_403(may_schedule(person, requisition))
    stale = diary_list(person=person, wanted=DiaryFilter(requisition=pk, stale=True))
    application = whole_number(request.GET.get("application", ""))
    if application is not None:
        stale = stale.filter(application=application)
    found = list(stale.select_related("application__candidate")[:MOST_AT_ONCE])
    form = CancelForm(request.POST or None, initial={"tell": True})
    if not any(one.invited for one in found):
        del form.fields["tell"]
    if request.method == "POST" and form.is_valid():
        keys = (whole_number(text) for text in request.POST.getlist("interview"))
        done = interviews_call_off(
            actor=person,
            requisition=requisition,
            interviews={key for key in keys if key is not None},
            reason=form.cleaned_data["reason"],
            tell=form.cleaned_data.get("tell", False),
        )
        _tell(request, done)
        if application is not None:
            return redirect("hire:application", application)
        return redirect("hire:board", pk)
    context = {
        "form": form,
        "requisition": requisition,
        "application": application,
        "rows": diary_rows(person=person, interviews=found),
    }
    return render(request, "hire/interviews_off.html", context)


def _tell(request: HttpRequest, done: CalledOff) -> None:
    count = len(done.interviews)
    told = ngettext("%(count)d interview is called off.", "%(count)d interviews are called off.", count)
    messages.success(request, told % {"count": count})
    if done.own:
        messages.warning(request, _("You sit in some of them: ask somebody else to call those off."))
