from __future__ import annotations

from dataclasses import replace

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.reports import interviewers
from muster.reports.shapes import IntervalChart

from .conftest import facts_of, section_of


def test_interviewers_come_most_severe_first_with_words(estimate: MeritEstimate) -> None:
    table = estimate.interviewers
    part = section_of(facts_of(estimate), "interviewers")
    order = np.argsort(-table.severity)
    assert [row[0].full for row in part.table.rows] == table.interviewer_id[order].tolist()
    words = [row[-1] for row in part.table.rows]
    for word, i in zip(words, order, strict=True):
        assert word.startswith("severe") == (table.low[i] > 0)
        assert word.startswith("lenient") == (table.high[i] < 0)
    assert isinstance(part.chart, IntervalChart)


def test_many_interviewers_are_cut_to_those_that_matter(estimate: MeritEstimate) -> None:
    size = 200
    severity = np.linspace(-2, 2, size)
    infit = np.ones(size)
    infit[[90, 100, 110]] = 3.0, 9.0, 0.2
    interviews = np.full(size, 9)
    interviews[100] = 4  # too few to be called erratic
    table = replace(
        estimate.interviewers,
        interviewer_id=np.array([f"R{i}" for i in range(size)]),
        severity=severity,
        sd=np.full(size, 0.1),
        low=severity - 0.2,
        high=severity + 0.2,
        interviews=interviews,
        ratings=np.full(size, 9),
        infit=infit,
        outfit=infit,
    )
    facts = facts_of(replace(estimate, interviewers=table))
    part = section_of(facts, "interviewers")
    shown = [row[0].full for row in part.table.rows]
    assert len(shown) == interviewers.ROWS
    assert {"R199", "R0", "R90", "R110"} <= set(shown)
    assert "R100" not in shown
    assert shown[0] == "R199"
    assert f"{size - interviewers.ROWS} are left out" in " ".join(part.sentences)
    assert any("\u2068R90\u2069" in warning and "erratically" in warning for warning in facts.warnings)
    assert any("\u2068R110\u2069" in warning and "uniformly" in warning for warning in facts.warnings)
    assert not any("\u2068R100\u2069" in warning and "errat" in warning for warning in facts.warnings)
