"""What an audit counts: who applied in its period, how far they came, and what they said of themselves.

Nobody's answers leave the bridge: what is handed on are counts and what the engine says of groups.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from muster.apps.core.ledger.digest import canonical
from muster.apps.core.walls import open_wall
from muster.apps.hire.models import Application, AuditPlan, AuditScope, Move, Outcome, Selected, Stage
from muster.apps.hire.models.protected import WALL, SelfIdentification
from muster.tables.decisions import UNKNOWN

__all__ = ["AuditInput", "Decided", "questions_answered", "read_input"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CHUNK = 5_000  # rows that the database hands over at once
FEW = 500  # keys asked for at once
NEWEST = 1_000  # answers looked through for the names of questions
KINDS = tuple(Stage.Kind)  # in the order of a pipeline
PLACES = {kind.value: place for place, kind in enumerate(KINDS)}
HIRED = PLACES[Stage.Kind.HIRED]


@dataclass(frozen=True, eq=False)
class Decided:
    """Those of whom a stage, or the whole funnel, has decided: which of the applications, and who was selected."""

    people: Flags
    selected: Flags


@dataclass(frozen=True, eq=False)
class AuditInput:
    """Applications by their keys, (n) each: candidate, the place of the stage, how it stands, and what is said.

    `groups` has everybody's answer to each of the plan's questions, None where it is not known; `steps` says of each
    kind of stage (6, n) whether the opening has one. `digest` covers all of it.
    """

    application: Ints
    candidate: Ints
    place: Ints
    outcome: NDArray[np.object_]
    steps: Flags
    groups: dict[str, list[str | None]]
    digest: str

    def decided(self, plan: AuditPlan, scope: str) -> Decided:
        """Return of whom a scope has decided. Who waits is left out, and who withdrew unless the plan counts them."""
        lost = self.outcome == Outcome.REJECTED
        if plan.withdrawn:
            lost |= self.outcome == Outcome.WITHDRAWN
        if scope == AuditScope.FUNNEL:
            selected = self.place >= PLACES[Selected(plan.selected).value]
            if plan.selected == Selected.HIRED:
                selected = self.outcome == Outcome.HIRED
            return Decided(selected | lost, selected)
        at = PLACES[scope]
        passed = self.place > at
        return Decided(self.steps[at] & (passed | (lost & (self.place == at))), passed & self.steps[at])


def read_input(plan: AuditPlan, as_of: datetime, *, tell: Callable[[], None] = lambda: None) -> AuditInput:
    """Return everybody who applied in a plan's period, as they stood at `as_of`, and what they say of themselves.

    `tell` is called now and then: of a million people it takes a while.
    """
    who = _within(plan, as_of)
    columns = ("pk", "candidate", "requisition", "stage__kind", "outcome")
    rows: list[tuple[Any, ...]] = list(
        Application.objects.filter(who).order_by("pk").values_list(*columns).iterator(CHUNK)
    )
    tell()
    stood = _stood(plan, as_of)
    rows = [(*row[:3], *stood.get(row[0], row[3:])) for row in rows]
    answers = _read_answers(plan, as_of)
    groups = {
        name: [_known(answers.get(row[0], NOTHING)[1].get(name)) for row in rows] for name in plan.attributes
    }
    hasher = hashlib.sha256()
    for number, row in enumerate(rows):  # the salt keeps whoever reads the digest from trying answers out
        if number % CHUNK == 0:
            tell()
        salt, told = answers.get(row[0], NOTHING)
        hasher.update(canonical([*row, salt, {name: told.get(name) for name in plan.attributes}]))
    place = [HIRED if row[4] == Outcome.HIRED else PLACES[row[3]] for row in rows]
    return AuditInput(
        application=np.array([row[0] for row in rows], np.int64),
        candidate=np.array([row[1] for row in rows], np.int64),
        place=np.array(place, np.int64),
        outcome=np.array([row[4] for row in rows], object),
        steps=_steps([row[2] for row in rows]),
        groups=groups,
        digest=hasher.hexdigest(),
    )


def questions_answered() -> list[str]:
    """Return the names of the questions that somebody answered lately; no answer is looked at."""
    return sorted({name for (answers,) in _protected(Q(), "answers", newest=NEWEST) for name in answers})


NOTHING: tuple[str, dict[str, str]] = ("", {})


def _read_answers(plan: AuditPlan, as_of: datetime) -> dict[int, tuple[str, dict[str, str]]]:
    """Return the salt and the answers of each application that has some."""
    rows = _protected(_within(plan, as_of, "application__"), "application", "salt", "answers")
    return {pk: (salt, answers) for pk, salt, answers in rows}


def _protected(which: Q, *columns: str, newest: int | None = None) -> list[tuple[Any, ...]]:
    """Read what candidates say of themselves: the one place at which an audit does."""
    with open_wall(WALL):
        rows = SelfIdentification.objects.filter(which).order_by("-pk").values_list(*columns)
        return list(rows if newest is None else rows[:newest])


def _within(plan: AuditPlan, as_of: datetime, path: str = "") -> Q:
    found = Q(
        **{
            f"{path}applied_at__gte": _midnight(plan.start),
            f"{path}applied_at__lt": _midnight(plan.end + timedelta(days=1)),
            f"{path}applied_at__lte": as_of,
        }
    )
    if plan.family_id is not None:
        found &= Q(**{f"{path}requisition__family": plan.family_id})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _stood(plan: AuditPlan, as_of: datetime) -> dict[int, tuple[str, str]]:
    """Return kind of stage and outcome at the time of those who were moved since."""
    later = Move.objects.filter(_within(plan, as_of, "application__"), at__gt=as_of)
    moved = sorted(set(later.order_by().values_list("application", flat=True)))
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(moved), FEW):
        earlier = Move.objects.filter(application__in=moved[start : start + FEW], at__lte=as_of)
        rows = earlier.order_by("at", "pk").values_list("application", "to_stage__kind", "outcome")
        found |= {pk: (kind, outcome) for pk, kind, outcome in rows}
    return found


def _steps(requisitions: Sequence[int]) -> Flags:
    """Return of each kind of stage whether the opening of each application has one."""
    having: dict[int, set[int]] = {}
    for requisition, kind in _kinds(sorted(set(requisitions))):
        having.setdefault(requisition, set()).add(PLACES[kind])
    table = [[place in having.get(one, ()) for one in requisitions] for place in range(len(KINDS))]
    return np.array(table, bool).reshape(len(KINDS), len(requisitions))


def _kinds(requisitions: Sequence[int]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(requisitions), FEW):
        stages = Stage.objects.filter(requisition__in=requisitions[start : start + FEW])
        yield from stages.order_by().values_list("requisition", "kind").distinct()


def _known(answer: object) -> str | None:
    """Return an answer without the space around it, None for one that says nothing."""
    text = " ".join(str(answer or "").split())
    return None if not text or text.casefold() in UNKNOWN else text
