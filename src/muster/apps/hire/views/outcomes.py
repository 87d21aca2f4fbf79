"""How hires do on the job: what was recorded, recording one, and importing many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import path_of
from muster.apps.core.forms import ColumnsForm
from muster.apps.hire.forms.bar import OUTCOME_LABELS, OutcomeForm, OutcomeImportForm
from muster.apps.hire.problems import problem_sentence
from muster.apps.hire.rules_bar import may_record_outcomes
from muster.apps.hire.selectors.outcomes import outcome_page
from muster.apps.hire.services.imports import import_forget
from muster.apps.hire.services.outcomes import (
    outcome_import_plan,
    outcome_import_propose,
    outcome_import_store,
    outcome_import_tell,
    outcome_import_write,
    outcome_record,
)
from muster.apps.hire.services.uploads import Taken, upload_look
from muster.apps.hire.views.common import changeable_or_403, person_of
from muster.apps.hire.views.tickets import ticket_read, ticket_sign
from muster.engine.errors import DataError
from muster.tables.outcomes import SHAPE

__all__ = ["outcome_import", "outcome_import_columns", "outcome_import_confirm", "outcomes"]

SALT = "muster.hire.outcomes"
SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest) -> HttpResponse:
    """List the ratings on the job, and record one."""
    person = person_of(request)
    page = outcome_page(person=person, before=request.GET.get("before"), after=request.GET.get("after"))
    initial = {"application": request.GET.get("application", "")[:20], "rated_by": person.email}
    form = OutcomeForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            outcome_record(actor=person, application=form.cleaned_data["application"], rating=form.told())
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("The rating is recorded."))
            return redirect("hire:outcomes")
    status = 422 if form.errors else 200
    return render(request, "hire/outcomes/index.html", {"page": page, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcome_import(request: HttpRequest) -> HttpResponse:
    """Take a file, and show what importing it would do."""
    person = person_of(request)
    changeable_or_403(may_record_outcomes(person))
    form = OutcomeImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "hire/outcomes/import.html", {"form": form}, status=status)
    try:
        taken = outcome_import_store(actor=person, upload=form.cleaned_data["file"])
    except RefusedError as error:
        form.add_error("file", error.sentence)
        return render(request, "hire/outcomes/import.html", {"form": form}, status=422)
    look, problems = upload_look(stored=taken.stored, shape=SHAPE)
    if look is None:
        import_forget(actor=person, stored=taken.stored)
        context = {
            "form": OutcomeImportForm(),
            "problems": [(one, problem_sentence(one)) for one in problems],
        }
        return render(request, "hire/outcomes/import.html", context, status=422)
    proposal = outcome_import_propose(actor=person, look=look, encoding=taken.encoding)
    if proposal.settled:
        return _planned(request, person, taken, proposal.chosen)
    return _ask(
        request, taken, ColumnsForm(look=look, shape=SHAPE, labels=OUTCOME_LABELS, chosen=proposal.chosen)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcome_import_columns(request: HttpRequest) -> HttpResponse:
    """Say what the columns of a file are, and show what importing it would do then."""
    person = person_of(request)
    changeable_or_403(may_record_outcomes(person))
    taken, _chosen = ticket_read(request, salt=SALT)
    look, _problems = upload_look(stored=taken.stored, shape=SHAPE)
    if look is None:
        raise ConflictError(_("This file cannot be read; look through it again."))
    proposal = outcome_import_propose(actor=person, look=look, encoding=taken.encoding)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, look=look, shape=SHAPE, labels=OUTCOME_LABELS, chosen=proposal.chosen)
    if data is None or not form.is_valid():
        return _ask(request, taken, form)
    outcome_import_tell(actor=person, chosen=form.chosen())
    return _planned(request, person, taken, form.chosen())


@login_required
@require_POST
def outcome_import_confirm(request: HttpRequest) -> HttpResponse:
    """Import the file that was looked through."""
    person = person_of(request)
    changeable_or_403(may_record_outcomes(person))
    taken, chosen = ticket_read(request, salt=SALT)
    stored = taken.stored
    try:
        count = outcome_import_write(actor=person, path=path_of(stored), file=stored.name, chosen=chosen)
    except DataError as error:
        raise ConflictError(_("Something changed in the meantime; look through the file again.")) from error
    import_forget(actor=person, stored=stored)
    sentence = ngettext("%(count)d rating is new.", "%(count)d ratings are new.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("hire:outcomes")


def _ask(request: HttpRequest, taken: Taken, form: ColumnsForm) -> HttpResponse:
    """Ask what the columns are."""
    ticket = ticket_sign(request, taken, None, salt=SALT)
    context = {"form": form, "file": taken.stored.name, "ticket": ticket}
    return render(request, "hire/outcomes/columns.html", context, status=422 if form.errors else 200)


def _planned(request: HttpRequest, person: User, taken: Taken, chosen: Chosen) -> HttpResponse:
    """Show what importing the file would do, or what is wrong with it."""
    stored = taken.stored
    plan = outcome_import_plan(actor=person, path=path_of(stored), file=stored.name, chosen=chosen)
    context: dict[str, Any] = {
        "form": OutcomeImportForm(),
        "plan": plan,
        "file": stored.name,
        "first": plan.rows[:SHOWN],
        "problems": [(one, problem_sentence(one)) for one in plan.problems],
    }
    if plan.rows or plan.problems:  # with problems, the columns may be told another way
        context["ticket"] = ticket_sign(request, taken, chosen, salt=SALT)
        context["change"] = ticket_sign(request, taken, None, salt=SALT)
    else:
        import_forget(actor=person, stored=stored)
    return render(request, "hire/outcomes/import.html", context, status=422 if plan.problems else 200)
