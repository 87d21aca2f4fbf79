from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.hire.estimate import InterviewerTable, MeritEstimate
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
    told = "24 of 200 interviewers are shown: 2 whose ratings fit worst and, of the others, the 11 most severe and "
    assert f"{told}the 11 most lenient" in " ".join(part.sentences)
    assert f"{size - interviewers.ROWS} are left out" in " ".join(part.sentences)
    assert any("\u2068R90\u2069" in warning and "erratically" in warning for warning in facts.warnings)
    assert any("\u2068R110\u2069" in warning and "uniformly" in warning for warning in facts.warnings)
    assert not any("\u2068R100\u2069" in warning and "errat" in warning for warning in facts.warnings)


def of(
    severity: list[float], infit: list[float], outfit: list[float], interviews: list[int]
) -> InterviewerTable:
    size = len(severity)
    nothing = np.zeros(size)
    return InterviewerTable(
        interviewer_id=np.arange(size), severity=np.array(severity), sd=nothing, low=nothing, high=nothing,
        interviews=np.array(interviews), ratings=np.array(interviews), infit=np.array(infit), outfit=np.array(outfit),
    )  # fmt: skip


def test_misfits_are_found_by_outfit_too_and_not_among_those_with_few_interviews() -> None:
    infit, outfit, interviews = [1.0] * 12, [1.0] * 12, [9] * 12
    outfit[5], infit[6], interviews[6] = 2.0, 9.0, 4
    table = of([*np.linspace(3, -3, 12)], infit, outfit, interviews)
    chosen = interviewers.standout_interviewers(table, 6)
    assert chosen.rows.tolist() == [0, 1, 2, 5, 10, 11]
    assert (chosen.misfit, chosen.severe, chosen.lenient) == (1, 3, 2)
    assert (
        chosen.words
        == "1 whose ratings fit worst and, of the others, the 3 most severe and the 2 most lenient"
    )


@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.sampled_from([0.2, 1.0, 1.2, 2.0, np.nan]), st.integers(1, 9)),
        min_size=1,
    ),
    st.integers(1, 30),
)
def test_the_chosen_are_as_many_as_said(people: list[tuple[float, float, int]], most: int) -> None:
    severity, infit, interviews = map(list, zip(*people, strict=True))
    chosen = interviewers.standout_interviewers(of(severity, infit, infit, interviews), most)
    assert chosen.rows.size == min(most, len(people))
    assert np.unique(chosen.rows).size == chosen.rows.size
    assert (np.diff(np.array(severity)[chosen.rows]) <= 0).all()
    if len(people) > most:
        assert chosen.misfit + chosen.severe + chosen.lenient == most
        assert 0 <= chosen.severe - chosen.lenient <= 1
        assert chosen.misfit <= most // 3
