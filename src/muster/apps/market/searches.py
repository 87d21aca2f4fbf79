"""What the command palette finds in the market: people outside, organisations and articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Hit, address
from muster.apps.core.text import fold
from muster.apps.market.selectors.documents import document_list
from muster.apps.market.selectors.names import organisation_list, outsider_list

__all__ = ["search_documents", "search_organisations", "search_outsiders"]

Named = Iterable[tuple[int, str, list[str]]]


def search_outsiders(person: User, text: str, limit: int) -> list[Hit]:
    """Find people outside by any of their names, in any script; nobody who was erased."""
    rows = outsider_list(person=person).values_list("pk", "name", "aliases")
    return [
        Hit(name, address("market:person", pk), _("People outside"), note)
        for pk, name, note in islice(_matching(rows, text), limit)
    ]


def search_organisations(person: User, text: str, limit: int) -> list[Hit]:
    """Find organisations by any of their names; they lead to the moves to and from them."""
    rows = organisation_list(person=person).values_list("pk", "name", "aliases")
    return [
        Hit(name, f"{address('market:transfers')}?organisation={pk}", _("Organisations"), note)
        for pk, name, note in islice(_matching(rows, text), limit)
    ]


def search_documents(person: User, text: str, limit: int) -> list[Hit]:
    """Find articles by the words of their titles, the newest first."""
    rows = document_list(person=person)
    for word in text.split():
        rows = rows.filter(title__icontains=word)
    return [
        Hit(one.title, address("market:document", one.pk), _("Articles"), one.source.name)
        for one in rows[:limit]
    ]


def _matching(rows: Named, text: str) -> Iterator[tuple[int, str, str]]:
    """Yield those of which one spelling has all words, with that spelling where it is not the name."""
    words = fold(text).split()
    for pk, name, aliases in rows if words else ():
        found = next((one for one in (name, *aliases) if _has(one, words)), None)
        if found is not None:
            yield pk, name, "" if found == name else found


def _has(name: str, words: Iterable[str]) -> bool:
    folded = fold(name)
    return all(word in folded for word in words)
