"""The facts about people and posts that the organisation keeps; once written, none of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from muster.demo.organisation.units import Kind
from muster.demo.people import PersonName

__all__ = [
    "Assignment",
    "AssignmentReason",
    "Departure",
    "DepartureReason",
    "Employee",
    "Leadership",
    "Spell",
    "Team",
]

DepartureReason = Literal["resigned", "dismissed", "end of contract"]
AssignmentReason = Literal["joined", "rejoined", "promotion", "transfer", "appointed to lead", "new manager"]


@dataclass(frozen=True, slots=True)
class Team:
    """A node of the tree of teams, from the day on which it has a lead."""

    id: str
    name: str
    kind: Kind
    parent_id: str | None
    location_id: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Leadership:
    """Somebody leads a team from a day on, until somebody else does or they leave."""

    team_id: str
    employee_id: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works, or has worked, at the company."""

    id: str
    name: PersonName
    email: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A period of employment. `application_id` is that by which the person was hired, where it is known."""

    id: str
    employee_id: str
    started_on: date
    application_id: str | None


@dataclass(frozen=True, slots=True)
class Departure:
    """The end of a spell; `last_day` is the last of the employment."""

    spell_id: str
    last_day: date
    reason: DepartureReason


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody does from a day on, until the next assignment of the spell or its end.

    `manager_id` is None for the head of the company only.
    """

    spell_id: str
    from_on: date
    team_id: str
    level_id: str
    family: str
    title: str
    location_id: str
    manager_id: str | None
    reason: AssignmentReason
