"""An audit worked out: counts to the engine, and what it says to parts that may be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from muster.apps.core.ledger.digest import digest_of
from muster.apps.hire.bridge.audit import AuditInput, Decided, read_input
from muster.apps.hire.bridge.audit_counts import Counted, count_groups, plain
from muster.apps.hire.bridge.audit_merit import Merits
from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun, AuditScope
from muster.engine.errors import EstimationError

if TYPE_CHECKING:
    from muster.engine.hire.audit.counting import AttributeCounts
    from muster.engine.hire.audit.disclosure import Earlier
    from muster.engine.hire.audit.local_law import LocalLawTable
    from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit

__all__ = ["Audited", "audit_again", "audit_parts", "earlier_runs"]

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
    before = earlier_runs(run)
    tables: list[AuditPart] = []
    for scope in plan.scopes:
        counts = merits.scored() if scope == AuditScope.SCORE else _decided_counts(given, plan, scope)
        tables += _tables(run, scope, counts, before)
        told(COUNTED)
    _correct(plan, [one for one in tables if one.kind == Kind.TABLE])
    parts = list(tables)
    for attribute in plan.attributes if plan.merit else ():
        parts.append(_part(run, Kind.BOUNDARY, "", attribute, merits.boundary(attribute)))
        parts.append(_part(run, Kind.RATERS, "", attribute, merits.raters(attribute)))
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


def earlier_runs(run: AuditRun) -> dict[str, list[Earlier]]:
    """Return the reports, by scope, that a run's tables could be set beside: all of whose periods overlap its own."""
    plan = run.plan
    rows = AuditPart.objects.filter(
        kind=Kind.COUNTS,
        run__state=AuditRun.State.DONE,
        run__finished_at__lte=run.as_of,
        run__plan__start__lte=plan.end,
        run__plan__end__gte=plan.start,
    ).exclude(run=run.pk)
    found: dict[str, list[Earlier]] = {}
    seen = []
    columns = ("scope", "content", "run__plan__series")
    for scope, content, series in rows.order_by("run", "position").values_list(*columns):
        same = (scope, content, series == plan.series)
        if same not in seen:
            seen.append(same)
            found.setdefault(scope, []).append(_earlier(content, lasting=series == plan.series))
    return found


def _decided_counts(given: AuditInput, plan: AuditPlan, scope: str) -> Counted:
    decided: Decided = given.decided(plan, scope)
    people = np.flatnonzero(decided.people).tolist()
    groups = {name: [column[place] for place in people] for name, column in given.groups.items()}
    return count_groups(groups, decided.selected[decided.people], crossed=plan.crossed)


def _tables(
    run: AuditRun, scope: str, counted: Counted, before: Mapping[str, list[Earlier]]
) -> list[AuditPart]:
    from muster.engine.hire.audit.disclosure import hide_small
    from muster.engine.hire.audit.local_law import publish_tables
    from muster.engine.hire.audit.selection import audit_counts

    plan = run.plan
    if counted.problem:
        return [_part(run, Kind.TABLE, scope, "", {"problem": counted.problem})]
    try:
        audit = audit_counts(
            counted.counts, least_share=plan.least_share, level=plan.level, median=counted.median
        )
    except EstimationError as error:
        return [_part(run, Kind.TABLE, scope, "", {"problem": error.code})]
    earlier = before.get(scope, [])
    published = publish_tables(audit, smallest=plan.smallest, earlier=earlier)
    hidden = published.report.hidden
    # What this result hides on its own account, and not for the difference from another, stays hidden.
    references = [one.reference for one in audit.attributes]
    own = hide_small(counted.counts, smallest=plan.smallest, spared=references) if earlier else hidden
    kept = {"counts": [_kept(*one) for one in zip(counted.counts, hidden, own, strict=True)]}
    return [
        _part(run, Kind.COUNTS, scope, "", kept),
        *(
            _part(run, Kind.TABLE, scope, one.name, _content(audit, one, table))
            for one, table in zip(audit.attributes, published.tables, strict=True)
        ),
    ]


def _content(audit: SelectionAudit, one: AttributeAudit, table: LocalLawTable) -> dict[str, Any]:
    """Return a table as it may be read: nothing of a category that is not published, nor that needs one."""
    shown = np.isfinite(table.impact_ratio)
    frame = one.categories
    columns = {
        "ratio": table.impact_ratio,
        "low": frame.low,
        "high": frame.high,
        "p": frame.p_value,
        "below": frame.p_below_four_fifths,
        "fair": frame.p_fair_process_this_extreme,
    }
    rows = [
        {
            "category": list(category),
            "n": _whole(table.applicants[at]),
            "selected": _whole(frame.selected[at]) if np.isfinite(table.applicants[at]) else None,
            "rate": plain(table.rate[at]),
            **{name: plain(values[at]) if shown[at] else None for name, values in columns.items()},
            "corrected": None,
            "note": table.note[at],
            "best": bool(shown[at]) and at == one.reference,
        }
        for at, category in enumerate(table.part_categories)
    ]
    return {
        "parts": list(table.parts),
        "people": one.counts.people,
        "unknown": one.unknown,
        "fair_fails": plain(one.fair_fails),
        "median": None if audit.median is None else plain(audit.median),
        "problem": "" if one.reference is not None else one.notes[0].code,
        "rows": rows,
    }


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


def _kept(counts: AttributeCounts, hidden: Any, own: Any) -> dict[str, Any]:
    return {
        "name": counts.name,
        "parts": list(counts.parts),
        "categories": [list(one) for one in counts.part_categories],
        "n": counts.n.tolist(),
        "selected": counts.selected.tolist(),
        "unknown": counts.unknown,
        "unknown_selected": counts.unknown_selected,
        "hidden": hidden.tolist(),
        "own": own.tolist(),
    }


def _earlier(content: Mapping[str, Any], *, lasting: bool) -> Earlier:
    from muster.engine.hire.audit.counting import JOIN, AttributeCounts
    from muster.engine.hire.audit.disclosure import Earlier

    counts = tuple(
        AttributeCounts(
            name=one["name"],
            category=tuple(JOIN.join(names) for names in one["categories"]),
            n=np.array(one["n"], np.int64),
            selected=np.array(one["selected"], np.int64),
            unknown=one["unknown"],
            unknown_selected=one["unknown_selected"],
            parts=tuple(one["parts"]),
            part_categories=tuple(map(tuple, one["categories"])),
        )
        for one in content["counts"]
    )
    hidden = tuple(np.array(one["hidden"], bool) for one in content["counts"])
    own = tuple(np.array(one["own"], bool) for one in content["counts"])
    return Earlier(counts, hidden, own if lasting else ())


def _part(run: AuditRun, kind: str, scope: str, attribute: str, content: dict[str, Any]) -> AuditPart:
    return AuditPart(run=run, kind=kind, scope=scope, attribute=attribute, content=content)


def _whole(value: Any) -> int | None:
    return int(value) if np.isfinite(value) else None
