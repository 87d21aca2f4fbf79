"""What the tests of the APIs share: a client that calls as a person's program does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.rules import scopes_offered
from muster.apps.accounts.services import token_create

__all__ = ["Caller", "make_secret"]


def make_secret(person: User, scopes: Sequence[Scope] | None = None) -> str:
    """Make a token of a person's, for everything unless told otherwise; return what a program sends."""
    chosen = scopes_offered(person) if scopes is None else scopes
    expires_at = timezone.now() + timedelta(days=1)
    return token_create(actor=person, name="Test", scopes=chosen, expires_at=expires_at)[1]


class Caller:
    """Calls the API for a person."""

    def __init__(self, person: User, scopes: Sequence[Scope] | None = None, base: str = "/api/v1") -> None:
        self.secret, self.base, self.client = make_secret(person, scopes), base, Client()

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        """Return what is answered to a GET, which must have this status."""
        return self._checked(self.client.get(self.base + path, query, headers=self._headers({})), status)

    def post(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        """Return what is answered to a POST of JSON, which must have this status."""
        response = self.client.post(
            self.base + path, body, content_type="application/json", headers=self._headers(headers)
        )
        return self._checked(response, status)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.secret}", **named}

    def _checked(self, response: Any, status: int) -> Any:
        assert response.status_code == status, response.content
        if status >= 400:
            assert response["Content-Type"] == "application/problem+json"
            assert response.json()["status"] == status
            assert response.json()["detail"]
        return response
