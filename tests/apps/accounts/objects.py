"""Accounts, and what belongs to them, for the test of permissions; allauth's pages among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.utils import timezone

from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.services import token_create

__all__ = ["DATA", "OBJECTS"]


def account(person: User) -> dict[str, Any]:
    return {"pk": person.pk}


def token(person: User) -> dict[str, Any]:
    expires_at = timezone.now() + timedelta(days=1)
    made, _secret = token_create(actor=person, name="x", scopes=[Scope.ORG_READ], expires_at=expires_at)
    return {"pk": made.pk}


def passkey(person: User) -> dict[str, Any]:
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": {}}
    )
    return {"pk": key.pk}


def reset_link(person: User) -> dict[str, Any]:
    return {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}


OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "scim:user": lambda person: {"key": str(person.pk)},
    "scim:group": lambda person: {"key": "auditor"},
    "scim:discovered": lambda person: {"kind": "Schemas"},
    "scim:discovered-one": lambda person: {"kind": "ResourceTypes", "key": "User"},
    "accounts:person": account,
    "accounts:token-end": token,
    "accounts:person-roles": account,
    "accounts:person-deactivate": account,
    "accounts:person-activate": account,
    "mfa_remove_webauthn": passkey,
    "mfa_edit_webauthn": passkey,
    "account_reset_password_from_key": reset_link,
    "account_confirm_email": lambda person: {"key": "unknown"},
    "openid_connect_login": lambda person: {"provider_id": "unknown"},
    "openid_connect_callback": lambda person: {"provider_id": "unknown"},
}
DATA: dict[str, dict[str, Any]] = {
    "scim:users": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "new@example.com"},
    "accounts:person-roles": {"roles": ["employee"]},
}
