"""Signatures in the scheme of Standard Webhooks (standardwebhooks.com): the receiver proves who sent what, and when."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

__all__ = ["make_secret", "signed_headers"]

PREFIX = "whsec_"
SIZE = 32


def make_secret() -> str:
    """Return a new secret, as receivers' libraries take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SIZE)).decode()


def signed_headers(*, code: str, at: int, body: bytes, keys: Iterable[str]) -> Mapping[str, str]:
    """Return the headers that go with a body, signed with each of the secrets; `at` is in seconds since 1970."""
    signatures = (_signature(f"{code}.{at}.".encode() + body, one) for one in keys)
    return {
        "webhook-id": code,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signatures),
    }


def _signature(content: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return f"v1,{base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()}"
