"""The forms of the careers site: applying, and what somebody says of themselves voluntarily."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.forms.candidates import CandidateForm
from muster.apps.hire.models import Requisition, Source

__all__ = ["ApplyForm", "SelfIdentificationForm", "issue_key"]

SALT = "muster.hire.apply"
FASTEST = 2.0  # seconds in which nobody fills this form
OLDEST = 24 * 3600.0
UNSAID = ("", _("Prefer not to say"))


def issue_key(requisition: Requisition) -> str:
    """Return a new one-time key for the form of an opening, which says when it was issued."""
    return signing.dumps([secrets.token_urlsafe(16), requisition.pk, time.time()], salt=SALT)


class ApplyForm(CandidateForm):
    """An application from the careers site.

    `key` makes one application of a form that is sent twice. `trap` is hidden from people; what fills it, or fills
    the form faster than anybody types, is told to try again.
    """

    pronouns = forms.CharField(
        label=_("Pronouns"),
        max_length=40,
        required=False,
        help_text=_("For those who write to you. Nobody who judges your application sees them."),
    )
    campaign = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    source = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=400, widget=forms.HiddenInput)
    trap = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ("name", "pronouns", "email", "phone", "country", "language", "resume", "links")

    def __init__(self, *args: Any, requisition: Requisition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.requisition = requisition
        self.initial.setdefault("language", get_language())

    def clean_source(self) -> Source:
        """Take what is no source for the careers site itself."""
        value = self.cleaned_data["source"]
        return Source(value) if value in Source.values else Source.CAREERS

    def clean(self) -> dict[str, Any]:
        """Refuse what a program sent, with a sentence that helps a person who was taken for one."""
        super().clean()
        if self.cleaned_data.get("trap"):
            raise forms.ValidationError(_("Leave the field empty that says so, and send the form again."))
        if "key" in self.cleaned_data:
            self._check_key(self.cleaned_data["key"])
        return self.cleaned_data

    def _check_key(self, key: str) -> None:
        try:
            nonce, requisition, issued = signing.loads(key, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            nonce, requisition, issued = "", self.requisition.pk, 0.0
        age = time.time() - issued
        if age > OLDEST or requisition != self.requisition.pk:
            self._renew()
            raise forms.ValidationError(
                _("This form was open for too long; look through it and send it again.")
            )
        if age < FASTEST:
            raise forms.ValidationError(_("That was very quick; look through the form and send it again."))
        self.cleaned_data["nonce"] = nonce

    def _renew(self) -> None:
        """Put a new key into the form that is shown again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("key")] = issue_key(self.requisition)
        self.data = data

    @property
    def nonce(self) -> str:
        """Return the one-time part of the key."""
        return str(self.cleaned_data["nonce"])


class SelfIdentificationForm(forms.Form):
    """What somebody says of themselves; every question may stay unanswered."""

    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=(
            UNSAID,
            ("woman", _("Woman")),
            ("man", _("Man")),
            ("nonbinary", _("Neither, or both")),
            ("other", _("Another")),
        ),
        widget=forms.RadioSelect,
    )
    age = forms.ChoiceField(
        label=_("Age"),
        required=False,
        choices=(
            UNSAID,
            ("-24", _("Under 25")),
            ("25-34", _("25 to 34")),
            ("35-44", _("35 to 44")),
            ("45-54", _("45 to 54")),
            ("55-", _("55 or over")),
        ),
        widget=forms.RadioSelect,
    )
    minority = forms.ChoiceField(
        label=_("Do you belong to an ethnic minority where you live?"),
        required=False,
        choices=(UNSAID, ("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
    )
    disability = forms.ChoiceField(
        label=_("Do you live with a disability or a long illness?"),
        required=False,
        choices=(UNSAID, ("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
    )

    @property
    def answers(self) -> dict[str, str]:
        """Return what was answered."""
        return {name: value for name, value in self.cleaned_data.items() if value}
