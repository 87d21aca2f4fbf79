"""Where and at what the company works: locations, teams and levels."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LEVELS", "LOCATIONS", "TEAMS", "Level", "Location", "Team"]


@dataclass(frozen=True, slots=True)
class Location:
    """An office. `utc_offset` is in hours, the same all year round."""

    id: str
    city: str
    country: str
    utc_offset: int


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the individual contributors' ladder."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Team:
    """A team at its home office.

    `apart` teams keep to themselves: their candidates meet few interviewers from elsewhere, and they seldom
    interview for others.
    """

    id: str
    name: str
    location_id: str
    apart: bool = False


LOCATIONS = (
    Location("HL-L-LON", "London", "GB", 0),
    Location("HL-L-ZRH", "Zurich", "CH", 1),
    Location("HL-L-NBO", "Nairobi", "KE", 3),
    Location("HL-L-JKT", "Jakarta", "ID", 7),
)

LEVELS = (
    Level("L3", "Associate"),
    Level("L4", "Member"),
    Level("L5", "Senior"),
    Level("L6", "Staff"),
    Level("L7", "Principal"),
)

TEAMS = (
    Team("HL-T-01", "Learning Theory", "HL-L-LON"),
    Team("HL-T-02", "Models", "HL-L-LON"),
    Team("HL-T-03", "Data", "HL-L-NBO"),
    Team("HL-T-04", "Compute", "HL-L-ZRH"),
    Team("HL-T-05", "Platform", "HL-L-JKT"),
    Team("HL-T-06", "Robotics", "HL-L-ZRH", apart=True),
)
