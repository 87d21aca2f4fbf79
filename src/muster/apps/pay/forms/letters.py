"""Forms of letters: their text, sending an offer, leaving it open for longer, answering a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from muster.apps.pay.models.letters import LEAST_DAYS, MOST_DAYS

__all__ = ["ExtendForm", "LeastDaysForm", "LetterTextForm", "QuestionAnswerForm", "SendForm"]

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LeastDaysForm(forms.Form):
    """For how many days offers stay open at least."""

    days = forms.IntegerField(
        label=_("Days that an offer stays open at least"), min_value=LEAST_DAYS, max_value=MOST_DAYS
    )


class LetterTextForm(forms.Form):
    """The text of letters in one language."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "dir": "auto"}),
    )


class SendForm(forms.Form):
    """What is sent with an offer: the letter's language, the last day, and the message. `text` is the digest of the
    letter's text that was looked at.
    """

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    last_day = forms.DateField(
        label=_("Open until the end of"), widget=DAY, help_text=_("The day at the place of work.")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Message"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Where {offer_link} stands, the candidate finds their own link."),
    )


class ExtendForm(forms.Form):
    """Until when an offer stays open, and why."""

    last_day = forms.DateField(label=_("Open until the end of"), widget=DAY)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues; the candidate is told the new day alone."),
    )


class QuestionAnswerForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(
        label=_("Answer"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": False})
