"""An audit's tables: what is counted of each stage, and what of it may be read beside the other stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.bridge.audit import AuditInput
from muster.apps.hire.bridge.audit_counts import Counted, count_groups, plain
from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun, AuditScope
from muster.engine.errors import EstimationError

if TYPE_CHECKING:
    from muster.engine.hire.audit.counting import AttributeCounts
    from muster.engine.hire.audit.disclosure import Earlier, Hidden
    from muster.engine.hire.audit.local_law import LocalLawTable
    from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit

__all__ = ["audit_tables"]

Kind = AuditPart.Kind
PEOPLE = ("start", "end", "family_id")  # of a plan: whom it counts
Scored = Callable[[], Counted]
Tell = Callable[[], None]


@dataclass(frozen=True)
class _Audited:
    """What a scope says: its audit, or the code of why there is none."""

    scope: str
    audit: SelectionAudit | None = None
    problem: str = ""

    @property
    def counts(self) -> tuple[AttributeCounts, ...]:
        return () if self.audit is None else tuple(one.counts for one in self.audit.attributes)

    @property
    def references(self) -> tuple[int | None, ...]:
        return () if self.audit is None else tuple(one.reference for one in self.audit.attributes)


def audit_tables(run: AuditRun, given: AuditInput, scored: Scored, *, tell: Tell) -> list[AuditPart]:
    """Return each scope's counts and tables in the order of the plan. `scored` counts merit; `tell` hears of each.

    Stages of which the same applications are decided are hidden together: what one does not tell, the next could.
    Merit is counted by candidate and is looked at alone.
    """
    plan = run.plan
    found = []
    for scope in plan.scopes:
        counted = scored() if scope == AuditScope.SCORE else _decided_counts(given, plan, scope)
        found.append(_audit(plan, scope, counted))
        tell()
    before = _earlier_reports(run)
    decided = [one for one in found if one.audit is not None and one.scope != AuditScope.SCORE]
    paths = _paths(given, plan, [one.scope for one in decided])
    hidden = _hide(plan, decided, paths, before)
    own = _hide(plan, decided, paths, {}) if before else hidden
    for one in found:
        if one.audit is not None and one.scope == AuditScope.SCORE:
            alone = np.array([[1], [2]])
            hidden |= _hide(plan, [one], alone, before)
            own |= _hide(plan, [one], alone, {})
    return [part for one in found for part in _parts(run, one, hidden.get(one.scope), own.get(one.scope))]


def _decided_counts(given: AuditInput, plan: AuditPlan, scope: str) -> Counted:
    decided = given.decided(plan, scope)
    people = np.flatnonzero(decided.people).tolist()
    groups = {name: [column[place] for place in people] for name, column in given.groups.items()}
    return count_groups(groups, decided.selected[decided.people], crossed=plan.crossed)


def _audit(plan: AuditPlan, scope: str, counted: Counted) -> _Audited:
    from muster.engine.hire.audit.selection import audit_counts

    problem = counted.problem or _few(counted, plan.smallest)
    if problem:
        return _Audited(scope, problem=problem)
    try:
        audit = audit_counts(
            counted.counts, least_share=plan.least_share, level=plan.level, median=counted.median
        )
    except EstimationError as error:
        return _Audited(scope, problem=error.code)
    return _Audited(scope, audit)


def _few(counted: Counted, smallest: int) -> str:
    """Return a code where so few were selected, or turned away, that groups tell what each of them said.

    Who they are is known to whoever works with them.
    """
    one = counted.counts[0]
    selected = int(one.selected.sum()) + one.unknown_selected
    if 0 < selected < smallest:
        return "few-selected"
    return "few-rejected" if 0 < one.people - selected < smallest else ""


def _paths(given: AuditInput, plan: AuditPlan, scopes: Sequence[str]) -> NDArray[np.int64]:
    """Return the ways that applications went through scopes (P, S), as `hide_small_at_stages` wants them."""
    columns = [np.zeros((given.application.size, 0), np.int64)]
    for scope in scopes:
        decided = given.decided(plan, scope)
        columns.append((decided.people.astype(np.int64) + (decided.people & decided.selected))[:, None])
    ways = np.concatenate(columns, axis=1)
    return np.unique(ways[ways.any(axis=1)], axis=0)


def _hide(
    plan: AuditPlan,
    audited: Sequence[_Audited],
    paths: NDArray[np.int64],
    before: Mapping[str, list[Earlier]],
) -> dict[str, Hidden]:
    from muster.engine.hire.audit.disclosure import StageCounts, hide_small_at_stages

    stages = [StageCounts(one.counts, tuple(before.get(one.scope, ())), one.references) for one in audited]
    if not stages:
        return {}
    hidden = hide_small_at_stages(stages, paths, smallest=plan.smallest)
    return {one.scope: flags for one, flags in zip(audited, hidden, strict=True)}


def _parts(run: AuditRun, one: _Audited, hidden: Hidden | None, own: Hidden | None) -> list[AuditPart]:
    from muster.engine.hire.audit.local_law import tables_without

    if one.audit is None or hidden is None or own is None:
        return [_part(run, Kind.TABLE, one.scope, "", {"problem": one.problem})]
    # What this result hides on its own account, and not for the difference from another, stays hidden.
    kept = [
        {
            **_kept(counts),
            "hidden": flags.tolist(),
            "own": mine.tolist(),
            "absent": [list(name) for name in absent],
        }
        for counts, flags, mine, absent in zip(
            one.counts, hidden.flags, own.flags, hidden.absent, strict=True
        )
    ]
    tables = tables_without(one.audit, hidden.flags)
    return [
        _part(run, Kind.COUNTS, one.scope, "", {"counts": kept}),
        *(
            _part(run, Kind.TABLE, one.scope, attribute.name, _content(one.audit, attribute, table, absent))
            for attribute, table, absent in zip(one.audit.attributes, tables, hidden.absent, strict=True)
        ),
    ]


def _content(
    audit: SelectionAudit, one: AttributeAudit, table: LocalLawTable, absent: Sequence[tuple[str, ...]]
) -> dict[str, Any]:
    """Return a table as it may be read: nothing of a category that is not published, nor that needs one."""
    from muster.engine.hire.audit.local_law import SUPPRESSED

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
    nothing = {"n": None, "selected": None, "rate": None, **dict.fromkeys(columns), "corrected": None}
    rows += [{"category": list(names), **nothing, "note": SUPPRESSED, "best": False} for names in absent]
    return {
        "parts": list(table.parts),
        "people": one.counts.people,
        "unknown": one.unknown,
        "fair_fails": plain(one.fair_fails),
        "median": None if audit.median is None else plain(audit.median),
        "problem": "" if one.reference is not None else one.notes[0].code,
        "rows": sorted(rows, key=lambda row: row["category"]),
    }


def _kept(counts: AttributeCounts) -> dict[str, Any]:
    return {
        "name": counts.name,
        "parts": list(counts.parts),
        "categories": [list(one) for one in counts.part_categories],
        "n": counts.n.tolist(),
        "selected": counts.selected.tolist(),
        "unknown": counts.unknown,
        "unknown_selected": counts.unknown_selected,
    }


def _earlier_reports(run: AuditRun) -> dict[str, list[Earlier]]:
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
    columns = ("scope", "content", "run__plan__series", *(f"run__plan__{name}" for name in PEOPLE))
    people = tuple(getattr(plan, name) for name in PEOPLE)
    for scope, content, series, *asked in rows.order_by("run", "position").values_list(*columns):
        # Of the same people what was hidden once would be told by whatever plan shows it.
        lasting = series == plan.series or tuple(asked) == people
        if (scope, content, lasting) not in seen:
            seen.append((scope, content, lasting))
            found.setdefault(scope, []).append(_earlier(content, lasting=lasting))
    return found


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
    return Earlier(
        counts,
        hidden=tuple(np.array(one["hidden"], bool) for one in content["counts"]),
        lasting=tuple(np.array(one["own"], bool) for one in content["counts"]) if lasting else (),
        absent=tuple(tuple(map(tuple, one.get("absent", ()))) for one in content["counts"]),
    )


def _part(run: AuditRun, kind: str, scope: str, attribute: str, content: dict[str, Any]) -> AuditPart:
    return AuditPart(run=run, kind=kind, scope=scope, attribute=attribute, content=content)


def _whole(value: Any) -> int | None:
    return int(value) if np.isfinite(value) else None
