"""Finding organisations and people outside by any of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.text import fold
from muster.apps.market.models import Organisation, Outsider, Source
from muster.apps.market.rules import may_see

__all__ = ["NameIndex", "name_index", "organisation_list", "outsider_get", "outsider_list", "people_written"]


@dataclass(frozen=True)
class NameIndex:
    """Organisations, people outside and sources by their folded spellings."""

    organisations: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    outsiders: dict[str, list[Outsider]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, Source] = field(default_factory=dict)

    def organisation(self, name: str) -> Organisation | None:
        """Return the organisation that is written so, None where there is none."""
        return next(iter(self.organisations.get(fold(name), [])), None)

    def people(self, name: str) -> list[Outsider]:
        """Return those who are written so; two people may have one name."""
        return self.outsiders.get(fold(name), [])


def name_index() -> NameIndex:
    """Return all names that are known, of those who were not erased."""
    index = NameIndex()
    for organisation in Organisation.objects.order_by("pk"):
        for name in _spellings(organisation.name, organisation.aliases):
            index.organisations[name].append(organisation)
    for person in Outsider.objects.filter(erased_at=None).order_by("pk"):
        for name in _spellings(person.name, person.aliases):
            index.outsiders[name].append(person)
    for source in Source.objects.order_by("pk"):
        index.sources.setdefault(fold(source.name), source)
    return index


def _spellings(name: str, aliases: Iterable[str]) -> set[str]:
    return {fold(one) for one in (name, *aliases)}


def organisation_list(*, person: User) -> QuerySet[Organisation]:
    """Return all organisations for those who see the market."""
    return Organisation.objects.order_by("name", "pk") if may_see(person) else Organisation.objects.none()


def outsider_list(*, person: User) -> QuerySet[Outsider]:
    """Return the people outside who were not erased, for those who see the market."""
    if not may_see(person):
        return Outsider.objects.none()
    return Outsider.objects.filter(erased_at=None).order_by("name", "pk")


def outsider_get(*, person: User, pk: int) -> Outsider | None:
    """Return somebody outside; None for those who see nothing of the market, or where they were erased."""
    return outsider_list(person=person).filter(pk=pk).first()


def people_written(name: str) -> list[Outsider]:
    """Return those whom a document may mean by a name."""
    return name_index().people(name) if name.strip() else []
