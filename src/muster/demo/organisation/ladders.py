"""Levels and job families: the two ladders, what each kind of work is called, and how it is hired for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from muster.demo import org

__all__ = ["FAMILIES", "LEVELS", "NEXT_LEVEL", "JobFamily", "Ladder", "Level", "job_title"]

Ladder = Literal["contributor", "manager"]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a ladder. `rank` orders the steps of both ladders by scope: M1 has that of L6."""

    id: str
    title: str
    ladder: Ladder
    rank: int


LEVELS: Mapping[str, Level] = {
    level.id: level
    for level in (
        *(Level(one.id, one.title, "contributor", int(one.id[1:])) for one in org.LEVELS),
        Level("L8", "Distinguished", "contributor", 8),
        Level("M1", "Manager", "manager", 6),
        Level("M2", "Senior Manager", "manager", 7),
        Level("M3", "Director", "manager", 8),
        Level("M4", "Vice President", "manager", 9),
        Level("M5", "Chief Executive", "manager", 10),
    )
}


NEXT_LEVEL: Mapping[str, str] = {
    "L3": "L4", "L4": "L5", "L5": "L6", "L6": "L7", "L7": "L8", "M2": "M3",
}  # fmt: skip
"""To which level people are promoted in the same post; other levels come with an appointment."""


@dataclass(frozen=True, slots=True)
class JobFamily:
    """A kind of work. `plan` names the plan by which it is hired for, in `muster.demo.organisation.plans`."""

    name: str
    plan: str


_RESEARCH = ("Research Scientist", "Research Engineer")
_ENGINEERING = (
    "Software Engineer",
    "Infrastructure Engineer",
    "Robotics Engineer",
    "Security Engineer",
    "Data Engineer",
)
_BUSINESS = (
    "Product Manager",
    "Designer",
    "Policy Analyst",
    "Account Manager",
    "Solutions Engineer",
    "Support Specialist",
    "Marketer",
    "Recruiter",
    "People Partner",
    "Finance Analyst",
    "Counsel",
    "Operations Specialist",
)

FAMILIES: Mapping[str, JobFamily] = {
    name: JobFamily(name, plan)
    for plan, names in (("research", _RESEARCH), ("engineering", _ENGINEERING), ("business", _BUSINESS))
    for name in names
}

_UNQUALIFIED = "L4"
"""The level whose title goes without saying: a Member of the Designers is a Designer."""


def job_title(family: str, level_id: str, team: str) -> str:
    """Return what a post is called: `Senior Designer, Design`; `Director, Kernels`."""
    level = LEVELS[level_id]
    if level.ladder == "manager":
        return f"{level.title}, {team}"
    grade = "" if level_id == _UNQUALIFIED else f"{level.title} "
    return f"{grade}{family}, {team}"
