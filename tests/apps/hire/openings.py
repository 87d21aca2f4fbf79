"""An open requisition with its plan, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from muster.apps.accounts.models import User
from muster.apps.core.ledger import Finding, create_many, verify_ledger
from muster.apps.core.models import Record
from muster.apps.hire.models import Requisition, Stage
from muster.apps.hire.services.kits import CriterionPlan, kit_copy, kit_save
from muster.apps.hire.services.requisitions import (
    StagePlan,
    default_plan,
    requisition_create,
    requisition_open,
    requisition_plan,
)
from muster.apps.org.models import JobFamily, Level, Location, Team

__all__ = ["Opening", "broken", "open_requisition"]

_number = count(1)
Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True)
class Opening:
    """An open requisition and the people around it."""

    requisition: Requisition
    recruiter: User
    manager: User
    stages: dict[str, Stage]


def _there(row: Row) -> Row:
    """Return the first row of this kind, or this one, stored with its entry."""
    found = type(row)._base_manager.first()
    return found or create_many(type(row), [row], "test.create", actor=None)[0]


def open_requisition(
    *,
    recruiter: User,
    manager: User,
    title: str = "Research Scientist",
    open_it: bool = True,
    **fields: Any,
) -> Opening:
    """Make a requisition with the default plan and a kit for its review, and open it."""
    values = {
        "family": _there(JobFamily(name="Research")),
        "level": _there(Level(code="R4", title="Scientist", rank=4)),
        "team": _there(Team(name="Models")),
        "location": _there(
            Location(name="Jakarta", city="Jakarta", country="ID", time_zone="Asia/Jakarta", currency="IDR")
        ),
        "hiring_manager": manager,
        "description": "Make models that know what they do not know.\n\nWith people who care.",
        **fields,
    }
    requisition = requisition_create(actor=recruiter, title=title, **values)
    criteria = [CriterionPlan("Depth", ("None", "Some", "Much"))]
    template = kit_save(actor=recruiter, kit=None, name=f"Reading {next(_number)}", criteria=criteria)
    kit = kit_copy(actor=recruiter, template=template, requisition=requisition)
    plan = [
        StagePlan(one.name, one.kind, one.blind, kit if one.kind == Stage.Kind.REVIEW else None, one.days)
        for one in default_plan()
    ]
    requisition_plan(actor=recruiter, requisition=requisition, stages=plan, seen=None)
    if open_it:
        requisition_open(actor=recruiter, requisition=requisition, seen=None)
    return Opening(requisition, recruiter, manager, {one.name: one for one in requisition.stages.all()})


def broken() -> list[Finding]:
    """Return what is wrong with the ledger, but for the organisation, which is set up here without one."""
    return [one for one in verify_ledger() if not one.kind.startswith("org.")]
