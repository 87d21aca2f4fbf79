"""The ledger, for the auditor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from muster.apps.core.audit import ledger_verify, verify
from muster.apps.core.forms import LedgerForm
from muster.apps.core.ledger import take_anchor
from muster.apps.core.selectors import entry_page, job_last
from muster.apps.core.views.common import person_of

__all__ = ["ledger", "ledger_check"]


@login_required
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Show entries, newest first, the anchor, and how the last verification ended."""
    form = LedgerForm(request.GET)
    page = entry_page(
        person=person_of(request),
        wanted=form.wanted(),
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {"form": form, "page": page, "anchor": take_anchor(), "last": job_last(task=verify)}
    return render(request, "core/ledger.html", context)


@login_required
@require_POST
def ledger_check(request: HttpRequest) -> HttpResponse:
    """Begin a verification, and lead to its progress."""
    job = ledger_verify(actor=person_of(request))
    return redirect("core:job", job.pk)
