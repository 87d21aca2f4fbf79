"""Forms of the policy: who signs, who signs for whom, the bands, and what is said about pay."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.forms.fields import LongSelect
from muster.apps.org.models import JobFamily, Level, Location
from muster.apps.pay.models import ClaimStance, Part, Quote
from muster.apps.pay.services.claims import ClaimPlan
from muster.apps.pay.services.policy import RulePlan

__all__ = ["BandForm", "ClaimForm", "DelegationForm", "RuleForm"]

LARGEST = Decimal(10) ** 15
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _amount(label: Any, **options: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=LARGEST, decimal_places=4, widget=widget, **options
    )


def _currency(**options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    return forms.CharField(label=_("Currency"), min_length=3, max_length=3, widget=widget, **options)


class RuleForm(forms.Form):
    """One signature that packages need."""

    step = forms.IntegerField(
        label=_("Step"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=_("One step is asked after the other."),
    )
    role = forms.ChoiceField(label=_("Anybody who is"), choices=[("", "–"), *Role.choices], required=False)
    person = forms.ModelChoiceField(
        label=_("or this person"), queryset=User.objects.none(), required=False, widget=LongSelect
    )
    level_from = forms.ModelChoiceField(
        label=_("From this level on"),
        queryset=Level.objects.none(),
        required=False,
        empty_label=_("All levels"),
    )
    total_from = _amount(_("From this total on"), required=False)
    currency = _currency(required=False)
    outside_only = forms.BooleanField(label=_("Only outside of the band"), required=False)
    days = forms.IntegerField(label=_("Days to sign"), min_value=1, max_value=30, initial=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people, levels = (
            User.objects.filter(is_active=True).order_by("name", "pk"),
            Level.objects.order_by("rank"),
        )
        for name, rows in (("person", people), ("level_from", levels)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Ask for a role or a person, and for a total with its currency."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("role")) == bool(data.get("person")):
            self.add_error("role", _("Choose a role or a person, one of the two."))
        if (data.get("total_from") is None) != (not data.get("currency")):
            self.add_error("currency", _("A total is above 0, and has a currency."))
        data["currency"] = (data.get("currency") or "").upper()
        return data

    def plan(self) -> RulePlan:
        """Return what was asked for."""
        return RulePlan(**self.cleaned_data)


class DelegationForm(forms.Form):
    """Who signs for the person, and when."""

    delegate = forms.ModelChoiceField(
        label=_("Who signs for you"), queryset=User.objects.none(), widget=LongSelect
    )
    first_day = forms.DateField(label=_("First day"), initial=timezone.localdate, widget=DAY)
    last_day = forms.DateField(label=_("Last day"), widget=DAY)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["delegate"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = (
                User.objects.filter(is_active=True, grants__isnull=False)
                .exclude(pk=person.pk)
                .distinct()
                .order_by("name", "pk")
            )


class BandForm(forms.Form):
    """What is paid for a level of a family."""

    family = forms.ModelChoiceField(label=_("Job family"), queryset=JobFamily.objects.none())
    level = forms.ModelChoiceField(label=_("Level"), queryset=Level.objects.none())
    location = forms.ModelChoiceField(
        label=_("Location"), queryset=Location.objects.none(), required=False, empty_label=_("Everywhere")
    )
    part = forms.ChoiceField(label=_("Part of the package"), choices=Part.choices)
    currency = _currency()
    low = _amount(_("From, a year"))
    high = _amount(_("To, a year"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = (
            ("family", JobFamily.objects.order_by("name")),
            ("level", Level.objects.order_by("rank")),
            ("location", Location.objects.order_by("name")),
        )
        for name, rows in found:
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class ClaimForm(forms.Form):
    """What a source says that others pay."""

    family = forms.ModelChoiceField(label=_("Job family"), queryset=JobFamily.objects.none())
    level = forms.ModelChoiceField(label=_("Level"), queryset=Level.objects.none())
    company = forms.CharField(label=_("Whom it is said of"), max_length=120, required=False)
    quote = forms.ChoiceField(label=_("What is quoted"), choices=Quote.choices)
    currency = _currency()
    low = _amount(_("From"))
    high = _amount(_("To"), required=False, help_text=_("Leave it empty where the source names one amount."))
    source = forms.CharField(label=_("Who says so"), max_length=200)
    url = forms.URLField(
        label=_("Where it can be read"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    said_on = forms.DateField(label=_("Said on"), widget=DAY)
    stance = forms.ChoiceField(
        label=_("The source"), choices=ClaimStance.choices, initial=ClaimStance.ASSERTS
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = (("family", JobFamily.objects.order_by("name")), ("level", Level.objects.order_by("rank")))
        for name, rows in found:
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def plan(self) -> ClaimPlan:
        """Return what was said; one amount is both ends."""
        data = dict(self.cleaned_data)
        if data["high"] is None:
            data["high"] = data["low"]
        return ClaimPlan(**data)
