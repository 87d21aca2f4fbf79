"""Pages of what posts are made of: locations with their holidays, levels, job families."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.core.models import Record
from muster.apps.org.forms.structure import FamilyForm, LevelForm, LocationForm
from muster.apps.org.models import JobFamily, Level, Location
from muster.apps.org.rules import may_change_organisation
from muster.apps.org.selectors.places import place_list
from muster.apps.org.services.catalogue import (
    family_create,
    family_rename,
    level_change,
    level_create,
    location_change,
    location_create,
)
from muster.apps.org.views.common import attempt, changers_only, members_only, person_of, seen_version

__all__ = [
    "family_edit",
    "family_new",
    "ladder_index",
    "level_edit",
    "level_new",
    "location_edit",
    "location_index",
    "location_new",
]

either = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def location_index(request: HttpRequest) -> HttpResponse:
    """List the locations, with the time and the next holidays there."""
    person = person_of(request)
    places = place_list(person=person, now=timezone.now())
    return render(
        request, "org/location_index.html", {"places": places, "may_change": may_change_organisation(person)}
    )


@members_only
@require_safe
def ladder_index(request: HttpRequest) -> HttpResponse:
    """List the levels and job families."""
    context = {
        "levels": Level.objects.all(),
        "families": JobFamily.objects.all(),
        "may_change": may_change_organisation(person_of(request)),
    }
    return render(request, "org/ladder_index.html", context)


@changers_only
@either
def location_new(request: HttpRequest) -> HttpResponse:
    """Add a location."""
    form, person = LocationForm(request.POST or None), person_of(request)

    def write() -> None:
        location_create(actor=person, content=form.content())

    return _answer(request, form, write, "org:locations", heading=_("Add a location"))


@changers_only
@either
def location_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a location."""
    location, person = get_object_or_404(Location, pk=pk), person_of(request)
    form = LocationForm(request.POST or None, instance=location)

    def write() -> None:
        location_change(actor=person, location=location, content=form.content(), seen=seen_version(request))

    return _answer(request, form, write, "org:locations", heading=_("Change the location"), row=location)


@changers_only
@either
def level_new(request: HttpRequest) -> HttpResponse:
    """Add a level."""
    form, person = LevelForm(request.POST or None), person_of(request)

    def write() -> None:
        level_create(actor=person, content=form.content())

    return _answer(request, form, write, "org:ladders", heading=_("Add a level"))


@changers_only
@either
def level_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a level."""
    level, person = get_object_or_404(Level, pk=pk), person_of(request)
    form = LevelForm(request.POST or None, instance=level)

    def write() -> None:
        level_change(actor=person, level=level, content=form.content(), seen=seen_version(request))

    return _answer(request, form, write, "org:ladders", heading=_("Change the level"), row=level)


@changers_only
@either
def family_new(request: HttpRequest) -> HttpResponse:
    """Add a job family."""
    form, person = FamilyForm(request.POST or None), person_of(request)

    def write() -> None:
        family_create(actor=person, name=form.cleaned_data["name"])

    return _answer(request, form, write, "org:ladders", heading=_("Add a job family"))


@changers_only
@either
def family_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a job family."""
    family, person = get_object_or_404(JobFamily, pk=pk), person_of(request)
    form = FamilyForm(request.POST or None, instance=family)

    def write() -> None:
        family_rename(actor=person, family=family, name=form.cleaned_data["name"], seen=seen_version(request))

    return _answer(request, form, write, "org:ladders", heading=_("Rename the job family"), row=family)


def _answer(
    request: HttpRequest,
    form: ModelForm[Record] | LocationForm | LevelForm | FamilyForm,
    write: Callable[[], None],
    index: str,
    *,
    heading: str,
    row: Record | None = None,
) -> HttpResponse:
    """Do what a form says, or show it."""
    version = None if row is None else row.version
    if request.method == "POST" and attempt(form, write):
        messages.success(request, _("Saved."))
        return redirect(index)
    context = {
        "form": form,
        "heading": heading,
        "verb": _("Save"),
        "version": version,
        "back": reverse(index),
    }
    above = _("Locations") if index == "org:locations" else _("Levels and families")
    return render(request, "org/form.html", {**context, "above": above})
