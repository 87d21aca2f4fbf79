"""The form of the list for everybody who joins."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.pay.models import TaskOwner

__all__ = ["TaskForm"]


class TaskForm(forms.Form):
    """What is to be done, by whom, and when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), choices=TaskOwner.choices)
    days = forms.IntegerField(
        label=_("Days after the first day"),
        min_value=-400,
        max_value=400,
        initial=0,
        help_text=_("Before it, write a minus: -7 is a week before."),
    )
