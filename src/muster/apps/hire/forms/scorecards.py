"""The form of a scorecard: ratings against anchors with a note beside each, a recommendation, a summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from muster.apps.core.numbers import whole_number
from muster.apps.hire.models import Criterion
from muster.apps.hire.models.scorecards import ASKED
from muster.apps.hire.services.scorecards import Content

__all__ = ["ScorecardForm"]


class ScorecardForm(forms.Form):
    """What a scorecard says; `changing` asks also why it is changed."""

    recommendation = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=[(one.value, one.label) for one in ASKED],
        widget=forms.RadioSelect,
        required=False,
    )
    summary = forms.CharField(
        label=_("Summary"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.CharField(label=_("Why do you change it?"), max_length=500, required=False)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], changing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        fields: dict[str, forms.Field] = {}
        for one in criteria:
            fields[f"criterion-{one.pk}"] = forms.TypedChoiceField(
                label=format_html("<bdi>{}</bdi>", one.name),
                help_text=format_html("<bdi>{}</bdi>", one.description) if one.description else "",
                coerce=int,
                empty_value=None,
                choices=[
                    (rating, format_html("<bdi>{}</bdi>", anchor))
                    for rating, anchor in enumerate(one.anchors, 1)
                ],
                widget=forms.RadioSelect(attrs={"class": "scale"}),
                required=False,
            )
            fields[f"note-{one.pk}"] = forms.CharField(
                label=gettext("Evidence for “%(criterion)s”") % {"criterion": one.name},
                max_length=10_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if not changing:
            del self.fields["reason"]
        self.fields = {**fields, **self.fields}

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Return each criterion's rating and note."""
        return [(self[f"criterion-{one.pk}"], self[f"note-{one.pk}"]) for one in self.criteria]

    def content(self) -> Content:
        """Return what it says."""
        data = self.cleaned_data
        rated = {one.pk: data.get(f"criterion-{one.pk}") for one in self.criteria}
        return Content(
            ratings={pk: rating for pk, rating in rated.items() if rating},
            notes={one.pk: data.get(f"note-{one.pk}", "") for one in self.criteria},
            recommendation=data["recommendation"],
            summary=data["summary"],
        )

    def sequence(self) -> int:
        """Return the number of this save as the page counts; 0 where it does not."""
        return min(whole_number(str(self.data.get("sequence", ""))) or 0, 2**31 - 1)
