"""Forms of the pages on which administrators manage people, and those of allauth that differ here."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.rules import scopes_offered
from muster.apps.core.roles import Role

__all__ = [
    "AppForm",
    "CodeAgainForm",
    "CodeForm",
    "KeyForm",
    "PeopleForm",
    "PersonForm",
    "RolesForm",
    "TokenForm",
]


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


class TokenForm(forms.Form):
    """A token that somebody makes for a program."""

    name = forms.CharField(
        label=_("What uses it"),
        max_length=80,
        help_text=_("The program or script, so that you know it later."),
    )
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        initial=90,
        choices=((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("A year"))),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        field.choices = [(one.value, one.label) for one in scopes_offered(person)]  # type: ignore[attr-defined]

    def chosen(self) -> list[Scope]:
        """Return what was chosen of a form that is valid."""
        return [Scope(one) for one in self.cleaned_data["scopes"]]


class _DigitsMixin:
    """A code of digits: a phone shows its keys for them, and they may be written as Arabic does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Return the code, once it is the right one."""
        values: dict[str, str] = self.cleaned_data  # type: ignore[attr-defined]
        values["code"] = "".join(str(unicodedata.decimal(one, one)) for one in values["code"])
        return str(super().clean_code())  # type: ignore[misc]


class CodeForm(_DigitsMixin, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second proof after the password."""


class CodeAgainForm(_DigitsMixin, ReauthenticateForm):  # type: ignore[misc]
    """The second proof before something that protects the account is changed."""


class AppForm(_DigitsMixin, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key: one that signs in alone, unless that is taken off."""

    passwordless = forms.BooleanField(
        label=_("Sign in with this key alone"),
        required=False,
        initial=True,
        help_text=_(
            "It then asks for your fingerprint, face or PIN; otherwise the password is asked for as well."
        ),
    )
