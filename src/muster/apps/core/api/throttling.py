"""Limits: so many requests of one person in a minute."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

__all__ = ["PerPerson"]


class PerPerson(BaseThrottle):
    """Counts the requests of a person, whatever token they come by, in windows of `settings.API_WINDOW` seconds."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request; return whether it is not too many."""
        window = settings.API_WINDOW
        key = f"core.api.{request.user.pk}.{int(time.time() // window)}"
        cache.add(key, 0, window)
        try:
            return bool(cache.incr(key) <= settings.API_REQUESTS)
        except ValueError:  # put out of the cache in between
            return True

    def wait(self) -> float:
        """Return for how long nothing more is answered."""
        window: int = settings.API_WINDOW
        return max(1.0, window - time.time() % window)
