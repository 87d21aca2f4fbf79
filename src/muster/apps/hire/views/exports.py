"""Taking out everything that one may see: asking for it, downloading it, removing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.core.files import file_response
from muster.apps.hire.forms.exports import ExportForm
from muster.apps.hire.models import Export
from muster.apps.hire.selectors.exports import export_get, export_list
from muster.apps.hire.services.exports import export_ask, export_download, export_remove, may_export
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["export_file", "export_index", "export_remove_page"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export_index(request: HttpRequest) -> HttpResponse:
    """List one's own exports, and take the wish for another."""
    person = person_of(request)
    changeable_or_403(may_export(person))
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        export_ask(actor=person, format=form.cleaned_data["format"])
        return redirect("hire:exports")
    rows = export_list(person=person)
    context = {"form": form, "rows": rows, "running": any(one.running for one in rows)}
    response = render(request, "hire/exports/index.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out one's own export."""
    person = person_of(request)
    stored = export_download(actor=person, export=_export_or_404(request, pk))
    return file_response(stored=stored, may=lambda: True)


@login_required
@require_POST
def export_remove_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one's own export."""
    export_remove(actor=person_of(request), export=_export_or_404(request, pk))
    messages.success(request, _("The export is removed."))
    return redirect("hire:exports")


def _export_or_404(request: HttpRequest, pk: int) -> Export:
    try:
        return export_get(person=person_of(request), pk=pk)
    except Export.DoesNotExist as error:
        raise Http404 from error
