"""Sources and their grades, what people and organisations are called, and what became known of claims."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.views.common import refusals_on
from muster.apps.market.forms.names import GradeForm, OrganisationForm, OutsiderForm, ResolveForm
from muster.apps.market.models import Claim, Grade, Organisation, Source
from muster.apps.market.rules import may_erase, may_keep
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.names import organisation_list, outsider_get
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.resolving import claim_reopen, claim_resolve
from muster.apps.market.services.sources import organisation_change, outsider_change, source_grade
from muster.apps.market.views.common import changeable_or_403, person_of, seen_version, viewer_of

__all__ = [
    "erase_page",
    "organisation_edit",
    "organisations",
    "person_edit",
    "reopen_page",
    "resolve_page",
    "source_grade_page",
    "sources",
]


@login_required
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """List sources with their grade and their record."""
    person = viewer_of(request)
    context = {
        "records": market_get(person=person).sources,
        "grades": Grade.choices,
        "keeps": may_keep(person),
    }
    return render(request, "market/sources.html", context)


@login_required
@require_POST
def source_grade_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Grade a source."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    source = get_object_or_404(Source, pk=pk)
    form = GradeForm(request.POST)
    if form.is_valid():
        source_grade(
            actor=person, source=source, grade=form.cleaned_data["grade"], seen=seen_version(request)
        )
        messages.success(request, _("The source is graded; every probability follows."))
    else:
        messages.warning(request, _("There is no such grade; choose one of A to F."))
    return redirect("market:sources")


@login_required
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations with all their spellings."""
    person = viewer_of(request)
    context = {"rows": organisation_list(person=person), "keeps": may_keep(person)}
    return render(request, "market/organisations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an organisation is called."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    row = get_object_or_404(Organisation, pk=pk)
    initial = {"name": row.name, "aliases": "\n".join(row.aliases), "is_own": row.is_own}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            organisation_change(
                actor=person, organisation=row, seen=seen_version(request), **form.cleaned_data
            )
            messages.success(request, _("Its names are saved."))
            return redirect("market:organisations")
    context = {"form": form, "row": row, "back": "market:organisations"}
    return render(request, "market/names.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what somebody outside is called, and how long they are kept."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    row = outsider_get(person=person, pk=pk)
    if row is None:
        raise Http404
    initial = {
        "name": row.name,
        "aliases": "\n".join(row.aliases),
        "basis": row.basis,
        "keep_until": row.keep_until,
    }
    form = OutsiderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            outsider_change(actor=person, outsider=row, seen=seen_version(request), **form.cleaned_data)
            messages.success(request, _("Their names are saved."))
            return redirect("market:person", pk)
    context = {"form": form, "row": row, "back": "market:people"}
    return render(request, "market/names.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def erase_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to erase somebody outside; do it."""
    person = person_of(request)
    changeable_or_403(may_erase(person))
    row = outsider_get(person=person, pk=pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        outsider_erase(actor=person, outsider=row)
        messages.success(request, _("They are erased, in every article too."))
        return redirect("market:people")
    return render(request, "market/erase.html", {"outsider": row})


@login_required
@require_http_methods(["GET", "POST"])
def resolve_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a claim turned out to be so."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    claim = _claim_or_404(pk)
    form = ResolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            claim_resolve(actor=person, claim=claim, **form.cleaned_data)
            messages.success(request, _("It is resolved; the records of its sources follow."))
            return redirect(f"market:{claim.kind}", claim.pk)
    context = {"form": form, "claim": claim}
    return render(request, "market/resolve.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def reopen_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was said to be known of a claim."""
    person = person_of(request)
    changeable_or_403(may_keep(person))
    claim = _claim_or_404(pk)
    claim_reopen(actor=person, claim=claim)
    messages.success(request, _("The claim is open again."))
    return redirect(f"market:{claim.kind}", claim.pk)


def _claim_or_404(pk: int) -> Claim:
    rows = Claim.objects.exclude(person__erased_at__isnull=False)
    return get_object_or_404(
        rows.select_related("document", "source", "person", "joined", "left", "resolution"), pk=pk
    )
