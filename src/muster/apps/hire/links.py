"""The secret in a candidate's own link, and the link itself.

The secret is made from the application and the site's key, so that any message can carry the link while the database
holds no more than the secret's digest.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from muster.apps.hire.models import Application

__all__ = ["make_token", "status_link", "status_token", "token_digest"]


def token_digest(token: str) -> str:
    """Return what is stored of the secret in a candidate's link."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(
    *, candidate: int, requisition: int, applied_at: datetime, secret: str | bytes | None = None
) -> str:
    """Return the secret of an application, under the site's key or an older one."""
    value = f"{candidate}.{requisition}.{applied_at.astimezone(UTC).isoformat()}"
    mac = salted_hmac("muster.hire.status", value, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac[:24]).decode()


def status_token(application: Application) -> str | None:
    """Return the secret of an application; None when it was made under a key that the site has given up."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = make_token(
            candidate=application.candidate_id,
            requisition=application.requisition_id,
            applied_at=application.applied_at,
            secret=secret,
        )
        if token_digest(token) == application.token_digest:
            return token
    return None


def status_link(application: Application) -> str:
    """Return the address of a candidate's status page, or of the careers site where the link cannot be made again."""
    token = status_token(application)
    path = reverse("careers:index") if token is None else reverse("careers:status", args=[token])
    return f"{settings.MUSTER_ADDRESS}{path}"
