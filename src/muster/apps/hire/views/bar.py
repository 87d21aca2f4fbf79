"""Whether the bar holds: the picture, the runs behind it, and setting a bar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.apps.core.errors import RefusedError
from muster.apps.hire.bridge.bar_picture import bar_picture
from muster.apps.hire.forms.bar import BarForm
from muster.apps.hire.models import BarRun
from muster.apps.hire.rules_bar import may_set_bar
from muster.apps.hire.selectors.bar_page import bar_page, bar_run_get, bar_runs
from muster.apps.hire.selectors.bar_words import problem_words, step_words
from muster.apps.hire.selectors.merit_runs import run_job
from muster.apps.hire.services.bars import bar_run_request, bar_set
from muster.apps.hire.views.common import changeable_or_403, person_of
from muster.apps.hire.views.merit import finished, working

__all__ = ["bar", "bar_ask", "bar_run", "bar_set_page"]


@login_required
@require_safe
def bar(request: HttpRequest) -> HttpResponse:
    """Show what the newest run says; before the first, offer to ask for one."""
    person = person_of(request)
    run = bar_run_get(person=person)
    if run is None:
        return render(request, "hire/bar/empty.html", {"runs": bar_runs(person=person)})
    return _shown(request, run)


@login_required
@require_POST
def bar_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a run, and lead to it."""
    run = bar_run_request(actor=person_of(request))
    return redirect("hire:bar-run", run.pk)


@login_required
@require_safe
def bar_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a run says; while it runs, how far it is, and what failed where it did."""
    person = person_of(request)
    try:
        run = bar_run_get(person=person, pk=pk)
    except BarRun.DoesNotExist as error:
        raise Http404 from error
    if run is None:  # only without a key
        raise Http404
    if run.state == BarRun.State.DONE:
        return finished(request, _shown(request, run))
    job = run_job(run)
    if job is not None and not job.is_failed:
        return working(request, job, step_words(job), "hire/bar/waiting.html", {"run": run})
    problem = problem_words(run) or _("The worker stopped in the middle; ask for the run again.")
    return finished(request, render(request, "hire/bar/failed.html", {"run": run, "problem": problem}))


def _shown(request: HttpRequest, run: BarRun) -> HttpResponse:
    person = person_of(request)
    page = bar_page(person=person, run=run, before=request.GET.get("before"), after=request.GET.get("after"))
    context = {
        "run": run,
        "page": page,
        "fit": run.model["fit"],
        "low": -page.scale,
        "high": page.scale,
        "picture": bar_picture(page.levels, page.lines) if page.levels else "",
        "may_set": may_set_bar(person),
        "runs": bar_runs(person=person),
    }
    return render(request, "hire/bar/page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bar_set_page(request: HttpRequest) -> HttpResponse:
    """Set the bar of a job family, with a reason."""
    person = person_of(request)
    changeable_or_403(may_set_bar(person))
    newest = bar_run_get(person=person)
    if newest is None:
        return redirect("hire:bar")
    form = BarForm(request.POST or None, initial={"run": newest.pk})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = bar_set(actor=person, **told)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The bar of %(family)s is set.") % {"family": row.family.name})
            return redirect("hire:bar")
    return render(request, "hire/bar/set.html", {"form": form}, status=422 if form.errors else 200)
