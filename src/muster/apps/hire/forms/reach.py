"""What the report of reach is about; lives in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.forms.fields import OpeningField
from muster.apps.hire.models import Source
from muster.apps.hire.selectors.reach import PERIOD, ReachFilter

__all__ = ["ReachForm"]

FIRST, LAST = (
    date.min,
    date.max - timedelta(days=7),
)  # the report looks for the Monday after its first and last day
GROUPINGS = (("source", _("Source")), ("campaign", _("Campaign")), ("requisition", _("Opening")))


class ReachForm(forms.Form):
    """A period, and what to narrow it to."""

    start = forms.DateField(
        label=_("Applied from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label=_("Applied until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by = forms.ChoiceField(label=_("Side by side"), choices=GROUPINGS, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=[("", _("All")), *Source.choices], required=False)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["requisition"] = OpeningField(offered)

    def wanted(self) -> ReachFilter:
        """Return the filter; what is not understood does not narrow, and a period the wrong way round is turned."""
        self.is_valid()
        data = self.cleaned_data
        end = min(data.get("end") or self.today, LAST)
        start = data.get("start") or max(end, FIRST + PERIOD) - PERIOD
        start = min(start, LAST)
        return ReachFilter(
            start=min(start, end),
            end=max(start, end),
            requisition=data.get("requisition"),
            source=data.get("source") or "",
            by=data.get("by") or "source",
        )
