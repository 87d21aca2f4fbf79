"""What loading needs of the rows that were loaded before: the company, by the ids of the fictional one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muster.apps.accounts.models import User
from muster.apps.org.models import JobFamily, Level, Location, Team

__all__ = ["Staff"]


@dataclass(frozen=True)
class Staff:
    """Teams, levels and so on by the fictional company's ids; families by name; users by employee id."""

    teams: Mapping[str, Team]
    levels: Mapping[str, Level]
    families: Mapping[str, JobFamily]
    locations: Mapping[str, Location]
    users: Mapping[str, User]
