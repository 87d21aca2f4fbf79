"""Somebody on a target list: what happened with them, where they stand; and the list as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.views.common import refusals_on
from muster.apps.market.forms.targets import EventForm, RankForm
from muster.apps.market.models import Target, TargetEvent, TargetList
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.targets import events_of, list_report, target_get, targets_of
from muster.apps.market.services.approaching import EventPlan, target_record
from muster.apps.market.services.targets import target_move, target_remove
from muster.apps.market.views.common import changeable_or_403, person_of, seen_version, viewer_of
from muster.apps.market.views.targets import list_or_404
from muster.tables.formulas import neutralised

__all__ = ["list_file", "target_approached", "target_detail", "target_rank", "target_remove_page"]

HEADS = ("rank", "name", "reason", "late", "state", "approached_on", "answered_on")
WRITTEN = ("name", "reason")  # by people
DIGITS = 4


def _target_or_404(person: User, pk: int) -> Target:
    found = target_get(person=person, pk=pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "POST"])
def target_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said of somebody on a list; say what happened."""
    person = viewer_of(request)
    target, keeps = _target_or_404(person, pk), may_keep(person)
    if request.method == "POST":
        changeable_or_403(keeps)
    offered = keeps and target.list.fixed_at is not None and target.outsider.erased_at is None
    form = EventForm(request.POST or None, target=target) if offered or request.method == "POST" else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            target_record(actor=person, target=target, plan=form.plan(), seen=seen_version(request))
            messages.success(request, _("It is written down."))
            return redirect("market:target-list", target.list_id)
    context = {"target": target, "events": events_of(target), "form": form}
    return render(request, "market/targets/person.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def target_approached(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody was approached today."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    target = _target_or_404(person, pk)
    plan = EventPlan(TargetEvent.Kind.APPROACHED, timezone.localdate())
    target_record(actor=person, target=target, plan=plan, seen=seen_version(request))
    messages.success(request, _("It is written down."))
    return redirect("market:target-list", target.list_id)


@login_required
@require_POST
def target_rank(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody at another rank, while the list is not fixed."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    target, form = _target_or_404(person, pk), RankForm(request.POST)
    try:
        if not form.is_valid():
            raise RefusedError(_("A rank is a whole number from 1."))
        target_move(actor=person, target=target, rank=form.cleaned_data["rank"])
    except RefusedError as error:
        messages.warning(request, error.sentence)
    return redirect("market:target-list", target.list_id)


@login_required
@require_POST
def target_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off a list, while it is not fixed."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    target = _target_or_404(person, pk)
    target_remove(actor=person, target=target)
    messages.success(request, _("They are off the list."))
    return redirect("market:target-list", target.list_id)


@login_required
@require_GET
def list_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a list as CSV, or as JSON with how it fared."""
    row = list_or_404(viewer_of(request), pk)
    people = [_as_row(one) for one in targets_of(row)]
    if request.GET.get("format") == "json":
        content = json.dumps(_as_json(row, people), ensure_ascii=False, indent=1)
        response = HttpResponse(content, content_type="application/json; charset=utf-8")
        name = f"targets-{row.pk}.json"
    else:
        response = HttpResponse(_csv(people), content_type="text/csv; charset=utf-8")
        name = f"targets-{row.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _as_row(one: Target) -> dict[str, object]:
    return {
        "rank": one.rank,
        "name": one.outsider.name,
        "reason": one.reason,
        "late": one.late,
        "state": one.state,
        "approached_on": one.approached_on and one.approached_on.isoformat(),
        "answered_on": one.answered_on and one.answered_on.isoformat(),
    }


def _csv(people: Iterable[dict[str, object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADS, lineterminator="\n")
    writer.writeheader()
    for row in people:
        plain = {name: neutralised(str(row[name])) for name in WRITTEN}
        writer.writerow({**row, **plain, "late": str(row["late"]).lower()})
    return out.getvalue()


def _as_json(row: TargetList, people: list[dict[str, object]]) -> dict[str, object]:
    acceptance = list_report(row, drawn=False).fared.acceptance
    groups = [
        {
            "first": one.first,
            "last": one.last,
            "approached": one.approached,
            "joined": one.joined,
            "declined": one.declined,
            "open": one.open,
            "share": _rounded(one.share),
            "low": _rounded(one.low),
            "high": _rounded(one.high),
        }
        for one in acceptance.groups
    ]
    return {
        "name": row.name,
        "purpose": row.purpose,
        "opening": row.requisition and row.requisition.code,
        "fixed_at": row.fixed_at and row.fixed_at.isoformat(),
        "digest": row.digest,
        "acceptance": groups,
        "people": people,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
