"""What the views of the market share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from muster.apps.accounts.models import User
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version
from muster.apps.market.rules import may_see

__all__ = ["changeable_or_403", "person_of", "seen_version", "viewer_of"]


def viewer_of(request: HttpRequest) -> User:
    """Return who asks, if they see the market."""
    person = person_of(request)
    if not may_see(person):
        raise PermissionDenied
    return person
