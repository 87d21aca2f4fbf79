"""Texts with places that are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["PLACES", "STATUS_LINK", "fill_in"]

PLACES = ("name", "title", "company", "status_link")
STATUS_LINK = "{status_link}"
_PLACE = re.compile("{(" + "|".join(PLACES) + ")}")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Return the text with {name} and the other places filled in, once; other braces stay as they are."""
    return _PLACE.sub(lambda found: values.get(found[1], ""), text)
