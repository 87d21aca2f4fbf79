"""The events that can be subscribed to, and how one is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from muster.apps.core.ledger.digest import canonical
from muster.apps.core.models import Entry

__all__ = ["PING", "actions_of", "event_body", "event_of", "events"]

PING = "webhook.ping"


@cache
def events() -> Mapping[str, tuple[str, ...]]:
    """Return the actions on the ledger that each event stands for, by the event's name; apps say which."""
    found: dict[str, tuple[str, ...]] = {}
    for name in settings.SITE_EVENTS:
        found |= import_string(name)
    return {PING: ("webhook.ping",), **dict(sorted(found.items()))}


def actions_of(names: list[str]) -> list[str]:
    """Return the actions of some events."""
    known = events()
    return sorted({action for name in (PING, *names) for action in known.get(name, ())})


def event_of(action: str) -> str:
    """Return the event that an action belongs to."""
    return next(name for name, actions in events().items() if action in actions)


def event_body(event: str, entry: Entry) -> bytes:
    """Return what is sent of an entry: what happened when to which row, by whom; keys alone.

    Of the entry's detail the whole numbers are keys of rows that belong to it.
    """
    related = {
        name: value
        for name, value in entry.detail.items()
        if isinstance(value, int) and not isinstance(value, bool)
    }
    told: dict[str, Any] = {
        "type": event,
        "timestamp": entry.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "data": {
            "kind": entry.kind,
            "id": entry.row,
            "actor": entry.actor_id,
            "sequence": entry.sequence,
            "related": related,
        },
    }
    return canonical(told)
