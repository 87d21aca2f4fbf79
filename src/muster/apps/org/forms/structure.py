"""Forms for teams, locations, levels, job families and uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.org.forms.people import EmployeeField, TeamField
from muster.apps.org.models import JobFamily, Level, Location, Team
from muster.apps.org.services.catalogue import LevelContent, LocationContent

__all__ = ["FamilyForm", "LevelForm", "LocationForm", "TeamForm", "UploadForm"]


class TeamForm(forms.Form):
    """A team: its name, its place and its lead."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = TeamField(label=_("Part of"), required=False, empty_label=_("No other team"))
    lead = EmployeeField(label=_("Lead"), required=False, help_text=_("The employee number."))

    def __init__(self, *args: Any, person: User, team: Team | None = None, **options: Any) -> None:
        if team is not None:
            options["initial"] = {"name": team.name, "parent": team.parent, "lead": team.lead}
        super().__init__(*args, **options)
        self.fields["parent"].offer(person)  # type: ignore[attr-defined]  # it is a TeamField


class LocationForm(forms.ModelForm[Location]):
    """A location."""

    class Meta:
        model = Location
        fields = ("name", "city", "country", "subdivision", "time_zone", "currency")

    def content(self) -> LocationContent:
        """Return what the form says, once valid."""
        return LocationContent(**self.cleaned_data)


class LevelForm(forms.ModelForm[Level]):
    """A level."""

    class Meta:
        model = Level
        fields = ("code", "title", "track", "rank")

    def content(self) -> LevelContent:
        """Return what the form says, once valid."""
        return LevelContent(**self.cleaned_data)


class FamilyForm(forms.ModelForm[JobFamily]):
    """A job family."""

    class Meta:
        model = JobFamily
        fields = ("name",)


class UploadForm(forms.Form):
    """A file of employees."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or TSV, up to 20 MB, with any headings: you say what each column is."),
        allow_empty_file=True,
    )
