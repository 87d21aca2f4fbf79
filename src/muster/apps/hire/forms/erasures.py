"""Forms of erasing and of how long data are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.forms.fields import LongSelect, country_choices
from muster.apps.hire.models.erasure import LONGEST
from muster.apps.org.models import JobFamily

__all__ = ["DeclineForm", "RetentionForm"]


class DeclineForm(forms.Form):
    """Why somebody is not erased."""

    reason = forms.CharField(
        label=_("Why not"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The candidate reads this on their own page."),
    )


class RetentionForm(forms.Form):
    """How long data are kept, for which openings."""

    country = forms.ChoiceField(
        label=_("Country of the opening"),
        required=False,
        choices=country_choices,
        widget=LongSelect(),
        help_text=_("Leave it empty for all countries without a rule of their own."),
    )
    family = forms.ModelChoiceField(
        label=_("Job family"), required=False, queryset=JobFamily.objects.none(), empty_label=_("All")
    )
    months = forms.IntegerField(
        label=_("Months after the application has ended"), min_value=1, max_value=LONGEST
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["family"].queryset = JobFamily.objects.order_by("name")  # type: ignore[attr-defined]
