"""Target lists for the tests of the market."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.market.models import Target, TargetEvent, TargetList
from muster.apps.market.services.approaching import EventPlan, target_record
from muster.apps.market.services.target_lines import lines_read
from muster.apps.market.services.targets import ListPlan, PeoplePlan, target_list_create, target_list_fix

__all__ = ["NAMES", "answer", "fixed_list", "make_list", "people", "say"]

NAMES = "Ama Osei; leads the field\nBram Vos\nCarla Nunes\nDian Sari\nEls Maes\nFarid Amrani"


def people(text: str = NAMES, chosen: dict[int, str] | None = None) -> PeoplePlan:
    """Return who is to be on a list."""
    return PeoplePlan(lines_read(text), "interest", 24, chosen or {})


def make_list(actor: User, text: str = NAMES, *, name: str = "") -> TargetList:
    """Make a list that is not fixed."""
    plan = ListPlan(name or f"Targets {uuid4().hex[:8]}", purpose="Reasoning, L5")
    return target_list_create(actor=actor, plan=plan, people=people(text))


def fixed_list(actor: User, text: str = NAMES, *, name: str = "") -> TargetList:
    """Make a list and fix its ranking."""
    row = make_list(actor, text, name=name)
    target_list_fix(actor=actor, target_list=row)
    return row


def say(actor: User, target: Target, kind: str, *, day: date | None = None, **values: Any) -> TargetEvent:
    """Say what happened with somebody, today where no day is given."""
    plan = EventPlan(kind, day or timezone.localdate(), **values)
    return target_record(actor=actor, target=target, plan=plan)


def answer(actor: User, target: Target, kind: str, **values: Any) -> TargetEvent:
    """Say that somebody was approached, and what they answered."""
    say(actor, target, "approached")
    return say(actor, target, kind, **values)
