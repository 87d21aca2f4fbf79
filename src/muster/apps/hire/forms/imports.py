"""The forms of an import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

__all__ = ["LABELS", "ImportForm"]

LABELS = {
    "First Name": gettext_lazy("First name"),
    "Last Name": gettext_lazy("Last name"),
    "Name": pgettext_lazy("column", "Name"),
    "Name, last name first": gettext_lazy("Name, last name first"),
    "Job": gettext_lazy("Opening"),
    "Email": gettext_lazy("E-mail"),
    "Phone": gettext_lazy("Telephone"),
    "Company": gettext_lazy("Employer"),
    "Website": gettext_lazy("Website"),
    "Social Media": gettext_lazy("Profile in social media"),
    "Source": gettext_lazy("Source"),
    "Stage": gettext_lazy("Stage"),
}
"""The columns by their keys, in the order in which they are offered."""


class ImportForm(forms.Form):
    """The file to look through."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "With names, e-mail addresses and openings, whatever the columns are called. Up to 8 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
