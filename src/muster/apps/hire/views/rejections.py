"""The message of a rejection: read, changed, sent by a person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.apps.core.views.common import refusals_on
from muster.apps.hire.forms.committee import LetterForm
from muster.apps.hire.models import Message
from muster.apps.hire.rules import may_move
from muster.apps.hire.services.rejections import rejection_save, rejection_send
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version
from muster.apps.hire.views.decisions import shown_or_404

__all__ = ["rejection"]


@login_required
@require_http_methods(["GET", "POST"])
def rejection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft to those who write to candidates; keep it, or send it."""
    person, shown = person_of(request), shown_or_404(request, pk)
    decision = shown.decision
    changeable_or_403(may_move(person, decision.application.requisition))
    message = decision.message
    if message is None or shown.sealed:
        raise Http404
    form = LetterForm(request.POST or None, initial={"subject": message.subject, "body": message.body})
    if request.method == "POST" and form.is_valid():
        act = rejection_send if "send" in request.POST else rejection_save
        told = {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}
        with refusals_on(form):
            act(actor=person, decision=decision, seen=seen_version(request), **told)
            if act is rejection_send:
                messages.success(request, _("The message is on its way, and the candidate is rejected."))
                return redirect("hire:decision", pk)
            messages.success(request, _("The draft is kept."))
            return redirect("hire:rejection", pk)
    context = {
        "form": form,
        "shown": shown,
        "decision": decision,
        "message": message,
        "draft": message.status == Message.Status.DRAFT,
    }
    return render(request, "hire/rejection.html", context)
