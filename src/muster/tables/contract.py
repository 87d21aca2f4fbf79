"""A merit estimate as plain data: what `muster rank --json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import Components, CriterionTable, MeritEstimate

__all__ = ["LISTED_IDS", "as_json", "plain_value", "rows_of"]

LISTED_IDS = 1_000
"""Candidates beyond which those of the largest component are counted and not listed."""


def as_json(estimate: MeritEstimate, *, seconds: float, reading_notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return everything an estimate says as lists, dicts, texts, numbers and None, ready for `json.dumps`.

    `seconds` is the time the whole work took; `reading_notes` are remarks of whoever read the ratings, told
    before the model's own. Numbers that are not known are None; integer ids stay integers.
    """
    model = {key: plain_value(value) for key, value in asdict(estimate.model).items()}
    return {
        "model": model | {"notes": [*reading_notes, *estimate.model.notes], "seconds": seconds},
        "ranking": rows_of(estimate.ranking.to_frame()),
        "interviewers": rows_of(estimate.interviewers.to_frame()),
        "criteria": _criteria(estimate.criteria),
        "components": _components(estimate.components, estimate.candidate_ids),
        "worst_fitting": rows_of(estimate.worst_fitting.to_frame()),
    }


def rows_of(frame: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return equally long columns as one dict a row."""
    columns = [_column(values) for values in frame.values()]
    return [dict(zip(frame, row, strict=True)) for row in zip(*columns, strict=True)]


def _column(values: Any) -> list[Any]:
    if isinstance(values, np.ndarray) and values.dtype.kind in "iufU":
        known: NDArray[Any] = values.astype(object)
        if values.dtype.kind == "f":
            known[~np.isfinite(values)] = None
        return list(known.tolist())
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return [None if np.isnat(day) else str(day) for day in values]
    return [plain_value(value) for value in values]


def plain_value(value: Any) -> Any:
    """Return numpy values as Python's, sequences as lists, and numbers that are not known as None."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    return value


def _criteria(criteria: CriterionTable) -> list[dict[str, Any]]:
    rows = rows_of(criteria.to_frame())
    return [row | {"mean_difficulty": row["difficulty"]} for row in rows]


def _components(components: Components, candidate_ids: Any) -> list[dict[str, Any]]:
    rows = rows_of(components.to_frame())
    order = np.argsort(components.of_candidate, kind="stable")
    ends = np.cumsum(components.candidates)
    for number, (row, end) in enumerate(zip(rows, ends.tolist(), strict=True)):
        if number == 0 and row["candidates"] > LISTED_IDS:
            continue
        row["candidate_ids"] = candidate_ids[order[end - row["candidates"] : end]].tolist()
    return rows
