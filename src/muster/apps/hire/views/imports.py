"""Importing candidates: look through the file, say what would happen, then do it."""

from __future__ import annotations

from pathlib import Path
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
from muster.apps.core.jobs import enqueue
from muster.apps.hire.forms.imports import LABELS, ImportForm
from muster.apps.hire.imports import import_candidates
from muster.apps.hire.problems import problem_sentence
from muster.apps.hire.services.imports import (
    Taken,
    import_forget,
    import_look,
    import_plan,
    import_propose,
    import_store,
    import_tell,
    import_write,
    may_import,
)
from muster.apps.hire.views.common import changeable_or_403, person_of
from muster.apps.hire.views.tickets import ticket_read, ticket_sign
from muster.engine.errors import DataError
from muster.tables.candidates import SHAPE

__all__ = ["import_columns", "import_confirm", "import_new"]

SALT = "muster.hire.import"
SHOWN = 20
SMALL = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Take a file, and show what importing it would do."""
    person = person_of(request)
    changeable_or_403(may_import(person))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "hire/imports/new.html", {"form": form}, status=status)
    try:
        taken = import_store(actor=person, upload=form.cleaned_data["file"])
    except RefusedError as error:
        form.add_error("file", error.sentence)
        return render(request, "hire/imports/new.html", {"form": form}, status=422)
    look, problems = import_look(stored=taken.stored)
    if look is None:
        import_forget(actor=person, stored=taken.stored)
        told = [(one, problem_sentence(one)) for one in problems]
        return render(request, "hire/imports/new.html", {"form": ImportForm(), "problems": told}, status=422)
    proposal = import_propose(actor=person, look=look, encoding=taken.encoding)
    if proposal.settled:
        return _planned(request, person, taken, proposal.chosen)
    return _ask(request, taken, ColumnsForm(look=look, shape=SHAPE, labels=LABELS, chosen=proposal.chosen))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest) -> HttpResponse:
    """Say what the columns of a file are, and show what importing it would do then."""
    person = person_of(request)
    changeable_or_403(may_import(person))
    taken, _chosen = ticket_read(request, salt=SALT)
    look, _problems = import_look(stored=taken.stored)
    if look is None:
        raise ConflictError(_("This file cannot be read; look through it again."))
    proposal = import_propose(actor=person, look=look, encoding=taken.encoding)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, look=look, shape=SHAPE, labels=LABELS, chosen=proposal.chosen)
    if data is None or not form.is_valid():
        return _ask(request, taken, form)
    import_tell(actor=person, chosen=form.chosen())
    return _planned(request, person, taken, form.chosen())


def _ask(request: HttpRequest, taken: Taken, form: ColumnsForm) -> HttpResponse:
    """Ask what the columns are."""
    context = {
        "form": form,
        "file": taken.stored.name,
        "ticket": ticket_sign(request, taken, None, salt=SALT),
    }
    return render(request, "hire/imports/columns.html", context, status=422 if form.errors else 200)


def _planned(request: HttpRequest, person: User, taken: Taken, chosen: Chosen) -> HttpResponse:
    """Show what importing the file would do, or what is wrong with it."""
    stored = taken.stored
    plan = import_plan(actor=person, path=path_of(stored), file=stored.name, chosen=chosen)
    context: dict[str, Any] = {
        "form": ImportForm(),
        "plan": plan,
        "file": stored.name,
        "first": plan.rows[:SHOWN],
        "problems": [(one, problem_sentence(one)) for one in plan.problems],
    }
    if plan.rows or plan.problems:  # with problems, the columns may be told another way
        context |= {
            "ticket": ticket_sign(request, taken, chosen, salt=SALT),
            "change": ticket_sign(request, taken, None, salt=SALT),
        }
    else:
        import_forget(actor=person, stored=stored)
    return render(request, "hire/imports/new.html", context, status=422 if plan.problems else 200)


@login_required
@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Import the file that was looked through: at once when it is small, else in a job."""
    person = person_of(request)
    changeable_or_403(may_import(person))
    taken, chosen = ticket_read(request, salt=SALT)
    stored, path = taken.stored, path_of(taken.stored)
    if _lines(path) > SMALL:
        job = enqueue(
            import_candidates,
            title=_("Importing candidates"),
            actor=person,
            file=stored.pk,
            person=person.pk,
            columns=None if chosen is None else chosen.as_json(),
        )
        return redirect("core:job", job.pk)
    try:
        count = import_write(actor=person, path=path, file=stored.name, chosen=chosen)
    except DataError as error:
        raise ConflictError(_("Something changed in the meantime; look through the file again.")) from error
    import_forget(actor=person, stored=stored)
    sentence = ngettext("%(count)d application is new.", "%(count)d applications are new.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("hire:applications")


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)
