"""Pages of imports: upload a file, read the dry run's report, import what was checked."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.apps.core.columns import Chosen
from muster.apps.core.errors import ConflictError
from muster.apps.core.forms import ColumnsForm
from muster.apps.org.forms.imports import LABELS
from muster.apps.org.forms.structure import UploadForm
from muster.apps.org.models import EmployeeImport
from muster.apps.org.selectors.imports import import_list, import_look, import_rows
from muster.apps.org.services.imports.reading import COLUMNS, SHAPE
from muster.apps.org.services.imports.requests import (
    import_check,
    import_confirm,
    import_discard,
    import_tell,
)
from muster.apps.org.views.common import attempt, changers_only, person_of, seen_version

__all__ = [
    "import_apply",
    "import_columns",
    "import_detail",
    "import_give_up",
    "import_index",
    "import_progress",
]

ROWS = 100
SHOWN = 20


@changers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_index(request: HttpRequest) -> HttpResponse:
    """Take a file, and list those of before."""
    person = person_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    found: list[EmployeeImport] = []

    def write() -> None:
        upload = form.cleaned_data["file"]
        found.append(import_check(actor=person, name=upload.name, content=upload.read()))

    if request.method == "POST" and attempt(form, write):
        return redirect("org:import", found[0].pk)
    context = {"form": form, "imports": import_list(person=person)[:SHOWN], "columns": COLUMNS}
    return render(request, "org/import_index.html", context)


@changers_only
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a dry run found, or how far it is."""
    one = get_object_or_404(import_list(person=person_of(request)), pk=pk)
    if one.state == EmployeeImport.State.COLUMNS:
        return redirect("org:import-columns", pk)
    page = Paginator(import_rows(one), ROWS).get_page(request.GET.get("page"))
    return render(request, "org/import_detail.html", {"one": one, "page": page})


@changers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns of a file are, before it is checked or again after it was."""
    person = person_of(request)
    one = get_object_or_404(import_list(person=person), pk=pk)
    look = import_look(one) if one.may_be_told else None
    if look is None:
        raise ConflictError(_("This file was dealt with already, or cannot be read; upload it again."))
    chosen = Chosen.of_json(one.columns)
    form = ColumnsForm(request.POST or None, look=look, shape=SHAPE, labels=LABELS, chosen=chosen)

    def write() -> None:
        import_tell(actor=person, one=one, chosen=form.chosen(), seen=seen_version(request))

    if request.method == "POST" and attempt(form, write):
        return redirect("org:import", pk)
    status = 422 if form.errors else 200
    return render(request, "org/import_columns.html", {"one": one, "form": form}, status=status)


@changers_only
@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the job is; when it is done, the page is to be loaded again."""
    one = get_object_or_404(import_list(person=person_of(request)), pk=pk)
    answer = render(request, "org/import_progress.html", {"one": one})
    if not one.is_running:
        answer["HX-Refresh"] = "true"
    return answer


@changers_only
@require_POST
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the file that was checked."""
    person = person_of(request)
    one = get_object_or_404(import_list(person=person), pk=pk)
    digest, plan = request.POST.get("digest", ""), request.POST.get("plan", "")
    import_confirm(actor=person, one=one, digest=digest, plan=plan, seen=seen_version(request))
    if one.state == EmployeeImport.State.APPLIED:
        messages.success(request, _("The file is imported."))
    return redirect("org:import", pk)


@changers_only
@require_POST
def import_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file up."""
    person = person_of(request)
    one = get_object_or_404(import_list(person=person), pk=pk)
    import_discard(actor=person, one=one, seen=seen_version(request))
    messages.success(request, _("The file is given up; nothing was imported."))
    return redirect("org:imports")
