from __future__ import annotations

from dataclasses import replace

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import explain_candidate
from muster.reports.movers import movers_headline
from muster.reports.moves import find_moves
from muster.reports.ranking import candidate_code

from .conftest import facts_of, section_of


def test_reasons_follow_from_the_severity_met(estimate: MeritEstimate) -> None:
    told = section_of(facts_of(estimate), "movers").table
    reasons = {row[0].full: row[-1] for row in told.rows}
    assert any("met severe interviewers: average severity +" in reason for reason in reasons.values())
    assert any("met lenient interviewers: average severity −" in reason for reason in reasons.values())
    for move in find_moves(estimate):
        explanation = explain_candidate(estimate, candidate_code(estimate, move.row))
        reason = reasons[explanation.candidate_id]
        if "met severe" in reason:
            assert move.places > 0
            assert explanation.severity_shift > 0
        if "met lenient" in reason:
            assert move.places < 0
            assert explanation.severity_shift < 0


def test_the_headline_counts_those_who_would_not_be_first_by_raw_mean(estimate: MeritEstimate) -> None:
    raw = np.concatenate([np.full(2, 3.0), np.full(30, 5.0), np.ones(28)])
    table = replace(estimate.ranking, raw_mean=raw, rank=np.arange(1, 61))
    told = movers_headline(replace(estimate, ranking=table))
    assert told == "2 of the first 10 by merit would not be among the first 10 by raw mean."
    agreeing = replace(estimate, ranking=replace(table, raw_mean=-np.arange(60.0)))
    assert movers_headline(agreeing).startswith("The first 10 by merit are also the first 10 by raw mean")


def test_nobody_moves_when_merit_follows_the_raw_means(estimate: MeritEstimate) -> None:
    table = replace(estimate.ranking, raw_mean=-np.arange(60.0), rank=np.arange(1, 61))
    still = replace(estimate, ranking=table)
    part = section_of(facts_of(still), "movers")
    assert find_moves(still) == []
    assert part.chart is None
    assert part.sentences == (
        "Nobody among the first 30, by raw mean or by merit, moved by more than 2 places.",
    )
