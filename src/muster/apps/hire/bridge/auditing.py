"""An audit worked out: counts to the engine, and what it says to parts that may be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from muster.apps.core.ledger.digest import digest_of
from muster.apps.hire.bridge.audit import read_input
from muster.apps.hire.bridge.audit_counts import plain
from muster.apps.hire.bridge.audit_merit import Merits
from muster.apps.hire.bridge.audit_tables import audit_tables
from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun, AuditScope

__all__ = ["Audited", "audit_again", "audit_parts"]

READING, READ, COUNTED, FITTING, COMPARED = 5, 20, 40, 60, 90  # of the progress, when each part is done
Kind = AuditPart.Kind
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Audited:
    """The digest of what went in, and the parts that came out, not yet written."""

    digest: str
    parts: list[AuditPart]


def audit_parts(run: AuditRun, *, threads: int | None = None, tell: Tell | None = None) -> Audited:
    """Work out everything that a run's plan asks for. `tell` hears how much is done, from 0 to 100."""
    plan, told = run.plan, tell or (lambda done: None)
    given = read_input(plan, run.as_of, tell=lambda: told(READING))
    told(READ)
    merits = Merits(run, given, threads=threads, tell=lambda: told(FITTING))
    digest = given.digest
    if plan.merit or AuditScope.SCORE in plan.scopes:
        digest = digest_of(given.digest, merits.read().digest())
    tables = audit_tables(run, given, merits.scored, tell=lambda: told(COUNTED))
    _correct(plan, [one for one in tables if one.kind == Kind.TABLE])
    parts = list(tables)
    for attribute in plan.attributes if plan.merit else ():
        parts.append(_part(run, Kind.BOUNDARY, attribute, merits.boundary(attribute)))
        parts.append(_part(run, Kind.RATERS, attribute, merits.raters(attribute)))
        told(COMPARED)
    for position, part in enumerate(parts):
        part.position = position
    return Audited(digest, parts)


def audit_again(run: AuditRun) -> tuple[str, list[str]]:
    """Work a finished run out anew; return the digest of the input, and the names of the parts that differ."""
    found = audit_parts(run)
    kept = {part.position: part for part in run.parts.all()}
    differences = []
    for part in found.parts:
        there = kept.pop(part.position, None)
        if there is None or _told(there) != _told(part):
            differences.append(_place(part))
    return found.digest, differences + [_place(one) for one in kept.values()]


def _told(part: AuditPart) -> tuple[object, ...]:
    return part.kind, part.scope, part.attribute, part.content


def _place(part: AuditPart) -> str:
    return f"{part.position} ({' '.join(filter(None, (part.kind, part.scope, part.attribute)))})"


def _correct(plan: AuditPlan, tables: Sequence[AuditPart]) -> None:
    """Correct the p-values that are shown, together with those of the same pool."""
    from muster.engine.hire.multiple import correct_p_values

    pools: dict[object, list[dict[str, Any]]] = {}
    for part in tables:
        key: object = ""
        if plan.pool == AuditPlan.Pool.ATTRIBUTE:
            key = (part.scope, part.attribute)
        elif plan.pool == AuditPlan.Pool.SCOPE:
            key = part.scope
        pools.setdefault(key, []).extend(row for row in part.content.get("rows", ()) if row["p"] is not None)
    for rows in pools.values():
        corrected = correct_p_values([row["p"] for row in rows], plan.correction)
        for row, value in zip(rows, corrected.tolist(), strict=True):
            row["corrected"] = plain(value)


def _part(run: AuditRun, kind: str, attribute: str, content: dict[str, Any]) -> AuditPart:
    return AuditPart(run=run, kind=kind, scope="", attribute=attribute, content=content)
