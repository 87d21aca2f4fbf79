"""Forms of the pages on which administrators manage people."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from muster.apps.core.roles import Role

__all__ = ["PeopleForm", "PersonForm", "RolesForm"]


class RolesForm(forms.Form):
    """The roles of somebody."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What each role may do is in the documentation."),
    )


class PersonForm(RolesForm):
    """Somebody who is to sign in."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "language", "roles")


class PeopleForm(forms.Form):
    """What the list of people is narrowed to."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
