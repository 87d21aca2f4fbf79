"""The form of an export."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from muster.apps.hire.models import Export

__all__ = ["ExportForm"]


class ExportForm(forms.Form):
    """In which shape."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=Export.Format.choices)
