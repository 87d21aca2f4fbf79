"""What packages are worth as plain data: what `muster pay value --json` and `muster pay compare --json` print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from muster.engine.pay.valuation import PackageComparison, Valuation
from muster.tables.contract import plain_value, rows_of

__all__ = ["comparison_as_json", "valuation_as_json"]


def valuation_as_json(valuation: Valuation) -> dict[str, Any]:
    """Return everything a valuation says as lists, dicts, texts, numbers and None, ready for `json.dumps`."""
    found, cost = valuation, valuation.company_cost
    handcuff = rows_of(found.handcuff.to_frame())
    years = rows_of(found.years.to_frame())
    by_year = [
        {"year": int(year), "expected": float(expected), "p90": float(p90)}
        for year, expected, p90 in zip(cost.year, cost.by_year, cost.p90, strict=True)
    ]
    return {
        "name": found.name,
        "currency": found.currency,
        "years": [{key: row[key] for key in ("year", "cash", "equity")} for row in years],
        "total": found.total,
        "first_year": asdict(found.first_year),
        "whole": asdict(found.whole),
        "present_value": found.present_value,
        "certainty_equivalent": plain_value(found.certainty_equivalent),
        "company_cost": {
            "expected": cost.expected,
            "worst_year": by_year[cost.worst_year - 1],
            "years": by_year,
        },
        "fan": rows_of(found.fan.to_frame()),
        "vesting": rows_of(found.vesting.to_frame()),
        "unvested": [{"date": row["date"], "value": row["equity"]} for row in handcuff],
        "clawback": rows_of(found.clawback.to_frame()),
        "handcuff": handcuff,
        "weakens": _day(found.weakens),
        "overtaken": _day(found.overtaken),
        "parts": rows_of(found.parts.to_frame()),
        "in_kind": [{"year": row["year"], "value": row["in_kind"]} for row in years],
        "notes": list(found.notes),
    }


def comparison_as_json(comparison: PackageComparison) -> dict[str, Any]:
    """Return packages side by side as plain data."""
    return {
        "currency": comparison.currency,
        "worth": rows_of(comparison.worth.to_frame()),
        "odds": rows_of(comparison.odds.to_frame()),
        "packages": [valuation_as_json(each) for each in comparison.valuations],
    }


def _day(day: np.datetime64) -> str | None:
    return None if np.isnat(day) else str(day)
