"""Forms of names, grades, resolutions, and what of the ledger is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.market.models import Basis, Grade, Organisation, Outcome
from muster.apps.market.selectors.market import Asked
from muster.apps.market.words_roles import RoleFields, RoleLevels

__all__ = [
    "FilterForm",
    "GradeForm",
    "NameForm",
    "OrganisationForm",
    "OutsiderForm",
    "ResolveForm",
]

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FIELDS = (("", _("All")), *RoleFields.choices)
LEVELS = (("", _("All")), *RoleLevels.choices)
CHANCES = (("", _("Any")), ("0.5", "50%"), ("0.75", "75%"), ("0.9", "90%"))


class FilterForm(forms.Form):
    """Which moves are asked for, by the address."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("All")
    )
    least = forms.ChoiceField(label=_("At least as probable as"), choices=CHANCES, required=False)
    since = forms.DateField(label=_("Spoken of since"), required=False, widget=DAY)
    until = forms.DateField(label=_("and until"), required=False, widget=DAY)
    field = forms.ChoiceField(label=pgettext_lazy("role", "Field"), required=False, choices=FIELDS)
    level = forms.ChoiceField(label=pgettext_lazy("role", "Level"), required=False, choices=LEVELS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.order_by("name")

    def asked(self) -> Asked:
        """Return what is asked for; what cannot be understood is not."""
        self.is_valid()
        data = self.cleaned_data
        chosen = data.get("organisation")
        return Asked(
            organisation=None if chosen is None else chosen.pk,
            least=float(data.get("least") or 0),
            since=data.get("since"),
            until=data.get("until"),
            field=data.get("field") or None,
            level=data.get("level") or None,
        )


class GradeForm(forms.Form):
    """How far a source is trusted."""

    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices)


class ResolveForm(forms.Form):
    """What became known of a claim."""

    outcome = forms.ChoiceField(
        label=_("What became known"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("How it is known"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class NameForm(forms.Form):
    """What an organisation is called."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    aliases = forms.CharField(
        label=_("Other spellings"),
        required=False,
        max_length=5_000,
        help_text=_("One a line, in any script. Articles that use them are understood from then on."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    def clean_aliases(self) -> list[str]:
        """Return the spellings."""
        return str(self.cleaned_data["aliases"]).splitlines()


class OrganisationForm(NameForm):
    """What an organisation is called, and whether it is us."""

    is_own = forms.BooleanField(
        label=_("This is our own company"),
        required=False,
        help_text=_("Moves from and to it are then told apart from those between others."),
    )


class OutsiderForm(NameForm):
    """What somebody is called, and how long they are kept."""

    basis = forms.ChoiceField(label=_("Lawful basis"), choices=Basis.choices)
    keep_until = forms.DateField(label=_("Kept until"), widget=DAY)
