"""Forms of signing: a verdict, a reason to withdraw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.pay.models import Verdict

__all__ = ["VerdictForm", "WithdrawForm"]

CHOICES = (
    (Verdict.SIGN.value, pgettext_lazy("to decide on an offer", "Sign it")),
    (Verdict.SEND_BACK.value, pgettext_lazy("to decide on an offer", "Send it back")),
    (Verdict.REFUSE.value, pgettext_lazy("to decide on an offer", "Decline it")),
)


class VerdictForm(forms.Form):
    """What a signer says, of the version with this digest."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(label=_("What do you decide?"), choices=CHOICES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to send it back or to decline it."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why, where it is not signed."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") in (Verdict.SEND_BACK, Verdict.REFUSE) and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why: those who proposed it read this."))
        return data


class WithdrawForm(forms.Form):
    """Why an offer is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
