"""Departments become teams, offices become locations: known by their name, or added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from muster.apps.core.ledger import create_many
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.text import cut
from muster.apps.org.models import Location, Team
from muster.tables.vendors.shapes import Department, Office, Row, known

__all__ = ["NOWHERE", "is_time_zone", "load_departments", "load_offices", "place_named"]

NOWHERE = {"country": "ZZ", "time_zone": "UTC", "currency": "XXX"}
"""What the standards have for a country and a currency that are not known."""

_COUNTRY, _CURRENCY = re.compile("[A-Z]{2}"), re.compile("[A-Z]{3}")


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
    taken = {
        (parent, name.casefold()): pk for parent, name, pk in Team.objects.values_list("parent", "name", "pk")
    }
    new: dict[tuple[int | None, str], Team] = {}
    for _row, one, _digest in ready:
        parent = there.get(one.parent)
        key = (parent, cut(one.name, 120).casefold())
        if key not in taken and key not in new:
            new[key] = Team(name=cut(one.name, 120), parent_id=parent)
    created = create_many(Team, list(new.values()), CREATED, actor=context.actor)
    made = {key: team.pk for key, team in zip(new, created, strict=True)}
    links = []
    for row, one, digest in ready:
        key = (there.get(one.parent), cut(one.name, 120).casefold())
        own = key in made
        there[one.id] = made.pop(key) if own else taken[key]
        taken[key] = there[one.id]
        context.report.tell("created" if own else "linked", "department", row, one.id)
        links.append((one.id, there[one.id], digest, int(own)))
    context.links.add("department", links)


def load_offices(context: Context, rows: Sequence[Row]) -> None:
    """Load offices. Of a new one the country, the time zone and the currency are not known, which is said."""
    sorted_out = sort_out(context, "office", [(row, cast("Office", row.record)) for row in rows])
    there = {name.casefold(): pk for name, pk in Location.objects.values_list("name", "pk")}
    links = []
    for row, one, digest in sorted_out.new:
        name = cut(one.name, 100)
        own = name.casefold() not in there
        if own:
            where = _where(one)
            there[name.casefold()] = place_named(context, name, cut(one.city or name, 100), where).pk
            sentence = _("Its country, time zone and currency are not known; fill them in.")
            code, remark = ("nowhere", sentence) if where == NOWHERE else ("", "")
            context.report.tell("created", "office", row, one.id, code=code, sentence=remark)
        else:
            context.report.tell("linked", "office", row, one.id)
        links.append((one.id, there[name.casefold()], digest, int(own)))
    context.links.add("office", links)
    context.kept.pop("office", None)
    values = {
        one.id: {"name": cut(one.name, 100), "city": cut(one.city or one.name, 100)}
        for _, one, _, _ in sorted_out.changed
    }
    change_rows(context, "office", Location, sorted_out.changed, values)


def _where(one: Office) -> Mapping[str, str]:
    """Return the country, time zone and currency of an office, as far as they are told and there are such."""
    country, zone, currency = (known(told, "") for told in (one.country, one.time_zone, one.currency))
    return {
        "country": country if _COUNTRY.fullmatch(country) else NOWHERE["country"],
        "time_zone": zone if is_time_zone(zone) else NOWHERE["time_zone"],
        "currency": currency if _CURRENCY.fullmatch(currency) else NOWHERE["currency"],
    }


@cache
def is_time_zone(name: str) -> bool:
    """Return whether there is a time zone of this name; to ask for all of them reads many files."""
    return name in available_timezones()


def place_named(context: Context, name: str, city: str, where: Mapping[str, str] = NOWHERE) -> Location:
    """Add a location; of many no more is known than the name."""
    [place] = create_many(Location, [Location(name=name, city=city, **where)], CREATED, actor=context.actor)
    return place
