"""How allauth's flows meet this site: accounts are made by invitation, not by signing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

__all__ = ["AccountAdapter", "SocialAccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up; an administrator adds people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether anybody may make an account."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where it goes on after a password was changed."""
        return reverse("account_settings")

    def set_password(self, user: User, password: str) -> None:
        """Change a password, on the ledger."""
        with change(user, "user.set_password", actor=user):
            user.set_password(password)
            user.save(update_fields=["password"])


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in by OpenID Connect or SAML: the address must be that of an active user."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return whether the identity provider may make accounts."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect a first sign-in to the user with the same verified address, or say why not."""
        if sociallogin.is_existing:
            return
        addresses = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        users = User.objects.annotate(address=Lower("email")).filter(address__in=addresses, is_active=True)
        user = users.first()
        if user is None:
            messages.error(request, _("Nobody here has this address; ask an administrator to add you."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
