"""The report of acceptance, on a page and as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muster.apps.pay.forms.acceptance import AcceptanceForm
from muster.apps.pay.models import OfferState
from muster.apps.pay.rules import may_see_bands
from muster.apps.pay.selectors.acceptance import FEW, AcceptanceGroup, AcceptanceReport, acceptance_report
from muster.apps.pay.selectors.narrowing import OfferFilter
from muster.apps.pay.views.common import changeable_or_403, person_of
from muster.tables.formulas import neutralised

__all__ = ["acceptance", "acceptance_file"]

HEADS = (
    *("by", "group", "answered", "counted", "share", "share_low", "share_high"),
    *("median_days", "median_low", "median_high"),
)
DIGITS = 4
UNANSWERED = (OfferState.SENT, OfferState.EXPIRED, OfferState.WITHDRAWN)


@login_required
@require_safe
def acceptance(request: HttpRequest) -> HttpResponse:
    """Show how candidates answered offers."""
    person = person_of(request)
    changeable_or_403(may_see_bands(person))
    wanted = OfferFilter.read(request.GET.dict())
    report = acceptance_report(person=person, wanted=wanted)
    context = {
        "form": AcceptanceForm.of(wanted),
        "report": report,
        "few": FEW,
        "whole": (report.whole, *_rows(report.whole)),
        "tables": [(table, [(one, *_rows(one)) for one in table.groups]) for table in report.tables],
        "unanswered": {one.value: _address(replace(report.unanswered, state=one)) for one in UNANSWERED},
        "query": urlencode(wanted.query),
    }
    return render(request, "pay/acceptance.html", context)


@login_required
@require_safe
def acceptance_file(request: HttpRequest) -> HttpResponse:
    """Give the report as CSV: plain numbers, the names of columns in English."""
    person = person_of(request)
    changeable_or_403(may_see_bands(person))
    report = acceptance_report(person=person, wanted=OfferFilter.read(request.GET.dict()))
    response = HttpResponse(_csv(report), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="acceptance.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(report: AcceptanceReport) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    groups = [("all", report.whole), *((table.key, one) for table in report.tables for one in table.groups)]
    for key, one in groups:
        rate, days = one.rate, one.days
        told: list[float | None] = [None] * 3 if rate is None else [rate.share, rate.low, rate.high]
        told += [None] * 3 if days is None else [days.median, days.low, days.high]
        numbers = [None if each is None else round(each, DIGITS) for each in told]
        writer.writerow([key, neutralised(one.label), one.answered, one.accepted, *numbers])
    return out.getvalue()


def _rows(group: AcceptanceGroup) -> tuple[str, str]:
    """Return the addresses of the lists of those of a group who answered, and of those counted."""
    return _address(group.wanted), _address(group.counted)


def _address(wanted: OfferFilter) -> str:
    return f"{reverse('pay:offers')}?{urlencode({'view': wanted.state, **wanted.query})}"
