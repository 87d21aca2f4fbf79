"""Sums of probable moves: closed forms of the Poisson-binomial distribution."""

from __future__ import annotations

from math import comb

import pytest

from muster.engine.errors import InputError
from muster.engine.market.flows import ProbableMove, estimate_flows, estimate_net, estimate_net_within


def test_equal_chances_are_binomial() -> None:
    [flow] = estimate_flows([ProbableMove("a", "b", 0.5)] * 10)
    chances = [comb(10, k) / 2**10 for k in range(11)]
    low = next(k for k in range(11) if sum(chances[: k + 1]) >= 0.05)
    high = next(k for k in range(11) if sum(chances[: k + 1]) >= 0.95)
    assert (flow.claimed, flow.mean, flow.low, flow.high) == (10, 5.0, low, high)


def test_a_net_gain_is_what_came_less_what_went() -> None:
    sure = [ProbableMove("a", "b", 1.0), ProbableMove("a", "b", 1.0), ProbableMove("b", "a", 1.0)]
    gain, loss = estimate_net([*sure, ProbableMove("a", None, 0.0)])
    assert (gain.organisation, gain.gained, gain.lost, gain.net, gain.low, gain.high) == ("b", 2, 1, 1, 1, 1)
    assert (loss.organisation, loss.net, loss.low, loss.high) == ("a", -1, -1, -1)
    [unsure] = [one for one in estimate_net([ProbableMove("a", "b", 0.5)]) if one.organisation == "b"]
    assert (unsure.low, unsure.high) == (0, 1)
    assert estimate_flows([ProbableMove("a", None, 0.5)]) == ()


def test_gains_of_one_organisation_by_group() -> None:
    moves = [
        ("research", ProbableMove("a", "b", 1.0)),
        ("research", ProbableMove("b", "c", 0.5)),
        ("", ProbableMove("b", None, 1.0)),
        ("design", ProbableMove("a", "c", 1.0)),
    ]
    found = estimate_net_within(moves, "b")
    assert set(found) == {"research", ""}
    assert (found["research"].gained, found["research"].lost, found["research"].net) == (1.0, 0.5, 0.5)
    assert (found["research"].low, found["research"].high) == (0, 1)
    assert (found[""].organisation, found[""].low, found[""].high) == ("b", -1, -1)


def test_what_is_no_move_is_told() -> None:
    with pytest.raises(InputError, match="must lie between"):
        ProbableMove("a", "b", 1.5)
    with pytest.raises(InputError, match="no end"):
        ProbableMove(None, None, 0.5)
