"""Words of the market that more than one page uses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

__all__ = ["RELATIONS", "WHY"]

WHY: dict[str, StrPromise] = {
    "document": _("it is from the same document"),
    "words": _("nearly the same words within a week"),
    "figures": _("the same figures within a week"),
    "quoted": _("it cites the same person"),
    "source": _("the same source says it again"),
}
"""Why a claim is held to repeat another."""

RELATIONS: dict[str, StrPromise] = {
    "agrees": pgettext_lazy("claim", "agrees with"),
    "conflicts": pgettext_lazy("claim", "conflicts with"),
    "supersedes": pgettext_lazy("claim", "replaces"),
    "narrows": pgettext_lazy("claim", "narrows"),
    "copies": pgettext_lazy("claim", "repeats"),
}
"""How a claim stands to an earlier one."""
