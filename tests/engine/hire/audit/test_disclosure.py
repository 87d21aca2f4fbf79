"""Nothing small can be worked out: an attacker with a linear programme of their own tries, on every table."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from muster.engine.errors import InputError
from muster.engine.hire.audit.counting import AttributeCounts, count_categories
from muster.engine.hire.audit.disclosure import Earlier, hide_small

Flags = NDArray[np.bool_]
Person = tuple[str | None, str | None, bool]

SMALLEST = 4
slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
people = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", "z", None]), st.booleans()),
    min_size=1,
    max_size=40,
)


def counted(everybody: Sequence[Person]) -> tuple[AttributeCounts, ...]:
    first, second, chosen = (list(column) for column in zip(*everybody, strict=True))
    return count_categories({"one": first, "two": second}, chosen)


def known(counts: Sequence[AttributeCounts], kind: str) -> dict[tuple[str, tuple[str, ...]], int]:
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    for one in counts:
        values = {"n": one.n, "selected": one.selected, "rejected": one.n - one.selected}[kind]
        found |= {(one.name, names): int(v) for names, v in zip(one.part_categories, values, strict=True)}
    return found


class Attacker:
    """Knows everything that is published, of one report or of what changed between two, and asks for bounds."""

    def __init__(
        self, values: dict[tuple[str, tuple[str, ...]], int], fixed: dict[str, int], *, signed: bool
    ) -> None:
        ones = [names[0] for name, names in values if name == "one"]
        twos = [names[0] for name, names in values if name == "two"]
        self.cells = [
            cell
            for cell in product([*ones, None], [*twos, None])
            if None in cell or ("one x two", cell) in values
        ]
        self.values = values
        self.low = None if signed else 0
        self.always = [
            ([cell[0] is None for cell in self.cells], fixed["one"]),
            ([cell[1] is None for cell in self.cells], fixed["two"]),
            ([None in cell for cell in self.cells], fixed["one x two"]),
            ([True for _ in self.cells], fixed["total"]),
        ]

    def row(self, key: tuple[str, tuple[str, ...]]) -> list[bool]:
        name, names = key
        if name == "one x two":
            return [cell == names for cell in self.cells]
        place = 0 if name == "one" else 1
        return [cell[place] == names[0] for cell in self.cells]

    def width(self, key: tuple[str, tuple[str, ...]], hidden: set[tuple[str, tuple[str, ...]]]) -> float:
        rows = [
            (self.row(one), value) for one, value in self.values.items() if one not in hidden
        ] + self.always
        matrix = np.array([row for row, _ in rows], float)
        right = np.array([value for _, value in rows], float)
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * np.array(self.row(key), float), A_eq=matrix, b_eq=right, bounds=(self.low, None)
            )
            assert found.status in (0, 3)
            if found.status == 3 or found.fun is None:
                return np.inf
            ends.append(float(found.fun))
        return -(ends[0] + ends[1])


def fixed(counts: Sequence[AttributeCounts], kind: str) -> dict[str, int]:
    chosen = {one.name: one.unknown_selected for one in counts}
    unknown = {one.name: one.unknown for one in counts}
    total, hired = counts[0].people, int(counts[0].selected.sum()) + counts[0].unknown_selected
    if kind == "n":
        return {**unknown, "total": total}
    if kind == "selected":
        return {**chosen, "total": hired}
    return {**{name: unknown[name] - chosen[name] for name in unknown}, "total": total - hired}


def keys(counts: Sequence[AttributeCounts], flags: Sequence[Flags]) -> set[tuple[str, tuple[str, ...]]]:
    return {
        (one.name, names)
        for one, mine in zip(counts, flags, strict=True)
        for names, flag in zip(one.part_categories, mine, strict=True)
        if flag
    }


def everything(counts: Sequence[AttributeCounts], hidden: set[tuple[str, tuple[str, ...]]]) -> bool:
    return {(one.name, names) for one in counts for names in one.part_categories} <= hidden


@slow
@given(people)
def test_no_small_count_can_be_worked_out(everybody: list[Person]) -> None:
    counts = counted(everybody)
    hidden = keys(counts, hide_small(counts, smallest=SMALLEST))
    small = {key for key, value in known(counts, "n").items() if value < SMALLEST}
    assert small <= hidden
    for kind, least in (("n", SMALLEST), ("selected", 1), ("rejected", 1)):
        attacker = Attacker(known(counts, kind), fixed(counts, kind), signed=False)
        for key in small:
            # Where the totals alone tell it, nothing at all is published.
            assert attacker.width(key, hidden) >= least - 1e-6 or everything(counts, hidden)


@slow
@given(people, people)
def test_two_reports_together_tell_no_small_change(everybody: list[Person], joined: list[Person]) -> None:
    before, after = counted(everybody), counted([*everybody, *joined])
    first = hide_small(before, smallest=SMALLEST)
    second = hide_small(after, smallest=SMALLEST, earlier=Earlier(before, first))
    gone, hidden = keys(before, first), keys(after, second)
    then, now = known(before, "n"), known(after, "n")
    changes = {key: value - then.get(key, 0) for key, value in now.items()}
    small = {key for key, value in changes.items() if 0 < value < SMALLEST and key not in gone}
    assert small <= hidden
    for kind, least in (("n", SMALLEST), ("selected", 1), ("rejected", 1)):
        old, new = known(before, kind), known(after, kind)
        moved = {key: value - old.get(key, 0) for key, value in new.items()}
        totals = {name: value - fixed(before, kind)[name] for name, value in fixed(after, kind).items()}
        attacker = Attacker(moved, totals, signed=False)
        for key in small:
            # Where so few joined that the totals tell it, nothing is published that was before.
            assert attacker.width(key, hidden | gone) >= least - 1e-6 or everything(after, hidden | gone)


@slow
@given(people)
def test_a_report_that_has_not_changed_is_published_as_before(everybody: list[Person]) -> None:
    counts = counted(everybody)
    first = hide_small(counts, smallest=SMALLEST)
    again = hide_small(counts, smallest=SMALLEST, earlier=Earlier(counts, first))
    assert keys(counts, again) == keys(counts, first)


def test_one_small_category_takes_another_with_it() -> None:
    counts = count_categories({"one": ["a"] * 30 + ["b"] * 20 + ["c"] * 2}, [True, False] * 26)
    assert [flags.tolist() for flags in hide_small(counts)] == [[False, True, True]]


def test_categories_that_are_large_are_all_published() -> None:
    counts = count_categories({"one": ["a"] * 30 + ["b"] * 20}, [True, False] * 25)
    assert not hide_small(counts)[0].any()


def test_where_nobody_of_the_hidden_was_selected_another_category_is_hidden() -> None:
    """Two small categories hide each other's size; that none of them was selected must not be left to see."""
    one = ["a"] * 30 + ["b"] * 20 + ["c"] * 4 + ["d"] * 4
    chosen = [place < 10 for place in range(30)] + [place < 8 for place in range(20)] + [False] * 8
    (flags,) = hide_small(count_categories({"one": one}, chosen))
    assert flags.tolist() == [False, True, True, True]


