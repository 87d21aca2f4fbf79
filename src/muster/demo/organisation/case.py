"""An application on its way: which stage it has reached, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass, field

from muster.demo.organisation.hiring_records import Application, Requisition
from muster.demo.organisation.plans import PLANS, Stage

__all__ = ["Case", "Opening"]


@dataclass(eq=False)
class Opening:
    """A requisition while it is open, with its applications and how many have been hired."""

    requisition: Requisition
    hired: int = 0
    is_open: bool = True
    cases: list[Case] = field(default_factory=list)


@dataclass(eq=False)
class Case:
    """An application to an opening; `stage` counts the stages of the plan from 0."""

    application: Application
    opening: Opening
    stage: int = 0
    is_over: bool = False

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the plan."""
        return PLANS[self.opening.requisition.plan].stages
