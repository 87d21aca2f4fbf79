"""Forms of the bar: a new one for a job family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.hire.forms.fields import LongSelect
from muster.apps.hire.models import BarRun
from muster.apps.hire.models.bar import SHORTEST_REASON
from muster.apps.hire.services.bars import FARTHEST
from muster.apps.org.models import JobFamily

__all__ = ["BarForm"]


class BarForm(forms.Form):
    """The bar of a job family on the scale of the run that the page showed, from a day on, and why."""

    run = forms.ModelChoiceField(queryset=BarRun.objects.none(), widget=forms.HiddenInput)
    family = forms.ModelChoiceField(
        label=_("Job family"), queryset=JobFamily.objects.none(), widget=LongSelect
    )
    value = forms.FloatField(
        label=pgettext_lazy("of merit", "Bar"),
        help_text=_("In logits; 0 is the average applicant, 1 is better than about five of six."),
        min_value=-FARTHEST,
        max_value=FARTHEST,
        widget=forms.NumberInput(attrs={"step": "0.05", "inputmode": "decimal"}),
    )
    since = forms.DateField(
        label=_("Valid from"),
        help_text=_(
            "The first bar of a family may begin in the past; one that follows it begins today or later."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        done = BarRun.objects.filter(state=BarRun.State.DONE)
        for name, rows in (("run", done), ("family", JobFamily.objects.order_by("name", "pk"))):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
