"""Reading what the careers site shows. Nothing here looks at applications, however many there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from muster.apps.hire.models import Requisition
from muster.apps.hire.selectors.requisitions import requisition_public

__all__ = ["CareersFilter", "Choices", "opening_by_code", "opening_choices", "opening_list"]


@dataclass(frozen=True)
class CareersFilter:
    """What a visitor looks for. Empty values do not narrow."""

    text: str = ""
    team: int | None = None
    family: int | None = None
    location: int | None = None


@dataclass(frozen=True)
class Choices:
    """What there is to narrow by: pairs of key and name, each with at least one opening."""

    teams: tuple[tuple[int, str], ...]
    families: tuple[tuple[int, str], ...]
    locations: tuple[tuple[int, str], ...]


def opening_list(*, wanted: CareersFilter) -> QuerySet[Requisition]:
    """Return the openings that a visitor looks for, the newest first. Each word must be found somewhere."""
    query = requisition_public()
    for word in wanted.text.split()[:8]:
        query = query.filter(
            Q(title__icontains=word)
            | Q(team__name__icontains=word)
            | Q(family__name__icontains=word)
            | Q(location__name__icontains=word)
            | Q(location__city__icontains=word)
            | Q(description__icontains=word)
        )
    if wanted.team is not None:
        query = query.filter(team=wanted.team)
    if wanted.family is not None:
        query = query.filter(family=wanted.family)
    if wanted.location is not None:
        query = query.filter(location=wanted.location)
    return query


def opening_choices() -> Choices:
    """Return what the openings of today can be narrowed by."""
    names = ("team_id", "team__name", "family_id", "family__name", "location_id", "location__name")
    rows = list(requisition_public().order_by().values_list(*names).distinct())

    def pairs(place: int) -> tuple[tuple[int, str], ...]:
        found = {row[place]: row[place + 1] for row in rows}
        return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))

    return Choices(teams=pairs(0), families=pairs(2), locations=pairs(4))


def opening_by_code(*, code: str) -> Requisition | None:
    """Return a public opening by its code."""
    return requisition_public().filter(code=code).first()
