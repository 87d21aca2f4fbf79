"""Forms of the bar: a new one for a job family, and how a hire does on the job."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.accounts.models import User
from muster.apps.hire.forms.fields import LongSelect
from muster.apps.hire.models import Application, BarRun, Months
from muster.apps.hire.models.bar import SHORTEST_REASON
from muster.apps.hire.selectors.outcomes import hire_named
from muster.apps.hire.services.bars import FARTHEST
from muster.apps.hire.services.outcomes import Rating
from muster.apps.org.models import JobFamily

__all__ = ["OUTCOME_LABELS", "BarForm", "OutcomeForm", "OutcomeImportForm"]

OUTCOME_LABELS = {
    "Application": _("Application"),
    "Months": _("After"),
    "Rating": _("Rating"),
    "Lowest": _("Lowest rating"),
    "Highest": _("Highest rating"),
    "Rated by": _("Rated by"),
    "Rated on": _("Rated on"),
}
"""The columns of a file by their keys, in the order in which they are offered."""


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


class OutcomeForm(forms.Form):
    """How a hire was rated on the job, by whom, and on which scale."""

    application = forms.CharField(
        label=_("Application"), help_text=_("The code of the hire, such as A-000123."), max_length=20
    )
    months = forms.TypedChoiceField(label=_("After"), choices=Months.choices, coerce=int)
    rating = forms.DecimalField(label=_("Rating"), max_digits=7, decimal_places=2)
    lowest = forms.DecimalField(label=_("Lowest rating"), max_digits=7, decimal_places=2, initial=1)
    highest = forms.DecimalField(label=_("Highest rating"), max_digits=7, decimal_places=2, initial=5)
    rated_by = forms.EmailField(
        label=_("Rated by"), help_text=_("The e-mail of whoever judged; they must not know the interviews.")
    )
    rated_on = forms.DateField(
        label=_("Rated on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_application(self) -> Application:
        """Return the application of this code, if the person may rate it."""
        row = hire_named(person=self.person, code=self.cleaned_data["application"])
        if row is None:
            raise forms.ValidationError(_("No hire whom you may rate has this code."))
        return row

    def clean_rated_by(self) -> User:
        """Return whose e-mail it is."""
        row = User.objects.filter(email__iexact=self.cleaned_data["rated_by"]).first()
        if row is None:
            raise forms.ValidationError(_("Nobody here has this e-mail."))
        return row

    def told(self) -> Rating:
        """Return the rating."""
        told = self.cleaned_data
        return Rating(**{name: value for name, value in told.items() if name != "application"})


class OutcomeImportForm(forms.Form):
    """The file of ratings to look through."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "With the application’s code, months, rating, lowest and highest rating, who rated and when. Up to 8 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
