"""Texts with places that are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.conf import settings

__all__ = ["PLACES", "STATUS_LINK", "fill_in", "late_places", "without_places"]

PLACES = ("name", "title", "company", "status_link")
STATUS_LINK = "{status_link}"
_PLACE = re.compile("{(" + "|".join((*PLACES, *settings.SITE_MESSAGE_LINKS)) + ")}")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Return the text with {name} and the other places filled in, once; other braces stay as they are."""
    return _PLACE.sub(lambda found: values.get(found[1], ""), text)


def without_places(text: str) -> str:
    """Return what somebody wrote so that it can stand in a text with places and is not filled in: an invisible joiner
    (U+2060) keeps each brace from its name.
    """
    return _PLACE.sub(lambda found: f"{{\u2060{found[1]}}}", text)


def late_places() -> dict[str, str]:
    """Return the places of links that other apps make, each as itself: they are filled in when the message leaves."""
    return {name: f"{{{name}}}" for name in settings.SITE_MESSAGE_LINKS}
