"""How the API knows who asks: by a token, or, for reading, by the session of a browser."""

from __future__ import annotations

import base64
import binascii
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBasicAuth, HttpBearer

from muster.apps.accounts.models import Scope, Token, User
from muster.apps.accounts.selectors import roles_under_stamp, token_find
from muster.apps.accounts.services import token_note_use
from muster.apps.core.api import ProblemError

__all__ = ["Access", "BasicAccess", "person_of"]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})  # a page of this site, or an address that the person typed


def person_of(request: HttpRequest) -> User:
    """Return who asks; operations ask for access first."""
    return cast(User, request.user)


class Access(HttpBearer):
    """`Authorization: Bearer` with a token that has a scope. Without that header, the session of a browser may read,
    unless another site sends it here: it could not read the answer, but whose scorecards somebody reads is noted.
    """

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> User | None:
        """Return who asks, None for nobody."""
        if "Authorization" in request.headers:
            return cast("User | None", super().__call__(request))
        user = request.user
        own = request.method in SAFE and request.headers.get("Sec-Fetch-Site", "none") in OWN_SITE
        return user if own and isinstance(user, User) and user.is_active else None

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return whose token it is. Ends the request with 403 where the token is for something else."""
        found = token_find(text=token.strip())
        return None if found is None else admitted(request, found, self.scope)


class BasicAccess(HttpBasicAuth):
    """HTTP Basic with a token as the name and no password, as Greenhouse's clients send it; or the session."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.access = Access(scope)

    def __call__(self, request: HttpRequest) -> User | None:
        """Return who asks, None for nobody."""
        kind, _space, sent = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic":
            return self.access(request)
        try:
            name = base64.b64decode(sent.strip(), validate=True).decode().partition(":")[0]
        except (binascii.Error, ValueError):
            return None
        return self.authenticate(request, name, "")

    def authenticate(self, request: HttpRequest, username: str, password: str) -> User | None:
        """Return whose token the name is."""
        return self.access.authenticate(request, username)


def admitted(request: HttpRequest, token: Token, scope: Scope | None) -> User:
    """Let the owner of a token in, for what the token is for."""
    if scope is not None and scope not in token.scopes:
        raise ProblemError(
            403, _("This token is not for that; make one with “%(scope)s”.") % {"scope": scope.label}
        )
    token_note_use(token=token)
    user = token.user
    user.roles = roles_under_stamp(user.pk, user.stamp)
    user.kept = {}
    request.user = user
    return user
