"""Connected parts of the interview graph."""

from __future__ import annotations

import pytest

from muster.engine.hire.graph import find_components
from muster.engine.hire.layout import lay_out
from muster.engine.hire.simulate import simulate_season
from tests.engine.seasons import Row, from_rows


def test_two_halves_are_found_largest_first() -> None:
    small: list[Row] = [(p, r, 0, 1 + (p + r) % 5) for p in (0, 2) for r in (1, 3)]
    large: list[Row] = [(p, r, 0, 1 + (p + r) % 5) for p in (1, 3, 4) for r in (0, 2)]
    components = find_components(lay_out(from_rows(small + large)))
    assert components.candidates.tolist() == [3, 2]
    assert components.interviewers.tolist() == [2, 2]
    assert components.of_candidate.tolist() == [1, 0, 1, 0, 0]
    assert components.of_interviewer.tolist() == [0, 1, 0, 1]
    assert not components.connected
    frame = components.to_frame()
    assert list(frame) == ["candidates", "interviewers"]


def test_a_chain_of_interviewers_connects() -> None:
    rows: list[Row] = [(p, r, 0, 1 + p % 5) for p in range(6) for r in (p, p + 1)]
    components = find_components(lay_out(from_rows(rows)))
    assert components.connected
    assert components.candidates.tolist() == [6]
    assert components.interviewers.tolist() == [7]


def test_people_without_ratings_are_apart() -> None:
    rows: list[Row] = [(p, r, 0, 1 + (p + r) % 5) for p in (0, 1) for r in (0, 1)]
    components = find_components(lay_out(from_rows(rows, candidates=3, interviewers=4)))
    assert components.candidates.tolist() == [2, 1]
    assert components.interviewers.tolist() == [2, 0]
    assert components.of_candidate.tolist() == [0, 0, 1]
    assert components.of_interviewer.tolist() == [0, 0, -1, -1]


@pytest.mark.parametrize("seed", range(3))
def test_parts_agree_with_following_the_links(seed: int) -> None:
    scorecards = simulate_season(
        candidates=30, interviewers=40, interviews=2, criteria=1, design="unbalanced", seed=seed
    ).scorecards
    components = find_components(lay_out(scorecards))
    links = set(zip(scorecards.candidate.tolist(), scorecards.interviewer.tolist(), strict=True))
    parts = set()
    for candidate in range(30):
        people, raters = {candidate}, set[int]()
        while True:
            more = {r for p, r in links if p in people}
            wider = {p for p, r in links if r in more}
            if more == raters and wider == people:
                break
            people, raters = wider, more
        parts.add((frozenset(people), frozenset(raters)))
        assert {
            p for p in range(30) if components.of_candidate[p] == components.of_candidate[candidate]
        } == people
    assert sorted((-len(people), -len(raters)) for people, raters in parts) == [
        (-int(p), -int(r)) for p, r in zip(components.candidates, components.interviewers, strict=True)
    ]
