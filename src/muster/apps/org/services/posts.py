"""Posts: what somebody does, where, and under whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from muster.apps.core.text import fold
from muster.apps.org.models import Employee, JobFamily, Level, Location, Team

__all__ = ["Post", "search_text_of"]

PARTS = ("team", "level", "family", "location", "manager")


@dataclass(frozen=True)
class Post:
    """What an employee does at the company. Only the head of the company has no manager."""

    team: Team
    level: Level
    family: JobFamily
    location: Location
    manager: Employee | None = None

    def give_to(self, employee: Employee) -> None:
        """Put the employee into this post, unsaved."""
        for part in PARTS:
            setattr(employee, part, getattr(self, part))

    def difference_to(self, employee: Employee) -> dict[str, Any]:
        """Return the parts that would change: `{"team": [old key, new key]}`."""
        keys = {part: (getattr(employee, f"{part}_id"), _key(getattr(self, part))) for part in PARTS}
        return {part: [old, new] for part, (old, new) in keys.items() if old != new}


def search_text_of(employee: Employee) -> str:
    """Return what `Employee.search_text` must be."""
    return fold(f"{employee.sort_name} {employee.name} {employee.code}")


def _key(row: Team | Level | JobFamily | Location | Employee | None) -> int | None:
    return None if row is None else row.pk
