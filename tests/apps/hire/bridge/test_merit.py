"""What goes to the engine and what comes back: weights, scales, places."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import numpy as np

from muster.apps.hire.bridge.merit import estimate_run, result_of, to_scorecards
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.reports.moves import find_moves
from tests.apps.hire.bridge.test_comparing import make_run, season


def test_the_engine_gets_each_rating_with_its_scale() -> None:
    ratings = season(20)
    cards = to_scorecards(ratings)
    assert [(one.name, one.low, one.high) for one in cards.criteria] == [("c0", 1, 5), ("c1", 1, 5)]
    np.testing.assert_array_equal(cards.candidate_ids[cards.candidate], ratings.candidate[ratings.card])
    np.testing.assert_array_equal(cards.interviewer_ids[cards.interviewer], ratings.interviewer[ratings.card])


def test_weights_count() -> None:
    run, ratings = make_run(), season(20)
    even = estimate_run(run, ratings)
    assert even.model.weights is None
    heavy = tuple(
        replace(one, weight=Decimal(weight)) for one, weight in zip(ratings.criteria, (1, 3), strict=True)
    )
    weighed = estimate_run(run, replace(ratings, criteria=heavy))
    assert weighed.model.weights == {"c0": 1.0, "c1": 3.0}
    assert not np.allclose(even.merit, weighed.merit)


def test_rows_hold_what_both_databases_give_back() -> None:
    run, ratings = make_run(), season(20)
    estimate = estimate_run(run, ratings)
    result = result_of(run, ratings, estimate)
    assert json.loads(json.dumps(result.model)) == result.model
    assert [one.rank for one in result.standings] == estimate.ranking.rank.tolist()
    for one in result.standings:
        assert all(len(part) == len(PART_COLUMNS) for part in one.parts)
        assert json.loads(json.dumps(one.parts, allow_nan=False)) == one.parts
        better = sum(other.raw_mean > one.raw_mean for other in result.standings)
        same = sum(other.raw_mean == one.raw_mean for other in result.standings)
        assert one.raw_rank == better + same // 2 + 1
    again = result_of(run, ratings, estimate_run(run, ratings, threads=1))
    assert [one.parts for one in again.standings] == [one.parts for one in result.standings]
    assert [one.draws for one in again.calibrations] == [one.draws for one in result.calibrations]


def test_places_by_raw_mean_are_those_of_the_season_report() -> None:
    run, ratings = make_run(), season(60)
    estimate = estimate_run(run, ratings)
    standings = result_of(run, ratings, estimate).standings
    moves = find_moves(estimate)
    assert any(move.same > 1 for move in moves)
    for move in moves:
        assert (standings[move.row].raw_rank, standings[move.row].rank) == (move.before, move.after)
