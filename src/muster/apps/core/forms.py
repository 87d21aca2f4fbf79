"""Forms of the core's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.core.ledger.verify import recorded_models
from muster.apps.core.selectors import EntryFilter
from muster.apps.core.webhooks.events import PING, events

__all__ = ["LedgerForm", "WebhookForm"]

LARGEST = 2**63 - 1


def _events() -> list[tuple[str, str]]:
    return [(name, name) for name in events() if name != PING]


def _kinds() -> list[tuple[str, str]]:
    named = [(model.ledger_kind(), str(model._meta.verbose_name)) for model in recorded_models()]
    return [("", _("All")), *sorted(named, key=lambda kind: kind[1])]  # type: ignore[list-item]


class LedgerForm(forms.Form):
    """What the auditor narrows the ledger to."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=200)
    action = forms.CharField(label=_("Action"), required=False, max_length=64)
    kind = forms.ChoiceField(label=_("Kind of row"), required=False, choices=_kinds)
    row = forms.IntegerField(label=_("Row"), required=False, min_value=-LARGEST, max_value=LARGEST)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def wanted(self) -> EntryFilter:
        """Return what was asked for; a field that cannot be read does not narrow."""
        self.is_valid()
        return EntryFilter(
            **{name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}
        )


class WebhookForm(forms.Form):
    """An address, and what it is told of."""

    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=_events, widget=forms.CheckboxSelectMultiple()
    )
    active = forms.BooleanField(label=_("Switched on"), required=False)
