"""Importing candidates: look through the file, say what would happen, then do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import path_of
from muster.apps.core.jobs import enqueue
from muster.apps.core.models import StoredFile
from muster.apps.hire.forms.imports import ImportForm
from muster.apps.hire.imports import import_candidates
from muster.apps.hire.problems import problem_sentence
from muster.apps.hire.services.imports import (
    import_forget,
    import_plan,
    import_store,
    import_write,
    may_import,
)
from muster.apps.hire.views.common import changeable_or_403, person_of
from muster.engine.errors import DataError

__all__ = ["import_confirm", "import_new"]

SALT = "muster.hire.import"
KEPT = 3600
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
        stored = import_store(actor=person, upload=form.cleaned_data["file"])
    except RefusedError as error:
        form.add_error("file", error.sentence)
        return render(request, "hire/imports/new.html", {"form": form}, status=422)
    plan = import_plan(actor=person, path=path_of(stored), file=stored.name)
    context: dict[str, Any] = {
        "form": ImportForm(),
        "plan": plan,
        "file": stored.name,
        "first": plan.rows[:SHOWN],
        "problems": [(one, problem_sentence(one)) for one in plan.problems],
    }
    if plan.rows and not plan.problems:
        context["ticket"] = signing.dumps([stored.pk, person.pk], salt=SALT)
    else:
        import_forget(actor=person, stored=stored)
    return render(request, "hire/imports/new.html", context, status=422 if plan.problems else 200)


@login_required
@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Import the file that was looked through: at once when it is small, else in a job."""
    person = person_of(request)
    changeable_or_403(may_import(person))
    stored = _ticket(request)
    path = path_of(stored)
    if _lines(path) > SMALL:
        job = enqueue(
            import_candidates, title=_("Importing candidates"), actor=person, file=stored.pk, person=person.pk
        )
        return redirect("core:job", job.pk)
    try:
        count = import_write(actor=person, path=path, file=stored.name)
    except DataError as error:
        raise ConflictError(_("Something changed in the meantime; look through the file again.")) from error
    import_forget(actor=person, stored=stored)
    sentence = ngettext("%(count)d application is new.", "%(count)d applications are new.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("hire:applications")


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)


def _ticket(request: HttpRequest) -> StoredFile:
    """Return the file that this person looked through."""
    try:
        file, person = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature as error:
        raise ConflictError(_("This page was open for too long; look through the file again.")) from error
    if person != request.user.pk:
        raise PermissionDenied
    stored = StoredFile.objects.filter(pk=file).first()
    if stored is None:
        raise ConflictError(_("This file has been imported already."))
    return stored
