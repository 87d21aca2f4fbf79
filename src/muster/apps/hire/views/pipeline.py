"""The pipeline: the board, the table, bulk actions and taking them back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.formats import number
from muster.apps.core.paging import keyset_page
from muster.apps.hire.forms.pipeline import ApplicationFilterForm, BulkForm
from muster.apps.hire.models import Move, Requisition
from muster.apps.hire.rules import may_move, may_run_merit
from muster.apps.hire.search import MOST_FOUND
from muster.apps.hire.selectors.applications import (
    application_list,
    application_listed,
    application_scope,
    application_search,
    board_columns,
)
from muster.apps.hire.selectors.diary import DiaryFilter, diary_list
from muster.apps.hire.selectors.requisitions import requisition_worked_on
from muster.apps.hire.services.pipeline import Moved, application_move, application_reject, move_undo
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["application_bulk", "application_index", "application_undo", "requisition_board"]

ROWS = 25
MANY_ROWS = 2_000  # for those who act on a whole filter at once


@login_required
@require_GET
def requisition_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the stages of a requisition with the candidates in them."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_worked_on(person=person), pk=pk)
    columns = board_columns(person=person, requisition=requisition)
    stale = diary_list(person=person, wanted=DiaryFilter(requisition=pk, stale=True))
    context = {
        "requisition": requisition,
        "columns": columns,
        "stages": [column.stage for column in columns],
        "planned": stale.count(),
        "may_move": may_move(person, requisition),
        "may_merit": may_run_merit(person, requisition),
    }
    return render(request, "hire/requisition_board.html", context)


@login_required
@require_GET
def application_index(request: HttpRequest) -> HttpResponse:
    """Show applications in a table, narrowed by what the URL says."""
    person = person_of(request)
    form = ApplicationFilterForm(request.GET, requisitions=requisition_worked_on(person=person))
    wanted, requisition = form.wanted(), form.chosen
    all_rows = request.GET.get("rows") == str(MANY_ROWS)
    found = application_search(person=person, wanted=wanted)
    page = keyset_page(
        application_list(person=person, wanted=wanted, found=found),
        order=("-applied_at", "-pk"),
        size=MANY_ROWS if all_rows else ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
        apart=None if requisition or found is not None else _apart(person),
        rows=None if found is None else application_listed(person=person),
    )
    context = {
        "form": form,
        "many_rows": MANY_ROWS,
        "all_rows": all_rows,
        "page": page,
        "most": MOST_FOUND if found is not None and len(found) >= MOST_FOUND else None,
        "requisition": requisition,
        "stages": form.stages,
        "may_move": requisition is not None and may_move(person, requisition),
        "may_merit": may_run_merit(person, requisition),
    }
    template = "hire/application_index.html"
    htmx = request.htmx  # type: ignore[attr-defined]
    part = htmx and not htmx.history_restore_request
    return render(request, f"{template}#results" if part else template, context)


@login_required
@require_POST
def application_bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Move or reject the applications chosen on a board or in the table."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_worked_on(person=person), pk=pk)
    form = BulkForm(request.POST, requisition=requisition)
    if not form.is_valid():
        raise RefusedError(" ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
    chosen, seen = form.cleaned_data["selected"], form.seen()
    if form.cleaned_data["action"] == "reject":
        moved = application_reject(
            actor=person,
            requisition=requisition,
            applications=chosen,
            reason=form.cleaned_data["reason"],
            seen=seen,
        )
    else:
        stage = form.cleaned_data["stage"]
        if stage is None:
            raise RefusedError(_("Choose the stage to move them to."))
        moved = application_move(
            actor=person, applications=chosen, stage=stage, reason=form.cleaned_data["reason"], seen=seen
        )
    _tell(request, moved, rejected=form.cleaned_data["action"] == "reject")
    _tell_planned(request, person, requisition, moved)
    return redirect(_back(request, requisition))


@login_required
@require_http_methods(["GET", "POST"])
def application_undo(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take a bulk action back, after asking; by htmx at once."""
    person = person_of(request)
    moves = Move.objects.filter(batch=batch)
    requisition = get_object_or_404(
        requisition_worked_on(person=person), pk__in=moves.values("application__requisition")[:1]
    )
    changeable_or_403(may_move(person, requisition))
    back = reverse("hire:board", args=[requisition.pk])
    if request.method == "GET":
        context = {"requisition": requisition, "back": back, "count": moves.count()}
        return render(request, "hire/undo.html", context)
    moved = move_undo(actor=person, batch=batch)
    count = len(moved.pks)
    messages.success(
        request,
        ngettext("%(count)d candidate is back.", "%(count)d candidates are back.", count) % {"count": count},
    )
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(back)
    return redirect(back)


def _apart(person: User) -> tuple[str, list[int]] | None:
    """Return the requisitions whose applications are listed together."""
    scope = application_scope(person=person)
    return None if scope is None else ("requisition", scope)


def _tell(request: HttpRequest, moved: Moved, *, rejected: bool) -> None:
    """Say what was done, with a button that takes it back."""
    count = len(moved.pks)
    if rejected:
        told = ngettext("%(count)d candidate rejected.", "%(count)d candidates rejected.", count)
    else:
        told = ngettext("%(count)d candidate moved.", "%(count)d candidates moved.", count)
    undo = reverse("hire:undo", args=[moved.batch])
    link = format_html('<a href="{}" hx-post="{}">{}</a>', undo, undo, _("Take it back"))
    messages.success(request, format_html("{} {}", told % {"count": count}, link))


def _tell_planned(request: HttpRequest, person: User, requisition: Requisition, moved: Moved) -> None:
    """Say that interviews are still planned for those who are not active any more, and offer to call them off."""
    stale = diary_list(person=person, wanted=DiaryFilter(requisition=requisition.pk, stale=True))
    count = stale.filter(application__in=moved.pks).count()
    if not count:
        return
    told = ngettext(
        "%(shown)s interview is still planned for an application that is not active any more.",
        "%(shown)s interviews are still planned for applications that are not active any more.",
        count,
    )
    off = reverse("hire:interviews-off", args=[requisition.pk])
    link = format_html('<a href="{}">{}</a>', off, _("Call them off"))
    messages.warning(request, format_html("{} {}", told % {"shown": number(count)}, link))


def _back(request: HttpRequest, requisition: Requisition) -> str:
    """Return where the person came from, if that is a page of this site."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse("hire:board", args=[requisition.pk])
