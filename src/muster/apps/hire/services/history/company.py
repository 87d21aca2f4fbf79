"""Departments become teams, offices become locations: known by their name, or added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from muster.apps.core.ledger import create_many
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.text import cut
from muster.apps.org.models import Location, Team
from muster.tables.vendors.shapes import Department, Office, Row

__all__ = ["NOWHERE", "load_departments", "load_offices", "place_named"]

NOWHERE = {"country": "ZZ", "time_zone": "UTC", "currency": "XXX"}
"""What the standards have for a country and a currency that are not known."""


def load_departments(context: Context, rows: Sequence[Row]) -> None:
    """Load departments, each after the one that it is in. Those that stand in a circle are refused."""
    sorted_out = sort_out(context, "department", [(row, cast("Department", row.record)) for row in rows])
    waiting = {one.id: (row, one, digest) for row, one, digest in sorted_out.new}
    there = context.rows_of("department")
    while waiting:
        ready = [key for key, (_, one, _) in waiting.items() if one.parent not in waiting]
        if not ready:
            break
        _add_teams(context, [waiting.pop(key) for key in ready], there)
    circle = ", ".join(sorted(waiting)[:10])
    for row, one, _digest in waiting.values():
        sentence = _("It belongs to itself by way of others (%(circle)s); correct what it belongs to.") % {
            "circle": circle
        }
        context.report.refuse("department", row, one.id, "circle", sentence)
    values = {one.id: {"name": cut(one.name, 120)} for _, one, _, _ in sorted_out.changed}
    change_rows(context, "department", Team, sorted_out.changed, values)


def _add_teams(context: Context, ready: Sequence[tuple[Row, Department, str]], there: dict[str, int]) -> None:
    """Link departments to the teams that have their name in the same place, and add the others."""
    known = {
        (parent, name.casefold()): pk for parent, name, pk in Team.objects.values_list("parent", "name", "pk")
    }
    new: dict[tuple[int | None, str], Team] = {}
    for _row, one, _digest in ready:
        parent = there.get(one.parent)
        key = (parent, cut(one.name, 120).casefold())
        if key not in known and key not in new:
            new[key] = Team(name=cut(one.name, 120), parent_id=parent)
    created = create_many(Team, list(new.values()), CREATED, actor=context.actor)
    made = {key: team.pk for key, team in zip(new, created, strict=True)}
    links = []
    for row, one, digest in ready:
        key = (there.get(one.parent), cut(one.name, 120).casefold())
        own = key in made
        there[one.id] = made.pop(key) if own else known[key]
        known[key] = there[one.id]
        context.report.tell("created" if own else "linked", "department", row, one.id)
        links.append((one.id, there[one.id], digest, int(own)))
    context.links.add("department", links)


def load_offices(context: Context, rows: Sequence[Row]) -> None:
    """Load offices. Of a new one the country, the time zone and the currency are not known, which is said."""
    sorted_out = sort_out(context, "office", [(row, cast("Office", row.record)) for row in rows])
    known = {name.casefold(): pk for name, pk in Location.objects.values_list("name", "pk")}
    links = []
    for row, one, digest in sorted_out.new:
        name = cut(one.name, 100)
        own = name.casefold() not in known
        if own:
            known[name.casefold()] = place_named(context, name, cut(one.city or name, 100)).pk
            sentence = _("Its country, time zone and currency are not known; fill them in.")
            context.report.tell("created", "office", row, one.id, code="nowhere", sentence=sentence)
        else:
            context.report.tell("linked", "office", row, one.id)
        links.append((one.id, known[name.casefold()], digest, int(own)))
    context.links.add("office", links)
    context.kept.pop("office", None)
    values = {
        one.id: {"name": cut(one.name, 100), "city": cut(one.city or one.name, 100)}
        for _, one, _, _ in sorted_out.changed
    }
    change_rows(context, "office", Location, sorted_out.changed, values)


def place_named(context: Context, name: str, city: str) -> Location:
    """Add a location of which no more is known than its name."""
    [place] = create_many(Location, [Location(name=name, city=city, **NOWHERE)], CREATED, actor=context.actor)
    return place
