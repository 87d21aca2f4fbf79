"""The tables of the organisation."""

from muster.apps.org.models.imports import EmployeeImport
from muster.apps.org.models.people import Employee, EndReason, Spell
from muster.apps.org.models.places import Location
from muster.apps.org.models.structure import JobFamily, Level, Team, Track

__all__ = [
    "Employee",
    "EmployeeImport",
    "EndReason",
    "JobFamily",
    "Level",
    "Location",
    "Spell",
    "Team",
    "Track",
]
