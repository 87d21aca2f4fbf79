from __future__ import annotations

from dataclasses import replace

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.shapes import StepChart

from .conftest import facts_of, section_of


def test_criteria_show_where_ratings_begin(estimate: MeritEstimate) -> None:
    part = section_of(facts_of(estimate), "criteria")
    assert isinstance(part.chart, StepChart)
    assert len(part.chart.rows) == 4
    row = part.chart.rows[0]
    hardest = int(np.argmax(estimate.criteria.difficulty))
    assert row.first == "1"
    assert [rating for rating, _ in row.steps] == ["2", "3", "4", "5"]
    np.testing.assert_allclose([place for _, place in row.steps], estimate.criteria.thresholds[hardest])


def test_steps_skip_categories_that_never_occur(estimate: MeritEstimate) -> None:
    table = estimate.criteria
    thresholds = (np.array([np.nan, -1.0, 0.5, np.nan]), *table.thresholds[1:])
    steepened = replace(
        table, thresholds=thresholds, difficulty=np.array([9.0, 0, 0, 0]), slope=np.full(4, 2.0)
    )
    part = section_of(facts_of(replace(estimate, criteria=steepened)), "criteria")
    assert part.chart.rows[0].first == "2"
    assert part.chart.rows[0].steps == (("3", -0.5), ("4", 0.25))
    assert "Slope" in [column.heading for column in part.table.columns]


def test_ten_thousand_criteria_are_cut(estimate: MeritEstimate) -> None:
    size = 10_000
    table = replace(
        estimate.criteria,
        criterion=tuple(f"K{i}" for i in range(size)),
        low=np.ones(size, np.int64),
        thresholds=tuple(np.array([-1.0, 1.0]) for _ in range(size)),
        difficulty=np.zeros(size),
        slope=np.ones(size),
        weight=np.ones(size),
        ratings=np.full(size, 9),
        infit=np.full(size, 1.6),
        outfit=np.ones(size),
    )
    facts = facts_of(replace(estimate, criteria=table))
    assert len(section_of(facts, "criteria").table.rows) == 20
    assert any("and 9,994 more" in warning for warning in facts.warnings)
