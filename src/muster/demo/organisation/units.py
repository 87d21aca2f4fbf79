"""The tree of teams that the company grows into: the company, its divisions, and their teams.

A unit opens when its first lead joins or is appointed; the tables say when that is meant to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from muster.demo import org

__all__ = ["COMPANY_ID", "UNITS", "Kind", "Unit"]

Kind = Literal["company", "division", "team"]
COMPANY_ID = "HL-T-00"


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the tree as planned.

    `families` are the job families that work there and their shares; the first is that of its lead. `size` is
    its share of those who work in teams, relative to other teams.
    """

    id: str
    name: str
    kind: Kind
    parent_id: str | None
    location_id: str
    families: tuple[tuple[str, float], ...]
    size: float
    planned_on: date


_RS, _RE, _SW = "Research Scientist", "Research Engineer", "Software Engineer"
_INF, _ROB, _SEC, _DE = "Infrastructure Engineer", "Robotics Engineer", "Security Engineer", "Data Engineer"
_PM, _DES, _POL = "Product Manager", "Designer", "Policy Analyst"
_ACC, _SOL, _SUP, _MKT = "Account Manager", "Solutions Engineer", "Support Specialist", "Marketer"
_REC, _PPL, _FIN, _LAW = "Recruiter", "People Partner", "Finance Analyst", "Counsel"
_OPS = "Operations Specialist"

_LABS = ((_RS, 0.5), (_RE, 0.5))
_MODELLING = ((_RE, 0.6), (_RS, 0.3), (_SW, 0.1))
_SERVING = ((_INF, 0.6), (_SW, 0.4))
_MOVING = ((_ROB, 0.75), (_RE, 0.25))
_DATA = ((_DE, 0.55), (_RE, 0.25), (_OPS, 0.2))
_MAKING = ((_SW, 0.65), (_PM, 0.15), (_DES, 0.2))
_SELLING = ((_ACC, 0.7), (_SOL, 0.3))

_DIVISIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Research", "LON", "2022-03", (
        "Learning Theory|LON|2022-03|1.0|labs", "Reasoning|LON|2022-11|1.2|labs",
        "Interpretability|SFO|2023-05|0.9|labs", "Multimodal|PAR|2023-10|1.1|labs",
        "Evaluation|LON|2024-02|1.0|modelling", "Language Coverage|JKT|2025-03|0.8|labs",
        "Science of Learning|ZRH|2025-10|0.7|labs",
    )),
    ("Models", "LON", "2022-03", (
        "Models|LON|2022-03|1.4|modelling", "Pretraining|SFO|2022-09|1.4|modelling",
        "Post-training|LON|2023-04|1.3|modelling", "Agents|SFO|2024-06|1.2|modelling",
        "Speech|CAI|2025-02|0.8|modelling", "Small Models|AMS|2025-09|0.8|modelling",
    )),
    ("Data", "NBO", "2022-03", (
        "Data|NBO|2022-03|1.2|data", "Data Quality|NBO|2023-02|1.0|data",
        "Human Feedback|CAI|2023-11|1.0|data", "Licensing|AMS|2024-09|0.5|data",
        "Synthetic Data|NBO|2025-04|0.9|data", "Low-resource Languages|JKT|2025-11|0.7|data",
    )),
    ("Infrastructure", "ZRH", "2022-03", (
        "Compute|ZRH|2022-03|1.2|serving", "Kernels|ZRH|2022-12|0.9|serving",
        "Networking|AMS|2023-06|0.8|serving", "Training Systems|SFO|2023-12|1.2|serving",
        "Storage|ZRH|2024-07|0.7|serving", "Reliability|NBO|2025-02|1.0|serving",
        "Capacity|AMS|2025-08|0.6|serving", "Inference|SFO|2025-05|1.3|serving",
    )),
    ("Engineering", "JKT", "2022-03", (
        "Platform|JKT|2022-03|1.3|serving", "Developer Tools|JKT|2023-01|1.0|making",
        "Security|AMS|2023-08|1.0|security", "Observability|JKT|2024-05|0.8|serving",
        "Identity|AMS|2025-06|0.7|security", "Internal Tools|SAO|2025-12|0.7|making",
    )),
    ("Embodied Systems", "ZRH", "2022-03", (
        "Robotics|ZRH|2022-03|1.2|moving", "Perception|ZRH|2023-09|0.9|moving",
        "Simulation|ZRH|2024-10|0.8|moving", "Manipulation|ZRH|2025-07|0.8|moving",
        "Hardware|ZRH|2026-01|0.6|moving",
    )),
    ("Product", "AMS", "2022-10", (
        "Assistant|AMS|2022-10|1.4|making", "Developer Platform|SFO|2023-03|1.3|making",
        "Enterprise|AMS|2024-01|1.2|making", "Design|AMS|2024-08|0.8|design",
        "Mobile|SAO|2025-01|1.0|making", "Localisation|JKT|2025-05|0.8|making",
        "Education|CAI|2025-10|0.7|making", "Voice|PAR|2026-02|0.7|making",
    )),
    ("Safety and Policy", "LON", "2023-01", (
        "Safety Research|LON|2023-01|1.0|labs", "Red Team|LON|2024-03|0.7|security",
        "Trust|NBO|2024-11|0.8|policy", "Policy|PAR|2025-03|0.6|policy",
        "Societal Impact|PAR|2025-11|0.5|policy",
    )),
    ("Business", "LON", "2023-04", (
        "Sales Europe|LON|2023-04|1.1|selling", "Customer Success|JKT|2024-04|0.9|support",
        "Sales Americas|SAO|2024-10|1.0|selling", "Marketing|LON|2025-01|0.7|marketing",
        "Sales Asia|JKT|2025-04|0.9|selling", "Support|NBO|2025-06|1.0|support",
        "Partnerships|AMS|2025-12|0.6|selling",
    )),
    ("People and Finance", "AMS", "2022-09", (
        "Recruiting|AMS|2022-09|1.2|recruiting", "Finance|AMS|2023-03|0.7|finance",
        "People Partners|LON|2023-07|0.7|people", "Legal|LON|2024-01|0.6|legal",
        "Workplace|AMS|2024-06|0.6|operations", "Recruiting Sourcing|JKT|2025-03|0.8|recruiting",
        "Procurement|AMS|2025-09|0.4|finance",
    )),
)  # fmt: skip
"""Division, home, month of opening; teams as `name|home|month|size|mix of families`."""

