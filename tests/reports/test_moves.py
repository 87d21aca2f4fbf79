from __future__ import annotations

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.reports import moves
from muster.reports.moves import count_raw, find_moves, raw_places


def test_ties_in_raw_means_share_the_middle_place() -> None:
    assert raw_places(np.array([3.0, 5.0, 4.0, 4.0, 4.0, 1.0])).tolist() == [5, 1, 3, 3, 3, 6]
    assert raw_places(np.array([4.0, 4.0])).tolist() == [2, 2]
    better, same = count_raw(np.array([3.0, 5.0, 4.0, 4.0, 4.0, 1.0]))
    assert (better.tolist(), same.tolist()) == ([4, 0, 1, 1, 1, 5], [1, 1, 3, 3, 3, 1])
    assert raw_places(np.array([2 / 3, 1 - 1 / 3])).tolist() == [2, 2]


def test_movers_are_the_largest_moves(estimate: MeritEstimate) -> None:
    found = find_moves(estimate)
    table = estimate.ranking
    before = raw_places(table.raw_mean)
    won = before - table.rank
    near = np.minimum(before, table.rank) <= moves.POOL
    assert 2 <= len(found) <= 2 * moves.EACH_WAY
    assert found[0].places == won[near].max()
    assert found[-1].places == won[near].min()
    assert [move.places for move in found] == sorted((move.places for move in found), reverse=True)
    assert len({move.row for move in found}) == len(found)
    for move in found:
        assert abs(move.places) >= moves.LEAST
