"""Panels: whoever links most comes first, whoever has no room never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.hire.panels import propose_panel

numbers = st.integers(0, 6)


def test_the_larger_component_comes_first_and_two_are_joined() -> None:
    met = [(1, 10), (2, 10), (3, 11)]  # 10 knows two candidates, 11 one, 12 none
    found = propose_panel(met=met, candidate=9, able=[12, 11, 10], room=[4, 1, 1], size=2)
    assert found.members == (2, 1)
    assert (found.before, found.after) == (3, 1)


def test_in_one_component_whoever_has_most_room() -> None:
    met = [(1, 10), (1, 11)]
    assert propose_panel(met=met, candidate=9, able=[10, 11], room=[1, 3], size=1).members == (1,)


def test_whoever_has_no_room_or_meets_them_anyway_is_left_out() -> None:
    met = [(9, 10), (1, 11)]
    assert propose_panel(met=met, candidate=9, able=[10, 11, 12], room=[2, 0, 1], size=3).members == (2,)


def test_a_candidate_whom_nobody_has_met_is_a_part_alone() -> None:
    found = propose_panel(met=[], candidate=9, able=[], room=[], size=2)
    assert (found.members, found.before, found.after) == ((), 1, 1)


@pytest.mark.parametrize(("room", "size", "word"), [([1, 2], 1, "room"), ([1], -1, "size")])
def test_bad_input_gets_a_sentence(room: list[int], size: int, word: str) -> None:
    with pytest.raises(InputError, match=word):
        propose_panel(met=[], candidate=0, able=[1], room=room, size=size)


def components(pairs: list[tuple[int, int]], candidate: int) -> int:
    """Count the parts that hold candidates, the slow way."""
    groups = [{("c", candidate)}, *({("c", one), ("i", other)} for one, other in pairs)]
    merged = True
    while merged:
        merged = False
        for a in range(len(groups)):
            for b in range(a + 1, len(groups)):
                if groups[a] & groups[b]:
                    groups[a] |= groups.pop(b)
                    merged = True
                    break
            if merged:
                break
    return len(groups)


@given(
    met=st.lists(st.tuples(numbers, numbers), max_size=12),
    candidate=numbers,
    room=st.lists(st.integers(0, 2), min_size=7, max_size=7),
    size=st.integers(0, 3),
)
def test_counts_are_those_of_the_graph_and_no_panel_of_the_size_does_better(
    met: list[tuple[int, int]], candidate: int, room: list[int], size: int
) -> None:
    from itertools import combinations

    found = propose_panel(met=met, candidate=candidate, able=range(7), room=room, size=size)
    assert len(set(found.members)) == len(found.members) <= size
    assert all(room[one] > 0 for one in found.members)
    assert found.before == components(met, candidate)
    assert found.after == components([*met, *((candidate, one) for one in found.members)], candidate)
    possible = [one for one in range(7) if room[one] > 0 and (candidate, one) not in met]
    best = min(
        components([*met, *((candidate, one) for one in panel)], candidate)
        for count in range(size + 1)
        for panel in combinations(possible, count)
    )
    assert found.after == best
