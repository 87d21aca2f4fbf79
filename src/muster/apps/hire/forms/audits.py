"""The form of an audit's plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.models import AuditPlan, AuditScope, Correction, Selected
from muster.apps.hire.selectors.audit_questions import attribute_label
from muster.apps.hire.services.audits import PlanContent
from muster.apps.org.models import JobFamily

__all__ = ["PlanForm"]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """What is counted, among whom, and how many comparisons are made of it. `offered` are questions by their names."""

    name = forms.CharField(label=_("Name"), max_length=120)
    start = forms.DateField(label=_("Applied from"), widget=_day())
    end = forms.DateField(label=_("Applied until"), widget=_day())
    family = forms.ModelChoiceField(
        label=_("Job family"),
        queryset=JobFamily.objects.none(),
        required=False,
        empty_label=_("The whole company"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What is compared"),
        choices=AuditScope.choices,
        initial=[AuditScope.FUNNEL],
        widget=forms.CheckboxSelectMultiple,
    )
    selected = forms.ChoiceField(
        label=_("Selected, over the whole funnel, is who was"),
        choices=Selected.choices,
        initial=Selected.HIRED,
    )
    withdrawn = forms.BooleanField(
        label=_("Count who withdrew as not selected"),
        required=False,
        help_text=_("Otherwise they are left out, as are those who still wait."),
    )
    attributes = forms.MultipleChoiceField(
        label=_("By what candidates say of themselves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    crossed = forms.BooleanField(label=_("Cross each two of them"), required=False, initial=True)
    merit = forms.BooleanField(
        label=_("Compare the bars, interviewers and criteria, too"), required=False, initial=True
    )
    definitions = forms.CharField(
        label=_("Definitions, in your own words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who belongs in, what a decision is, and why this period. It stands on every report."),
    )
    correction = forms.ChoiceField(
        label=_("Correction for many comparisons"), choices=Correction.choices, initial=Correction.HOLM
    )
    pool = forms.ChoiceField(
        label=_("Corrected together"), choices=AuditPlan.Pool.choices, initial=AuditPlan.Pool.SCOPE
    )
    discoveries = forms.FloatField(
        label=_("Share of false findings among interviewers and criteria"),
        initial=0.05,
        min_value=0.001,
        max_value=0.5,
    )
    smallest = forms.IntegerField(
        label=_("Fewest people of a category that is shown"), initial=5, min_value=3, max_value=100
    )
    least_share = forms.FloatField(
        label=_("Least share of a category that is compared"), initial=0.02, min_value=0.0, max_value=0.2
    )
    level = forms.FloatField(label=_("Level of the intervals"), initial=0.95, min_value=0.5, max_value=0.999)
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Every report shows it, with how often numbers had been opened before."),
    )

    def __init__(self, *args: Any, offered: Sequence[str], revising: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        attributes, family = self.fields["attributes"], self.fields["family"]
        if isinstance(attributes, forms.MultipleChoiceField):
            attributes.choices = [(one, attribute_label(one)) for one in offered]
        if isinstance(family, forms.ModelChoiceField):
            family.queryset = JobFamily.objects.order_by("name", "pk")
        if not revising:
            del self.fields["reason"]

    @property
    def content(self) -> PlanContent:
        """Return what is said, once it is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return PlanContent(
            **{**data, "scopes": tuple(data["scopes"]), "attributes": tuple(data["attributes"])}
        )

    @property
    def reason_given(self) -> str:
        """Return the reason, empty where none is asked for."""
        return str(self.cleaned_data.get("reason", ""))

    @staticmethod
    def initial_of(plan: AuditPlan) -> dict[str, Any]:
        """Return what a plan says, for a form that changes it."""
        names = (*PlanForm.base_fields, "reason")
        return {name: getattr(plan, name) for name in dict.fromkeys(names)}
