"""The secret in the link by which a candidate opens an offer, and the link itself.

The secret is made from the offer, the moment it was sent and the site's key, so that a message can carry the link while
the database holds no more than the secret's digest.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from muster.apps.hire.links import token_digest
from muster.apps.hire.models import Application
from muster.apps.pay.models import Sending

__all__ = ["OFFER_LINK", "make_token", "offer_link", "sending_token"]

OFFER_LINK = "{offer_link}"


def make_token(*, offer: int, sent_at: datetime, secret: str | bytes | None = None) -> str:
    """Return the secret of an offer that was sent at a moment, under the site's key or an older one."""
    value = f"{offer}.{sent_at.astimezone(UTC).isoformat()}"
    mac = salted_hmac("muster.pay.offer", value, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac[:24]).decode()


def sending_token(sending: Sending) -> str | None:
    """Return the secret of an offer; None when it was made under a key that the site has given up."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = make_token(offer=sending.offer_id, sent_at=sending.sent_at, secret=secret)
        if token_digest(token) == sending.token_digest:
            return token
    return None


def offer_link(application: Application) -> str:
    """Return the address at which a candidate finds what was offered to them last; "" where nothing was."""
    found = Sending.objects.filter(offer__application=application).order_by("-sent_at", "-pk").first()
    token = None if found is None else sending_token(found)
    return "" if token is None else f"{settings.MUSTER_ADDRESS}{reverse('offer:offer', args=[token])}"
