"""A small company: two divisions, three teams, and people in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.org.models import Employee, JobFamily, Level, Location, Team, Track
from muster.apps.org.services.catalogue import (
    LevelContent,
    LocationContent,
    family_create,
    level_create,
    location_create,
)
from muster.apps.org.services.employees import employee_hire
from muster.apps.org.services.posts import Post
from muster.apps.org.services.teams import team_create

LONG_AGO = date(2022, 3, 1)


@dataclass
class Company:
    """The company, and how to add to it."""

    locations: dict[str, Location]
    families: dict[str, JobFamily]
    levels: dict[str, Level]
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Employee] = field(default_factory=dict)

    def add_team(self, name: str, under: str = "") -> Team:
        self.teams[name] = team_create(actor=None, name=name, parent=self.teams.get(under))
        return self.teams[name]

    def post(self, team: str, under: str = "", **parts: Any) -> Post:
        given = {
            "level": self.levels["L5"],
            "family": self.families["Engineer"],
            "location": self.locations["London"],
        }
        return Post(team=self.teams[team], manager=self.people.get(under), **{**given, **parts})

    def hire(
        self, name: str, team: str, under: str = "", *, starts_on: date = LONG_AGO, **values: Any
    ) -> Employee:
        number = len(self.people) + 1
        handle = f"e{number}@company.example"
        post = values.pop("post", None) or self.post(team, under)
        self.people[name] = employee_hire(
            actor=None,
            code=values.pop("code", f"E-{number:04d}"),
            name=name,
            email=values.pop("email", handle),
            post=post,
            starts_on=starts_on,
            **values,
        )
        return self.people[name]


@pytest.fixture
def empty_company(db: None) -> Company:
    """Locations, families and levels; nobody works here yet."""
    places = {
        "London": LocationContent("London", "London", "GB", "Europe/London", "GBP", "ENG"),
        "Jakarta": LocationContent("Jakarta", "Jakarta", "ID", "Asia/Jakarta", "IDR"),
        "Cairo": LocationContent("Cairo", "Cairo", "EG", "Africa/Cairo", "EGP"),
    }
    levels = (
        LevelContent("L4", "Member", 4),
        LevelContent("L5", "Senior", 5),
        LevelContent("M2", "Director", 7, Track.MANAGER),
    )
    return Company(
        locations={name: location_create(actor=None, content=one) for name, one in places.items()},
        families={name: family_create(actor=None, name=name) for name in ("Engineer", "Counsel")},
        levels={one.code: level_create(actor=None, content=one) for one in levels},
    )


@pytest.fixture
def company(empty_company: Company) -> Company:
    """Company > Research > (Models, Data), Company > Legal; Ada heads it, Ben Research."""
    company = empty_company
    for name, under in (
        ("Company", ""),
        ("Research", "Company"),
        ("Legal", "Company"),
        ("Models", "Research"),
        ("Data", "Research"),
    ):
        company.add_team(name, under)
    company.hire("Ada Abara", "Company")
    company.hire("Ben Okoye", "Research", "Ada Abara")
    company.hire("Eve Świątek", "Models", "Ben Okoye")
    company.hire("Dan van Dijk", "Data", "Ben Okoye", sort_name="Dijk, Dan van")
    company.hire(
        "Lea Roux",
        "Legal",
        "Ada Abara",
        post=company.post("Legal", "Ada Abara", family=company.families["Counsel"]),
    )
    return company


@pytest.fixture
def partner(make_user: Callable[..., User]) -> User:
    """Somebody who may change the organisation."""
    return make_user(Role.PEOPLE_PARTNER, name="Pia Partner")


@pytest.fixture
def colleague(make_user: Callable[..., User]) -> User:
    """Somebody who may look at it."""
    return make_user(Role.EMPLOYEE, name="Cor Colleague")


@pytest.fixture
def stranger(make_user: Callable[..., User]) -> User:
    """Somebody without a role."""
    return make_user(name="Sam Stranger")


@pytest.fixture
def ledger_holds(db: None) -> Callable[[], None]:
    """Check that the ledger tells of everything."""

    def check() -> None:
        assert [finding.sentence for finding in verify_ledger()] == []

    return check
