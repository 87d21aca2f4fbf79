"""What the report of acceptance is about; lives in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.models import Source
from muster.apps.org.models import Level
from muster.apps.pay.selectors.narrowing import OfferFilter

__all__ = ["AcceptanceForm"]

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AcceptanceForm(forms.Form):
    """A period, and what to narrow it to."""

    start = forms.DateField(label=_("Answered from"), required=False, widget=DAY)
    end = forms.DateField(label=_("Answered until"), required=False, widget=DAY)
    source = forms.ChoiceField(label=_("Source"), choices=[("", _("All")), *Source.choices], required=False)
    level = forms.ModelChoiceField(
        label=_("Level"), queryset=Level.objects.none(), required=False, empty_label=_("All levels")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["level"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Level.objects.order_by("rank")

    @classmethod
    def of(cls, wanted: OfferFilter) -> AcceptanceForm:
        """Return the form of a filter."""
        return cls(initial=vars(wanted))
