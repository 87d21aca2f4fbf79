"""What the views of all apps share."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from muster.apps.core.roles import Person

__all__ = ["number_in", "person_of"]

MOST_DIGITS = 18


def person_of(request: HttpRequest) -> Person:
    """Return who asks; views that use it ask for a sign-in first."""
    return cast(Person, request.user)


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a number from the query, None where it is missing or is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
