"""What vendors tell of offers: where one stands, and its terms as somebody filled them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from muster.tables.problems import shown
from muster.tables.vendors.shapes import OfferStatus
from muster.tables.vendors.values import FaultError, items, mapping, moment, text

__all__ = ["MOST_TERMS", "day", "fields_of", "status_of", "terms_of"]

MOST_TERMS = 60


def status_of(value: object, words: Mapping[str, OfferStatus], column: str) -> OfferStatus:
    """Return draft, open, accepted, rejected or withdrawn for a vendor's word. Raises FaultError for any other word."""
    found = words.get(text(value).casefold().replace(" ", "").replace("_", "-"))
    if found is None:
        known = ", ".join(words)
        raise FaultError(
            "offer-status", f"the status {shown(value)} of the offer is none of: {known}; correct it", column
        )
    return found


def day(value: object, column: str) -> date | None:
    """Return the day of a time; None where there is none. Raises FaultError for what is no time."""
    found = moment(value, column)
    return None if found is None else found.date()


def terms_of(pairs: Iterable[tuple[object, object]]) -> dict[str, str]:
    """Return terms by their labels, without those that are empty; of two with one label the first."""
    found: dict[str, str] = {}
    for label, value in pairs:
        name, said = text(label), _said(value)
        if name and said and len(found) < MOST_TERMS:
            found.setdefault(name, said)
    return found


def _said(value: object) -> str:
    """Return a value as people read it: yes or no, money with its currency, people by name, lists with commas."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value)))
    if isinstance(value, Mapping):
        return _object(value)
    return text(value)


def _object(value: Mapping[str, Any]) -> str:
    for amount, unit in (
        ("amount", "unit"),
        ("amount", "currency"),
        ("value", "currencyCode"),
        ("value", "unit"),
    ):
        if amount in value:
            return " ".join(filter(None, (_said(value[amount]), text(value.get(unit)))))
    for name in ("name", "label", "title", "text", "email"):
        if text(value.get(name)):
            return text(value.get(name))
    return ""


def fields_of(values: object, label: str, value: str) -> list[tuple[object, object]]:
    """Return the pairs of a list of fields."""
    return [(mapping(one).get(label), mapping(one).get(value)) for one in items(values)]
