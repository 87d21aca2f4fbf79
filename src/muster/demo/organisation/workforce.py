"""The people at the company: they join, lead, move, are promoted, leave, and some come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TypeVar

import numpy as np

from muster.demo.cultures import CULTURES
from muster.demo.organisation.addresses import WORK_DOMAIN, MailBook, handle_of
from muster.demo.organisation.directory import Directory, Post, aptness
from muster.demo.organisation.growth import WINDOW_OPENS_ON, Month
from muster.demo.organisation.ladders import LEVELS, NEXT_LEVEL
from muster.demo.organisation.places import PLACES
from muster.demo.organisation.records import Departure, DepartureReason, Employee, Spell
from muster.demo.organisation.units import UNITS, Unit
from muster.demo.people import Namer, PersonName
from muster.demo.workdays import midnight, workday_from
from muster.demo.world import World

__all__ = ["Newcomer", "Workforce"]

LEVEL_SHARES = {"L3": 0.12, "L4": 0.35, "L5": 0.33, "L6": 0.16, "L7": 0.04}
AT_HOME = 0.75
LEAVES_AT = time(18)
LEAVES_AFTER = timedelta(days=150)
RETURNS_AFTER = timedelta(days=120)
PROMOTED_AFTER = timedelta(days=330)
PROMOTED = 0.2
TRANSFERS_A_MONTH = 0.004
TRANSFERS_AFTER = timedelta(days=270)
LEADS_AFTER = timedelta(days=180)
LEAVING_WEIGHT = {"contributor": 1.0, "manager": 0.35}
REASONS: tuple[tuple[DepartureReason, float], ...] = (
    ("resigned", 0.75), ("dismissed", 0.13), ("end of contract", 0.12),
)  # fmt: skip

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who will join: who they are, what they were hired for, and by which application."""

    name: PersonName
    team_id: str
    level_id: str
    family: str
    location_id: str
    application_id: str | None = None
    employee_id: str | None = None
    fixed: bool = False


