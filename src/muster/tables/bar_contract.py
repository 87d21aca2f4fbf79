"""A fit of many cohorts as plain data: what `muster bar --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from muster.engine.hire.bar_estimate import BarEstimate, LevelTable
from muster.engine.hire.notices import Notice
from muster.engine.hire.outcomes import OutcomeRelation
from muster.tables.contract import plain_value, rows_of

__all__ = ["bar_as_json"]

LEVEL = ("count", "mean", "sd", "low", "high")


def bar_as_json(
    estimate: BarEstimate,
    *,
    outcomes: Sequence[OutcomeRelation] = (),
    reading_notes: Sequence[str] = (),
    seconds: float,
) -> dict[str, Any]:
    """Return everything an estimate says as lists, dicts, texts, numbers and None, ready for `json.dumps`.

    A quarter or cohort has a row a part, with a level for each group. Numbers that are not known are None.
    """
    model = {key: plain_value(value) for key, value in asdict(estimate.model).items()}
    return {
        "model": model | {"notes": list(reading_notes), "seconds": seconds},
        "quarters": _levels(estimate.quarters, "quarter"),
        "cohorts": _levels(estimate.cohorts, "cohort"),
        "trends": rows_of(estimate.trends.to_frame()),
        "links": rows_of(estimate.links.to_frame()),
        "hires": rows_of(estimate.hires.to_frame()),
        "families": rows_of(estimate.families.to_frame()),
        "interviewers": _interviewers(estimate),
        "candidates": rows_of(estimate.merit.to_frame()),
        "outcomes": [_outcome(relation) for relation in outcomes],
        "notices": [_notice(notice) for notice in estimate.notices],
    }


def _levels(table: LevelTable, period: str) -> list[dict[str, Any]]:
    """Return one row a period and part, with its groups inside."""
    found: dict[tuple[Any, Any], dict[str, Any]] = {}
    for row in rows_of(table.to_frame()):
        mine = found.setdefault((row["period"], row["part"]), {period: row["period"], "part": row["part"]})
        mine[row["group"]] = {key: row[key] for key in LEVEL}
    return list(found.values())


def _interviewers(estimate: BarEstimate) -> list[dict[str, Any]]:
    """Return each interviewer's severities by quarter, and how they changed; None with one quarter."""
    changes = {row.pop("interviewer_id"): row for row in rows_of(estimate.changes.to_frame())}
    found: dict[Any, dict[str, Any]] = {}
    for row in rows_of(estimate.severities.to_frame()):
        name = row.pop("interviewer_id")
        mine = found.setdefault(name, {"interviewer_id": name, "change": changes.get(name), "severities": []})
        mine["severities"].append(row)
    return list(found.values())


def _outcome(relation: OutcomeRelation) -> dict[str, Any]:
    told = {key: plain_value(value) for key, value in vars(relation).items() if key != "notices"}
    return told | {"notices": [_notice(notice) for notice in relation.notices]}


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "sentence": notice.sentence, "params": plain_value(notice.params)}
