"""Forms of the candidate's own page of an offer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.pay.models import DeclineReason

__all__ = ["AcceptForm", "AskForm", "DeclineForm"]


class AcceptForm(forms.Form):
    """Accepting by one's name, for the letter with this digest."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Type your full name to accept"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


class AskForm(forms.Form):
    """A question."""

    text = forms.CharField(
        label=_("Your question"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class DeclineForm(forms.Form):
    """Why an offer is declined."""

    reason = forms.ChoiceField(
        label=_("What decided it?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    employer = forms.CharField(
        label=_("Whose offer do you take, if you want to say?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
