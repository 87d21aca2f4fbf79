"""Changing what posts are made of: locations, job families, levels."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.core.models import Record
from muster.apps.org.models import JobFamily, Level, Location, Track
from muster.apps.org.services.saving import require_change, save

__all__ = [
    "LevelContent",
    "LocationContent",
    "family_create",
    "family_rename",
    "level_change",
    "level_create",
    "location_change",
    "location_create",
]


@dataclass(frozen=True)
class LocationContent:
    """What is to be known of a location. See `Location`."""

    name: str
    city: str
    country: str
    time_zone: str
    currency: str
    subdivision: str = ""


@dataclass(frozen=True)
class LevelContent:
    """What is to be known of a level. See `Level`."""

    code: str
    title: str
    rank: int
    track: Track = Track.INDIVIDUAL


def location_create(*, actor: User | None, content: LocationContent) -> Location:
    """Add a location."""
    location = Location(**asdict(content))
    _write(location, "location.create", actor)
    return location


def location_change(
    *, actor: User | None, location: Location, content: LocationContent, seen: int | None = None
) -> None:
    """Change what is known of a location."""
    _write(location, "location.change", actor, content=asdict(content), seen=seen)


def family_create(*, actor: User | None, name: str) -> JobFamily:
    """Add a job family."""
    family = JobFamily(name=name.strip())
    _write(family, "family.create", actor)
    return family


def family_rename(*, actor: User | None, family: JobFamily, name: str, seen: int | None = None) -> None:
    """Give a job family another name."""
    _write(family, "family.rename", actor, content={"name": name.strip()}, seen=seen)


def level_create(*, actor: User | None, content: LevelContent) -> Level:
    """Add a level."""
    level = Level(**asdict(content))
    _write(level, "level.create", actor)
    return level


def level_change(*, actor: User | None, level: Level, content: LevelContent, seen: int | None = None) -> None:
    """Change a level."""
    _write(level, "level.change", actor, content=asdict(content), seen=seen)


def _write(
    row: Record,
    action: str,
    actor: User | None,
    *,
    content: dict[str, object] | None = None,
    seen: int | None = None,
) -> None:
    require_change(actor)
    with change(row, action, actor=actor, seen=seen):
        for name, value in (content or {}).items():
            setattr(row, name, value)
        save(row)
