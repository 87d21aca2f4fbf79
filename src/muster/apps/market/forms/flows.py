"""Which moves the page of flows counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from muster.apps.market.forms.names import DAY, FIELDS, LEVELS
from muster.apps.market.models import Organisation
from muster.apps.market.selectors.flows import FlowAsked

__all__ = ["FlowForm"]


class FlowForm(forms.Form):
    """Which moves are counted; `quarters` are those there are, with their labels, `own` is our own company."""

    quarter = forms.ChoiceField(label=_("Quarter"), required=False)
    since = forms.DateField(label=pgettext_lazy("first spoken of", "From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=DAY)
    field = forms.ChoiceField(label=pgettext_lazy("role", "Field"), required=False, choices=FIELDS)
    level = forms.ChoiceField(label=pgettext_lazy("role", "Level"), required=False, choices=LEVELS)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(
        self, data: Any, *, quarters: list[tuple[str, str]], own: Organisation | None, **options: Any
    ) -> None:
        given = data.copy()
        if own is not None:
            given.setdefault("organisation", str(own.pk))
        super().__init__(given, **options)
        quarter, organisation = self.fields["quarter"], self.fields["organisation"]
        if isinstance(quarter, forms.ChoiceField):
            quarter.choices = [("", pgettext("quarters", "All")), *quarters]
        if isinstance(organisation, forms.ModelChoiceField):
            organisation.queryset = Organisation.objects.order_by("name")

    def asked(self) -> FlowAsked:
        """Return what is asked for; what cannot be understood is not."""
        self.is_valid()
        data = self.cleaned_data
        return FlowAsked(
            quarter=data.get("quarter") or "",
            since=data.get("since"),
            until=data.get("until"),
            field=data.get("field") or None,
            level=data.get("level") or None,
            organisation=data.get("organisation"),
        )
