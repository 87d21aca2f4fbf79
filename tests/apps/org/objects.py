"""What the walk over all addresses asks for in the organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import uuid4

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.org.models import Employee, JobFamily, Level, Location, Team
from muster.apps.org.services.catalogue import (
    LevelContent,
    LocationContent,
    family_create,
    level_create,
    location_create,
)
from muster.apps.org.services.employees import employee_hire
from muster.apps.org.services.imports.requests import import_check
from muster.apps.org.services.posts import Post
from muster.apps.org.services.teams import team_create

__all__ = ["OBJECTS"]


def unique(text: str) -> str:
    return f"{text} {uuid4().hex[:6]}"


def make_team() -> Team:
    return team_create(actor=None, name=unique("Team"))


def make_location() -> Location:
    content = LocationContent(unique("London"), "London", "GB", "Europe/London", "GBP")
    return location_create(actor=None, content=content)


def make_level() -> Level:
    return level_create(actor=None, content=LevelContent(uuid4().hex[:6], "Senior", 5))


def make_family() -> JobFamily:
    return family_create(actor=None, name=unique("Engineer"))


def make_employee(person: User) -> Employee:
    """Add an employee who is this person."""
    return employee_hire(
        actor=None,
        code=uuid4().hex[:8],
        name=person.name,
        email=f"{uuid4().hex[:8]}@company.example",
        post=Post(make_team(), make_level(), make_family(), make_location()),
        starts_on=date(2024, 1, 1),
        user=person,
    )


@cache
def anybodys(make: Callable[[], Any]) -> Callable[[User], Any]:
    return lambda person: make()


@cache
def keyed(make: Callable[[User], Any]) -> Callable[[User], Mapping[str, Any]]:
    return lambda person: {"pk": make(person).pk}


def make_import(person: User, content: bytes = b"") -> Any:
    email = f"{uuid4().hex[:8]}@example.com"
    partner = user_create(actor=None, email=email, name="Pia Partner", roles=[Role.PEOPLE_PARTNER])
    return import_check(actor=partner, name="people.csv", content=content)


_MAKERS: dict[str, Callable[[User], Any]] = {
    "team": anybodys(make_team),
    "team-edit": anybodys(make_team),
    "employee": make_employee,
    "employee-post": make_employee,
    "employee-name": make_employee,
    "employee-leave": make_employee,
    "employee-return": make_employee,
    "location-edit": anybodys(make_location),
    "level-edit": anybodys(make_level),
    "family-edit": anybodys(make_family),
    "import": make_import,
    "import-columns": partial(make_import, content=b"Who,Since\nIda,2026-01-31\n"),
    "import-progress": make_import,
    "import-apply": make_import,
    "import-give-up": make_import,
}
OBJECTS = {f"org:{name}": keyed(make) for name, make in _MAKERS.items()}
OBJECTS |= {f"api:{name}": OBJECTS[f"org:{name}"] for name in ("team", "employee")}
