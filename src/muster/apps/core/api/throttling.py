"""Limits: so many requests of one person in a minute.

They are counted in a file for each person, which all processes lock in turn: no request is lost, and the cache, which
throws entries out by chance when it is full, is left to the attempts to sign in.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

__all__ = ["PerPerson"]


class PerPerson(BaseThrottle):
    """Counts the requests of a person, whatever token they come by, in windows of `settings.API_WINDOW` seconds."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request; return whether it is not too many."""
        window: int = settings.API_WINDOW
        return _count(str(request.user.pk), f"{window}.{int(time.time() // window)}") <= settings.API_REQUESTS

    def wait(self) -> float:
        """Return for how long nothing more is answered."""
        window: int = settings.API_WINDOW
        return max(1.0, window - time.time() % window)


def _count(person: str, window: str) -> int:
    """Return how many requests of a person there were in a window, with this one."""
    folder = Path(settings.API_COUNTS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / person, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii") as file:
        locks.lock(file, locks.LOCK_EX)  # until the file is closed
        before, _space, count = file.read().partition(" ")
        now = int(count) + 1 if before == window and count.isdecimal() else 1
        file.seek(0)
        file.truncate()
        file.write(f"{window} {now}")
    return now
