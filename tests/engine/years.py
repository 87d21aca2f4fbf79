"""Several quarters as files, for the tests of what reads and shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from muster.engine.hire.simulate_quarters import SimulatedQuarters
from muster.tables import write_table
from tests.engine.linked import small_quarters


def years(**options: object) -> SimulatedQuarters:
    """Draw three quarters with enough hires for a correlation."""
    sizes: dict[str, object] = {"candidates": 25, "interviewers": 6, "share_hired": 0.4, "seed": 4}
    return small_quarters(**{**sizes, **options})


def columns_of(quarters: SimulatedQuarters) -> dict[str, Any]:
    """Return one row a rating, with a column for each fact."""
    dated, cards = quarters.dated, quarters.dated.scorecards
    hired = dated.hired
    assert hired is not None
    codes, names = dated.cohorts
    score = np.where(hired, np.round(3 + quarters.merit, 1), np.nan)
    return {
        "candidate_id": cards.candidate_ids[cards.candidate],
        "interviewer_id": cards.interviewer_ids[cards.interviewer],
        "criterion": np.array([cards.criteria[code].name for code in cards.criterion]),
        "rating": cards.rating,
        "date": dated.date,
        "quarter": names[codes][cards.candidate],
        "hired": np.where(hired, "yes", "no")[cards.candidate],
        "score": score[cards.candidate],
    }


def write_years(path: Path, **options: object) -> Path:
    """Write the quarters to a file of any kind."""
    frame = pl.DataFrame(columns_of(years(**options))).with_columns(pl.col("score").fill_nan(None))
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        texts = frame.with_columns(pl.col("date").cast(pl.String))
        write_table({name: texts[name].to_numpy() for name in texts.columns}, path)
    return path
