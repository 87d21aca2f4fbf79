"""What waves are looked for in: our own departures, moves between others, and a stamp of what they rest on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import cast

from django.conf import settings
from django.db.models import Count, Max, Min, Sum

from muster.apps.core.text import fold
from muster.apps.market.bridge.shapes import Moved
from muster.apps.market.bridge.waves import Left, Sought
from muster.apps.market.models import Claim, Document, Organisation, Resolution, Source, WaveGroup, WaveScan
from muster.apps.market.selectors.market import market_derived
from muster.apps.org.models import EndReason, Spell, Team

__all__ = ["destinations", "organisation_own", "stamp_of", "waves_sought"]

YEARS = 3
DECIDED = (EndReason.DISMISSED, EndReason.REDUNDANT, EndReason.DIED)  # not by whoever left
BACK = timedelta(days=31)  # who is back within these days has not left
LIKELY = 0.5  # from which a move says where somebody went
APART = timedelta(
    days=400
)  # between somebody's last day and the day from which on a move was spoken of, at most

Scope = WaveScan.Scope


def organisation_own() -> Organisation | None:
    """Return which of the market's organisations is our own company: the one that somebody said is, else the one that
    is written as the company is.
    """
    rows = list(Organisation.objects.order_by("pk"))
    company = fold(settings.MUSTER_COMPANY)
    named = (one for one in rows if company in map(fold, (one.name, *one.aliases)))
    return next((one for one in rows if one.is_own), None) or next(named, None)


def waves_sought(*, scope: str, until: date, own: Organisation | None) -> Sought:
    """Return the departures of a scope in the three years up to a day, that day included; `own` is our company."""
    since = until - timedelta(days=round(365.25 * YEARS) - 1)
    if scope == Scope.OURS:
        return _ours(own, since, until)
    return _others(own, since, until)


def _others(own: Organisation | None, since: date, until: date) -> Sought:
    """Return the moves between other organisations, on the days on which they were first spoken of."""
    begins = Document.objects.aggregate(first=Min("published"))["first"]
    moves = [one for one in market_derived().moves if own is None or own not in (one.left, one.joined)]
    inside = [one for one in moves if since <= one.said_first <= until and one.probability > 0]
    return Sought(
        first=min(max(since, begins or until), until),
        last=until,
        departures=tuple(
            Left(one.key, one.said_first, one.probability, tuple(_groups_of_move(one)))
            for one in sorted(inside, key=lambda one: (one.said_first, one.key))
        ),
    )


def _groups_of_move(move: Moved) -> Iterable[tuple[str, str]]:
    if move.left is not None:
        yield WaveGroup.LEFT.value, str(move.left.pk)
    if move.joined is not None:
        yield WaveGroup.JOINED.value, str(move.joined.pk)
    roles = {" ".join(claim.role.split()).casefold() for claim in move.claims} - {""}
    for role in sorted(roles):
        yield WaveGroup.ROLE.value, role


def _ours(own: Organisation | None, since: date, until: date) -> Sought:
    """Return whose spell at our own company ended, with the headcount of each unit. Who was dismissed, made redundant
    or died, and who came back within a month, is left out.
    """
    spells = list(Spell.objects.select_related("employee").order_by("ends_on", "pk"))
    units = _units()
    starts: defaultdict[int, list[date]] = defaultdict(list)
    for one in spells:
        starts[one.employee_id].append(one.starts_on)
    left_out = {"decided": 0, "back": 0, "future": 0}
    gone = []
    for one in spells:
        if one.ends_on is None or one.ends_on < since:
            continue
        if one.reason in DECIDED:
            left_out["decided"] += one.ends_on <= until
        elif any(one.ends_on < day <= one.ends_on + BACK for day in starts[one.employee_id]):
            left_out["back"] += one.ends_on <= until
        elif one.ends_on > until:
            left_out["future"] += 1
        else:
            gone.append(one)
    went = {key: move.joined for key, move in destinations(own, gone, market_derived().moves).items()}
    begins = min((one.starts_on for one in spells), default=until)
    return Sought(
        first=min(max(since, begins), until),
        last=until,
        departures=tuple(_left(one, units, went.get(one.pk)) for one in gone),
        spells=tuple((str(units[one.employee.team_id]), one.starts_on, one.ends_on) for one in spells),
        left_out=left_out,
        month_ends=True,
    )


def _left(spell: Spell, units: Mapping[int, int], joined: Organisation | None) -> Left:
    employee = spell.employee
    unit = units[employee.team_id]
    # Of groups with the same departures the first is told: the one that says most.
    groups = [] if joined is None else [(WaveGroup.JOINED, joined.pk)]
    if employee.team_id != unit:
        groups.append((WaveGroup.TEAM, employee.team_id))
    groups += [(WaveGroup.UNIT, unit), (WaveGroup.LEVEL, employee.level_id)]
    named = tuple((group.value, str(key)) for group, key in groups)
    return Left(spell.pk, cast(date, spell.ends_on), 1.0, named, str(unit))


def _units() -> dict[int, int]:
    """Return for each team the part of the company that it is in: the one below the top."""
    parents = dict(Team.objects.values_list("pk", "parent"))

    def unit_of(key: int) -> int:
        above = parents[key]
        while above is not None and parents[above] is not None:
            key, above = above, parents[above]
        return key

    return {key: unit_of(key) for key in parents}


def destinations(own: Organisation | None, gone: Iterable[Spell], moves: Iterable[Moved]) -> dict[int, Moved]:
    """Return, by the keys of spells that ended, the move that the market holds for likely of somebody of that name.

    Where two people of one name left, or one is said to have gone to two places, it says of nobody where they went.
    """
    if own is None:
        return {}
    named: defaultdict[str, list[Spell]] = defaultdict(list)
    for one in gone:
        for name in {fold(one.employee.name), fold(one.employee.sort_name)}:
            named[name].append(one)
    found: defaultdict[int, list[Moved]] = defaultdict(list)
    for move in moves:
        if move.left != own or move.joined is None or move.probability < LIKELY:
            continue
        names = {fold(name) for name in (move.person.name, *move.person.aliases)}
        spells = {one.pk: one for name in names for one in named.get(name, ())}
        if len(spells) == 1:
            [spell] = spells.values()
            if spell.ends_on is not None and abs(move.said_first - spell.ends_on) <= APART:
                found[spell.pk].append(move)
    return {key: one[0] for key, one in found.items() if len(one) == 1}


def stamp_of(*, scope: str, until: date, own: Organisation | None) -> str:
    """Return a digest of what a scan rests on: it is another one once people left, or claims, what became known of
    them, grades, or which organisation is our own have changed.
    """
    key = None if own is None else own.pk
    versions = {"count": Count("pk"), "versions": Sum("version"), "last": Max("pk")}
    if scope == Scope.OURS:
        told = [
            Spell.objects.filter(ends_on__lte=until).aggregate(**versions),
            Claim.objects.filter(left=own).aggregate(**versions),
            Resolution.objects.filter(claim__left=own).aggregate(**versions),
        ]
    else:
        told = [
            Claim.objects.aggregate(**versions),
            Resolution.objects.aggregate(**versions),
            Source.objects.aggregate(**versions),
        ]
    return hashlib.sha256(repr((key, told)).encode()).hexdigest()