_MIXES: Mapping[str, tuple[tuple[str, float], ...]] = {
    "labs": _LABS,
    "modelling": _MODELLING,
    "serving": _SERVING,
    "moving": _MOVING,
    "data": _DATA,
    "making": _MAKING,
    "selling": _SELLING,
    "security": ((_SEC, 0.8), (_SW, 0.2)),
    "design": ((_DES, 1.0),),
    "policy": ((_POL, 0.8), (_OPS, 0.2)),
    "support": ((_SUP, 0.7), (_SOL, 0.3)),
    "marketing": ((_MKT, 1.0),),
    "recruiting": ((_REC, 1.0),),
    "finance": ((_FIN, 1.0),),
    "people": ((_PPL, 1.0),),
    "legal": ((_LAW, 1.0),),
    "operations": ((_OPS, 1.0),),
}

_KNOWN = {team.name: team.id for team in org.TEAMS}
"""The teams that the hiring season of `build_company` recruits for keep their ids."""


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _lay_out() -> tuple[Unit, ...]:
    """Number the units in the order of the tables, after the teams whose ids are known."""
    opening = _month("2022-03")
    units = [Unit(COMPANY_ID, "Halcyon Labs", "company", None, "HL-L-LON", ((_RS, 1.0),), 0.0, opening)]
    issued = len(_KNOWN)
    for name, home, month, teams in _DIVISIONS:
        issued += 1
        division = f"HL-T-{issued:02d}"
        families = _MIXES[teams[0].split("|")[-1]]
        units.append(
            Unit(division, name, "division", COMPANY_ID, f"HL-L-{home}", families, 0.0, _month(month))
        )
        for row in teams:
            team, place, opens, size, mix = row.split("|")
            issued += team not in _KNOWN
            identity = _KNOWN.get(team) or f"HL-T-{issued:02d}"
            units.append(
                Unit(
                    identity, team, "team", division, f"HL-L-{place}", _MIXES[mix], float(size), _month(opens)
                )
            )
    return tuple(units)


UNITS: Mapping[str, Unit] = {unit.id: unit for unit in _lay_out()}
