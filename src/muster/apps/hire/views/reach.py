"""The report of reach."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from muster.apps.hire.forms.reach import ReachForm
from muster.apps.hire.models import Outcome, Requisition
from muster.apps.hire.rules import may_see_reach, requisitions_worked_on
from muster.apps.hire.selectors.reach import GroupRow, ReachFilter, StageRow, reach_kept
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["reach"]


@login_required
@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """Show who came in, from where, and how far. The numbers are kept for some minutes, and say from when they are."""
    person = person_of(request)
    changeable_or_403(may_see_reach(person))
    opened = Requisition.objects.exclude(opened_at=None).order_by("title", "pk")
    offered = list(opened.values_list("pk", "title"))
    form = ReachForm(request.GET, offered=offered, today=timezone.now().date())
    wanted = form.wanted()
    report, made_at = reach_kept(person=person, wanted=wanted)
    links = not requisitions_worked_on(person)  # whoever sees every application
    shown = ReachForm(initial={**vars(wanted)}, offered=offered, today=form.today, auto_id="id_%s")
    steps = [one.kind.label for one in report.stages[:-1]]
    context = {
        "form": shown,
        "wanted": wanted,
        "report": report,
        "made_at": made_at,
        "stages": [(one, _stage_links(wanted, one) if links else {}) for one in report.stages],
        "groups": [
            (one, _group_link(wanted, one) if links else "", list(zip(steps, one.passed, strict=True)))
            for one in report.groups
        ],
        "steps": steps,
    }
    return render(request, "hire/reach/index.html", context)


def _rows(wanted: ReachFilter, **values: Any) -> str:
    """Return the address of the applications behind a number."""
    query = {
        "start": wanted.start.isoformat(),
        "end": wanted.end.isoformat(),
        "requisition": wanted.requisition or "",
        "source": wanted.source,
        **values,
    }
    told = {name: value for name, value in query.items() if value != ""}
    return f"{reverse('hire:applications')}?{urlencode(told)}"


def _stage_links(wanted: ReachFilter, row: StageRow) -> dict[str, str]:
    kind = row.kind.value
    return {
        "reached": _rows(wanted, reached=kind),
        "waiting": _rows(wanted, kind=kind, outcome=Outcome.ACTIVE),
        "rejected": _rows(wanted, kind=kind, outcome=Outcome.REJECTED),
        "withdrawn": _rows(wanted, kind=kind, outcome=Outcome.WITHDRAWN),
    }


def _group_link(wanted: ReachFilter, row: GroupRow) -> str:
    return "" if row.key == "" else _rows(wanted, **{wanted.by: row.key})