class Workforce:
    """Everybody who works at the company, or has, and the directory of those who do now."""

    def __init__(self, world: World, namer: Namer) -> None:
        self._world = world
        self._namer = namer
        self._mail = MailBook()
        self._names = world.stream("organisation/staff/names")
        self._posts = world.stream("organisation/staff/posts")
        self._exits = world.stream("organisation/staff/departures")
        self._careers = world.stream("organisation/staff/careers")
        self._awaiting_lead: list[str] = []
        self._gone: list[Post] = []
        self.directory = Directory()
        self.employees: list[Employee] = []
        self.spells: list[Spell] = []
        self.departures: list[Departure] = []
        self.promised: dict[str, int] = dict.fromkeys(UNITS, 0)
        self._plan_units()

    def plan(self, months: Sequence[Month]) -> None:
        """Plan departures, promotions and transfers of all months; who joins is planned by those who hire."""
        clock = self._world.clock
        for month in months:
            if month.first.month in (3, 9):
                clock.at(midnight(workday_from(month.first)), self._promote)
            clock.at(midnight(workday_from(month.first + timedelta(days=14))), self._transfer)
            for day in month.leaving:
                clock.at(datetime.combine(day, LEAVES_AT, clock.now.tzinfo), self._leave)

    def join(self, newcomer: Newcomer) -> None:
        """Take somebody on today."""
        today = self._world.clock.now.date()
        employee_id = newcomer.employee_id or self._world.issue_id("E")
        self.employees.append(
            Employee(employee_id, newcomer.name, self._mail.issue(handle_of(newcomer.name), WORK_DOMAIN))
        )
        post = Post(
            employee_id=employee_id,
            spell_id=self._world.issue_id("SP"),
            joined_on=today,
            team_id=newcomer.team_id,
            level_id=newcomer.level_id,
            family=newcomer.family,
            location_id=newcomer.location_id,
            fixed=newcomer.fixed,
        )
        self.spells.append(Spell(post.spell_id, employee_id, today, newcomer.application_id))
        if newcomer.team_id in self._awaiting_lead and not newcomer.fixed:
            self._awaiting_lead.remove(newcomer.team_id)
            self.directory.install_lead(post, newcomer.team_id, today, "joined")
        else:
            self.directory.place(post, today, "joined")

    def join_directly(self) -> None:
        """Take somebody on today whose hiring is not on record; first of all those who are to lead a unit."""
        awaiting = [UNITS[unit] for unit in self._awaiting_lead if self._can_open(UNITS[unit])]
        unit = awaiting[0] if awaiting else self.neediest_team(self._posts)
        culture = CULTURES[int(self._posts.integers(len(CULTURES)))]
        self.join(
            Newcomer(
                name=self._namer.draw_of(culture, self._names),
                team_id=unit.id,
                level_id=draw_level(self._posts),
                family=unit.families[0][0] if awaiting else draw_weighted(unit.families, self._posts),
                location_id=draw_place(unit, self._posts),
            )
        )

    def rejoin(self) -> None:
        """Take back somebody who left long enough ago, as a contributor; anybody else if there is none."""
        today = self._world.clock.now.date()
        known = {departure.spell_id: departure.last_day for departure in self.departures}
        able = [post for post in self._gone if known[post.spell_id] + RETURNS_AFTER <= today]
        if not able:
            self.join_directly()
            return
        before = able[int(self._posts.integers(len(able)))]
        self._gone.remove(before)
        post = Post(
            employee_id=before.employee_id,
            spell_id=self._world.issue_id("SP"),
            joined_on=today,
            team_id=before.team_id,
            level_id=before.level_id if before.is_contributor else "L6",
            family=before.family,
            location_id=before.location_id,
        )
        self.spells.append(Spell(post.spell_id, post.employee_id, today, None))
        self.directory.place(post, today, "rejoined")

    def neediest_team(self, rng: np.random.Generator) -> Unit:
        """Draw a team to grow: an open one, the likelier the further it is below its share of the people."""
        teams = [unit for unit in UNITS.values() if unit.kind == "team" and self.directory.is_open(unit.id)]
        sizes = np.array([self.directory.size(one.id) + self.promised[one.id] for one in teams], dtype=float)
        shares = np.array([one.size for one in teams])
        wanted = shares / shares.sum() * (sizes.sum() + len(teams)) - sizes
        weights = np.maximum(wanted, 0.02)
        return teams[int(rng.choice(len(teams), p=weights / weights.sum()))]

    def _plan_units(self) -> None:
        for unit in sorted(UNITS.values(), key=lambda unit: unit.planned_on):
            day = workday_from(unit.planned_on)
            self._world.clock.at(midnight(day), partial(self._open, unit))

    def _open(self, unit: Unit) -> None:
        """Open a unit under somebody from its division once the company is grown; before, await a lead."""
        today = self._world.clock.now.date()
        if today >= WINDOW_OPENS_ON:
            chosen = self._from_within(unit, today)
            if chosen is not None:
                self.directory.install_lead(chosen, unit.id, today, "appointed to lead")
                return
        self._awaiting_lead.append(unit.id)

    def _from_within(self, unit: Unit, today: date) -> Post | None:
        families = {family for family, _ in unit.families}
        fit = [
            post
            for post in self.directory
            if UNITS[post.team_id].parent_id == unit.parent_id
            and post.family in families
            and post.is_contributor
            and not post.fixed
            and post.joined_on + LEADS_AFTER <= today
        ]
        return max(fit, key=aptness, default=None)

    def _can_open(self, unit: Unit) -> bool:
        return unit.parent_id is None or unit.parent_id in self.directory.leads

    def _leave(self) -> None:
        """Let somebody's last day end: seldom a manager, never the head of a division or of the company."""
        today = self._world.clock.now.date()
        able = [
            post
            for post in self.directory
            if not post.fixed
            and UNITS[post.team_id].kind == "team"
            and post.joined_on + LEAVES_AFTER <= today
        ]
        if not able:
            return
        weights = np.array([LEAVING_WEIGHT[LEVELS[post.level_id].ladder] for post in able])
        post = able[int(self._exits.choice(len(able), p=weights / weights.sum()))]
        self.departures.append(Departure(post.spell_id, today, draw_weighted(REASONS, self._exits)))
        vacant = self.directory.remove(post, today)
        if vacant is not None:
            self._awaiting_lead.append(vacant)
        self._gone.append(post)

    def _promote(self) -> None:
        today = self._world.clock.now.date()
        for post in list(self.directory):
            able = not post.fixed and post.level_since + PROMOTED_AFTER <= today
            if able and post.level_id in NEXT_LEVEL and self._careers.random() < PROMOTED:
                self.directory.promote(post, NEXT_LEVEL[post.level_id], today)

    def _transfer(self) -> None:
        today = self._world.clock.now.date()
        able = [
            post
            for post in self.directory
            if post.is_contributor and not post.fixed and post.joined_on + TRANSFERS_AFTER <= today
        ]
        for post in able:
            if self._careers.random() < TRANSFERS_A_MONTH and (teams := self._neighbours(post)):
                self.directory.transfer(post, teams[int(self._careers.integers(len(teams)))], today)

    def _neighbours(self, post: Post) -> Sequence[str]:
        """Return the other open teams that have work for somebody."""
        return [
            unit.id
            for unit in UNITS.values()
            if unit.id in self.directory.leads
            and unit.kind == "team"
            and unit.id != post.team_id
            and post.family in {family for family, _ in unit.families}
        ]


def draw_weighted(choices: Sequence[tuple[_Item, float]], rng: np.random.Generator) -> _Item:
    """Draw one of the items by their weights."""
    total = sum(weight for _, weight in choices)
    left = float(rng.random()) * total
    for item, weight in choices:
        left -= weight
        if left < 0:
            return item
    return choices[-1][0]


def draw_level(rng: np.random.Generator) -> str:
    """Draw the level at which a contributor is hired."""
    return draw_weighted(tuple(LEVEL_SHARES.items()), rng)


def draw_place(unit: Unit, rng: np.random.Generator) -> str:
    """Draw where somebody of a unit works: mostly at its home."""
    if rng.random() < AT_HOME:
        return unit.location_id
    return draw_weighted([(place.id, place.share) for place in PLACES], rng)
