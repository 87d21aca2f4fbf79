"""Forms of the core's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.core.columns import Chosen
from muster.apps.core.ledger.verify import recorded_models
from muster.apps.core.selectors import EntryFilter
from muster.apps.core.webhooks.events import PING, events
from muster.tables.days import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from muster.tables.mapping import Look, day_order
from muster.tables.rows import Shape

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["ColumnsForm", "LedgerForm", "WebhookForm"]

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


class ColumnsForm(forms.Form):
    """Which column of a file is which, and how its days are written."""

    ORDERS = (
        (YEAR_FIRST, _("Year, month, day: 2026-01-31")),
        (DAY_FIRST, _("Day, month, year: 31/01/2026")),
        (MONTH_FIRST, _("Month, day, year: 01/31/2026")),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        look: Look,
        shape: Shape,
        labels: Mapping[str, StrOrPromise],
        chosen: Chosen,
    ) -> None:
        super().__init__(data)
        self.look, self.shape, self.labels, self.before = look, shape, labels, chosen
        choices = [("", _("Not kept")), *labels.items()]
        for place, heading in enumerate(look.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=chosen.keys.get(heading, "")
            )
        if any(column.kind == "day" for column in shape.columns):
            self.fields["days"] = forms.ChoiceField(
                label=_("How days are written"),
                choices=[("", _("Choose")), *self.ORDERS],
                required=False,
                initial=chosen.days,
            )

    @property
    def columns(self) -> list[tuple[forms.BoundField, tuple[str, ...]]]:
        """Return the field of each column, and its first cells."""
        return [
            (self[f"column-{place}"], self.look.samples(place)) for place in range(len(self.look.headings))
        ]

    def clean(self) -> dict[str, Any]:
        """Find columns that are missing, or told twice, and days that cannot be read."""
        cleaned: dict[str, Any] = super().clean() or {}
        keys = self._keys(cleaned)
        sentences = {
            "twice": _("Two columns are “%(column)s”; choose one of them."),
            "missing": _("No column is “%(column)s”; choose the one that is."),
            "beside": _("“%(column)s” is told by other columns already; choose one way."),
        }
        for fault in self.shape.faults(keys):
            sentence = sentences[fault.code] % {"column": self.labels[fault.key]}
            place = max((place for place, key in enumerate(keys) if key == fault.key), default=None)
            self.add_error(None if place is None else f"column-{place}", sentence)
        if "days" in self.fields and not cleaned.get("days"):
            order = day_order(self.look, self.shape, keys)
            if order == "":
                self.add_error(
                    "days", _("Days such as 03/04/2026 may be two days; choose how they are written.")
                )
            cleaned["days"] = order or ""
        return cleaned

    def _keys(self, cleaned: Mapping[str, Any]) -> list[str]:
        return [cleaned.get(f"column-{place}", "") for place in range(len(self.look.headings))]

    def chosen(self) -> Chosen:
        """Return what was chosen, once valid."""
        keys = dict(zip(self.look.headings, self._keys(self.cleaned_data), strict=True))
        return Chosen(keys, self.cleaned_data.get("days", ""), self.before.encoding)
