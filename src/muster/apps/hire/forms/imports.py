"""The form of an import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

__all__ = ["ImportForm"]


class ImportForm(forms.Form):
    """The file to look through."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "First Name, Last Name, Job and Email, as Greenhouse has them. UTF-8, up to 8 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