def test_somebody_who_joined_is_not_seen_by_subtraction() -> None:
    one = ["a"] * 30 + ["b"] * 20 + ["c"] * 9
    before = count_categories({"one": one}, [True, False, False] * 19 + [True, False])
    after = count_categories({"one": [*one, "c"]}, [True, False, False] * 20)
    first = hide_small(before)
    assert not first[0].any()
    assert not hide_small(after)[0].any()  # alone it would be published
    (flags,) = hide_small(after, earlier=Earlier(before, first))
    assert flags[2]
    assert flags.sum() >= 2  # the total would tell it otherwise


def test_people_who_left_are_not_seen_by_subtraction() -> None:
    one = ["a"] * 30 + ["b"] * 20 + ["c"] * 9
    before = count_categories({"one": one}, [True] + [False] * 58)
    after = count_categories({"one": one[:-1]}, [True] + [False] * 57)
    (flags,) = hide_small(after, earlier=Earlier(before, hide_small(before)))
    assert flags[2]


def test_what_is_spared_is_hidden_only_where_nothing_else_helps() -> None:
    counts = count_categories({"one": ["a"] * 30 + ["b"] * 20 + ["c"] * 2}, [True, False] * 26)
    assert [flags.tolist() for flags in hide_small(counts, spared=[1])] == [[True, False, True]]
    two = count_categories({"one": ["a"] * 30 + ["c"] * 2}, [True, False] * 16)
    assert hide_small(two, spared=[0])[0].all()


def test_a_table_of_a_few_people_tells_nothing() -> None:
    counts = count_categories({"one": ["a", "b"]}, [True, False])
    assert hide_small(counts)[0].all()


def test_bad_arguments() -> None:
    counts = count_categories({"one": ["a", "b"]}, [True, False])
    with pytest.raises(InputError, match="smallest"):
        hide_small(counts, smallest=0)
    other = count_categories({"two": ["a"]}, [True])
    with pytest.raises(InputError, match="same people"):
        hide_small([*counts, *other])


@slow
@given(people, people, people)
def test_a_third_report_tells_no_small_change_since_either(
    everybody: list[Person], joined: list[Person], more: list[Person]
) -> None:
    first, second, third = (
        counted(everybody),
        counted([*everybody, *joined]),
        counted([*everybody, *joined, *more]),
    )
    own = hide_small(first, smallest=SMALLEST)
    reports = [Earlier(first, own, lasting=own)]
    own = hide_small(second, smallest=SMALLEST)
    reports.append(Earlier(second, hide_small(second, smallest=SMALLEST, earlier=reports), lasting=own))
    hidden = keys(third, hide_small(third, smallest=SMALLEST, earlier=reports))
    now = known(third, "n")
    for report in reports:
        then, gone = known(report.counts, "n"), keys(report.counts, report.hidden)
        assert (
            keys(report.counts, report.lasting) & set(now) <= hidden
        )  # what was too small then stays hidden
        changes = {key: value - then.get(key, 0) for key, value in now.items() if key not in gone}
        assert {key for key, value in changes.items() if 0 < abs(value) < SMALLEST} <= hidden


def test_what_lasts_not_may_come_back() -> None:
    few = [("a", "x", True)] * 2 + [("b", "x", False)] * 9 + [("c", "x", True)] * 9
    before, after = counted(few), counted([*few, *[("a", "x", False)] * 20])
    flags = hide_small(before, smallest=SMALLEST)
    again = hide_small(after, smallest=SMALLEST, earlier=[Earlier(before, flags)])
    lasting = hide_small(after, smallest=SMALLEST, earlier=[Earlier(before, flags, lasting=flags)])
    assert ("one", ("a",)) not in keys(after, again)
    assert ("one", ("a",)) in keys(after, lasting)
