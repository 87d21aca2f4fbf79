"""Calibration: each interviewer's own severity, and everybody's for those who lead."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.apps.hire.rules import may_see_calibrations
from muster.apps.hire.selectors.calibrations import calibration_own, calibration_page, consistency
from muster.apps.hire.selectors.merit_runs import scope_of
from muster.apps.hire.views.common import person_of

__all__ = ["calibration"]

SCALE = 2.0  # logits on both sides of the average interviewer


@login_required
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """Show one's own calibration; to recruiters and executives everybody's below it."""
    person = person_of(request)
    context: dict[str, object] = {
        "own": calibration_own(person=person),
        "wide": may_see_calibrations(person),
        "low": -SCALE,
        "high": SCALE,
    }
    if context["wide"]:
        run, page = calibration_page(
            person=person,
            sort=request.GET.get("sort", ""),
            before=request.GET.get("before"),
            after=request.GET.get("after"),
        )
        context |= {"run": run, "page": page}
        if run is not None and page is not None:
            context |= {"scope": scope_of(run), "rows": [(one, consistency(one)) for one in page.rows]}
    return render(request, "hire/calibration.html", context)
