"""Loading a whole company at once, the fictional one, by bulk writes with an entry in the ledger for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many, create_many, writing
from muster.apps.org.models import Employee, EndReason, JobFamily, Level, Location, Spell, Team, Track
from muster.apps.org.services.activity import covers
from muster.apps.org.services.posts import search_text_of
from muster.apps.org.trees import generations

if TYPE_CHECKING:
    from muster.demo.organisation import Organisation
    from muster.demo.organisation.records import Assignment

__all__ = ["LoadedOrganisation", "load_organisation"]

REASONS = {
    "resigned": EndReason.RESIGNED,
    "dismissed": EndReason.DISMISSED,
    "end of contract": EndReason.CONTRACT,
}
TRACKS = {"contributor": Track.INDIVIDUAL, "manager": Track.MANAGER}


@dataclass(frozen=True)
class LoadedOrganisation:
    """What was stored, by the ids of the company loaded; families by name."""

    locations: Mapping[str, Location]
    levels: Mapping[str, Level]
    families: Mapping[str, JobFamily]
    teams: Mapping[str, Team]
    employees: Mapping[str, Employee]


def load_organisation(
    *, organisation: Organisation, today: date, users: Mapping[str, User] | None = None
) -> LoadedOrganisation:
    """Store a company as it is on a day, in an empty site; `users` are accounts by the ids of their employees."""
    with writing(savepoint=False):
        loaded = LoadedOrganisation(
            locations=_load_locations(organisation),
            levels=_load_levels(organisation),
            families=_load_families(organisation),
            teams=_load_teams(organisation),
            employees={},
        )
        employees = _load_employees(organisation, loaded, today, users or {})
        _load_spells(organisation, employees)
        _load_leads(organisation, loaded.teams, employees)
    return LoadedOrganisation(loaded.locations, loaded.levels, loaded.families, loaded.teams, employees)


def _load_locations(organisation: Organisation) -> dict[str, Location]:
    rows = [
        Location(
            name=one.city,
            city=one.city,
            country=one.country,
            subdivision=one.subdivision,
            time_zone=one.time_zone,
            currency=one.currency,
        )
        for one in organisation.places
    ]
    created = create_many(Location, rows, "location.load", actor=None)
    return {one.id: row for one, row in zip(organisation.places, created, strict=True)}


def _load_levels(organisation: Organisation) -> dict[str, Level]:
    rows = [
        Level(code=one.id, title=one.title, track=TRACKS[one.ladder], rank=one.rank)
        for one in organisation.levels
    ]
    return {row.code: row for row in create_many(Level, rows, "level.load", actor=None)}


def _load_families(organisation: Organisation) -> dict[str, JobFamily]:
    rows = [JobFamily(name=one.name) for one in organisation.families]
    return {row.name: row for row in create_many(JobFamily, rows, "family.load", actor=None)}


def _load_teams(organisation: Organisation) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for group in generations(
        organisation.teams, key=lambda team: team.id, parent=lambda team: team.parent_id
    ):
        rows = [Team(name=one.name, parent=teams.get(one.parent_id or "")) for one in group]
        created = create_many(Team, rows, "team.load", actor=None)
        teams |= {one.id: row for one, row in zip(group, created, strict=True)}
    return teams


def _load_employees(
    organisation: Organisation, loaded: LoadedOrganisation, today: date, users: Mapping[str, User]
) -> dict[str, Employee]:
    """Add everybody in the post that they have on the day, or had last, or will have first."""
    posts = _posts_on(organisation, today)
    here = _working_on(organisation, today)
    people: dict[str, Employee] = {}
    for group in generations(
        [one for one in organisation.employees if one.id in posts],
        key=lambda one: one.id,
        parent=lambda one: posts[one.id].manager_id,
    ):
        rows = []
        for one in group:
            post = posts[one.id]
            row = Employee(
                code=one.id,
                user=users.get(one.id),
                name=one.name.display_name,
                sort_name=one.name.sort_name,
                email=one.email,
                team=loaded.teams[post.team_id],
                level=loaded.levels[post.level_id],
                family=loaded.families[post.family],
                location=loaded.locations[post.location_id],
                manager=people.get(post.manager_id or ""),
                is_active=one.id in here,
            )
            row.search_text = search_text_of(row)
            rows.append(row)
        people |= {row.code: row for row in create_many(Employee, rows, "employee.load", actor=None)}
    return people


def _posts_on(organisation: Organisation, today: date) -> dict[str, Assignment]:
    """Return everybody's last post that begins by the day, or their first where none does."""
    holders = {spell.id: spell.employee_id for spell in organisation.spells}
    posts: dict[str, Assignment] = {}
    for one in sorted(organisation.assignments, key=lambda one: one.from_on):
        holder = holders[one.spell_id]
        if one.from_on <= today or holder not in posts:
            posts[holder] = one
    return posts


def _working_on(organisation: Organisation, today: date) -> set[str]:
    ends = {one.spell_id: one.last_day for one in organisation.departures}
    return {
        spell.employee_id
        for spell in organisation.spells
        if covers(spell.started_on, ends.get(spell.id), today)
    }


def _load_spells(organisation: Organisation, people: Mapping[str, Employee]) -> None:
    ends = {one.spell_id: one for one in organisation.departures}
    rows = []
    for one in organisation.spells:
        if one.employee_id not in people:
            continue
        end = ends.get(one.id)
        rows.append(
            Spell(
                employee=people[one.employee_id],
                starts_on=one.started_on,
                ends_on=None if end is None else end.last_day,
                reason="" if end is None else REASONS[end.reason],
            )
        )
    create_many(Spell, rows, "spell.load", actor=None)


def _load_leads(
    organisation: Organisation, teams: Mapping[str, Team], people: Mapping[str, Employee]
) -> None:
    """Say who leads each team: the last who took it over, if they work here."""
    leads: dict[int, Employee] = {}
    for one in sorted(organisation.leaderships, key=lambda one: one.from_on):
        person = people.get(one.employee_id)
        if person is not None and person.is_active and one.team_id in teams:
            leads[teams[one.team_id].pk] = person
    with change_many(Team, list(leads), "team.load", actor=None) as rows:
        for row in rows:
            row.lead = leads[row.pk]
        Team.objects.bulk_update(rows, ("lead",), batch_size=500)
