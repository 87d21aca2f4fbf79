"""What is said about a candidate, by themselves or by others."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.forms.fields import LinesField, LinksField, LongSelect, ResumeField, country_choices
from muster.apps.hire.models import Source
from muster.apps.hire.services.applications import ApplicationForm

__all__ = ["AddForm", "CandidateForm", "ReferralForm"]

SAID = {one.name for one in fields(ApplicationForm)}
NO_ADDRESS = RegexValidator(
    r"://|www\.|@", _("Write the name alone, without any address."), inverse_match=True
)  # what is written to a candidate begins with it, and must not carry anybody's advertisement
BY_HAND = (Source.SOURCED, Source.AGENCY, Source.EVENT, Source.JOB_BOARD, Source.IMPORT)


class CandidateForm(forms.Form):
    """Who somebody is and how to reach them."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        validators=[NO_ADDRESS],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=country_choices,
        widget=LongSelect(attrs={"autocomplete": "country"}),
    )
    language = forms.ChoiceField(label=_("Language to write to you in"), choices=settings.LANGUAGES)
    links = LinksField(label=_("Links"), help_text=_("Your work, code or publications; one address a line."))
    years = forms.IntegerField(label=_("Years of experience"), min_value=0, max_value=80, required=False)
    school = forms.CharField(label=_("School or university"), max_length=200, required=False)
    employers = LinesField(label=_("Employers"), help_text=_("The latest first, one a line."))
    letter = forms.CharField(
        label=_("Letter"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    resume = ResumeField()

    @property
    def said(self) -> ApplicationForm:
        """Return what services take."""
        told = {
            name: value for name, value in self.cleaned_data.items() if name in SAID and value is not None
        }
        return ApplicationForm(**told)

    @property
    def upload(self) -> UploadedFile[bytes] | None:
        """Return the résumé, if there is one."""
        found: UploadedFile[bytes] | None = self.cleaned_data["resume"]
        return found


class AddForm(CandidateForm):
    """A candidate whom a recruiter found."""

    source = forms.ChoiceField(label=_("Source"), choices=[(one.value, one.label) for one in BY_HAND])
    campaign = forms.CharField(label=_("Campaign"), max_length=80, required=False)
    field_order = ("name", "email", "source", "campaign")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].label = _("Language to write to them in")
        self.fields["links"].help_text = _("Their work, code or publications; one address a line.")


class ReferralForm(forms.Form):
    """Somebody's word for somebody."""

    name = forms.CharField(label=_("Their name"), max_length=200)
    email = forms.EmailField(label=_("Their e-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language to write to them in"), choices=settings.LANGUAGES)
    relation = forms.CharField(
        label=_("How do you know them?"),
        max_length=200,
        help_text=_("For example: worked in one team for two years."),
    )
    note = forms.CharField(
        label=_("Why do they fit?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you saw them do. Reviewers of a blind stage do not see who referred somebody."),
    )
    links = LinksField(label=_("Links"), help_text=_("Their work, code or publications; one address a line."))

    @property
    def said(self) -> ApplicationForm:
        """Return what services take."""
        return ApplicationForm(
            **{name: self.cleaned_data[name] for name in ("name", "email", "language", "links")}
        )
