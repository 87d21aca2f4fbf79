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
from muster.engine.hire.audit.disclosure import Earlier, Hidden, StageCounts, hide_small, hide_small_at_stages

Flags = NDArray[np.bool_]
Names = tuple[str, ...]
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


def test_a_reference_is_hidden_only_where_that_costs_least() -> None:
    counts = count_categories({"one": ["a"] * 30 + ["b"] * 20 + ["c"] * 2}, [True, False] * 26)
    assert [flags.tolist() for flags in hide_small(counts, references=[1])] == [[True, False, True]]
    two = count_categories({"one": ["a"] * 30 + ["c"] * 2}, [True, False] * 16)
    assert hide_small(two, references=[0])[0].all()


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


Way = tuple[int, ...]
Candidate = tuple[str | None, str | None, Way]
WAYS: tuple[Way, ...] = ((1, 0), (2, 0), (2, 1), (2, 2))
candidates = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", None]), st.sampled_from(WAYS)
    ),
    min_size=1,
    max_size=60,
)


def at_stage(everybody: Sequence[Candidate], stage: int) -> StageCounts:
    here = [one for one in everybody if one[2][stage]]
    groups = {"one": [one[0] for one in here], "two": [one[1] for one in here]}
    return StageCounts(count_categories(groups, [one[2][stage] == 2 for one in here]))


def stages_of(everybody: Sequence[Candidate]) -> list[StageCounts]:
    return [at_stage(everybody, place) for place in range(2) if any(one[2][place] for one in everybody)]


def hidden_at(stages: Sequence[StageCounts], flags: Sequence[Hidden], place: int) -> set[tuple[str, Names]]:
    counts, mine = stages[place].counts, flags[place]
    absent = {(one.name, names) for one, gone in zip(counts, mine.absent, strict=True) for names in gone}
    return keys(counts, mine.flags) | absent


class PatientAttacker:
    """Reads both stages of a report, knows who can have gone which way, and asks how many of a cell did."""

    def __init__(
        self,
        everybody: Sequence[Candidate],
        hidden: Sequence[set[tuple[str, Names]]],
    ) -> None:
        names = {(one[0], one[1]) for one in everybody}
        ones = [*sorted({one for one, _ in names if one}), None]
        twos = [*sorted({two for _, two in names if two}), None]
        self.atoms = [
            (*cell, way)
            for cell in product(ones, twos)
            if None in cell or cell in names
            for way in {one[2] for one in everybody}
        ]
        self.everybody = everybody
        self.rows: list[list[bool]] = []
        self.right: list[int] = []
        for place, gone in enumerate(hidden):
            told: list[tuple[str, Names]] = [("one", (one,)) for one in ones if one]
            told += [("two", (two,)) for two in twos if two]
            told += [("one x two", (one, two)) for one, two in names if one and two]
            for kinds in ((1, 2), (2,)):
                for name, category in told:
                    if (name, category) not in gone:
                        self.learn(place, kinds, name, category)
                for name in ("one", "two", "one x two", ""):
                    self.learn(place, kinds, name, None)

    def counts(
        self,
        person: Candidate,
        place: int,
        kinds: Sequence[int],
        name: str,
        category: Names | None,
    ) -> bool:
        parts = {"one": person[:1], "two": person[1:2], "one x two": person[:2], "": ()}[name]
        fits = parts == category if category is not None else None in parts or not name
        return fits and person[2][place] in kinds

    def learn(self, place: int, kinds: Sequence[int], name: str, category: Names | None) -> None:
        self.rows.append([self.counts(atom, place, kinds, name, category) for atom in self.atoms])
        self.right.append(sum(self.counts(one, place, kinds, name, category) for one in self.everybody))

    def width(self, place: int, kinds: Sequence[int], name: str, category: Names) -> float:
        asked = np.array([self.counts(atom, place, kinds, name, category) for atom in self.atoms], float)
        ends = []
        for sign in (1, -1):
            found = linprog(sign * asked, A_eq=np.array(self.rows, float), b_eq=self.right, bounds=(0, None))
            assert found.status == 0
            assert found.fun is not None
            ends.append(float(found.fun))
        return -(ends[0] + ends[1])


@slow
@given(candidates)
def test_what_one_stage_hides_the_next_does_not_tell(
    everybody: list[Candidate],
) -> None:
    stages = stages_of(everybody)
    ways = sorted({one[2][: len(stages)] for one in everybody})
    flags = hide_small_at_stages(stages, ways, smallest=SMALLEST)
    hidden = [hidden_at(stages, flags, place) for place in range(len(stages))]
    attacker = PatientAttacker(everybody, hidden)
    for place, stage in enumerate(stages):
        small = {key for key, value in known(stage.counts, "n").items() if value < SMALLEST}
        assert small <= hidden[place]
        for kinds, least in (((1, 2), SMALLEST), ((2,), 1), ((1,), 1)):
            for name, category in small:
                width = attacker.width(place, kinds, name, category)
                # Where the totals alone tell it, nothing at all is published.
                assert width >= least - 1e-6 or all(
                    everything(one.counts, gone) for one, gone in zip(stages, hidden, strict=True)
                )


def many(*groups: tuple[str, Way, int]) -> list[Candidate]:
    """Return so many people of each category who went each way."""
    return [(one, None, way) for one, way, number in groups for _ in range(number)]


def test_those_who_come_to_a_stage_are_hidden_where_they_passed_the_one_before() -> None:
    """Two of forty passed: they are the two of the next stage, of whom nothing may be told."""
    everybody = many(
        ("a", (1, 0), 60), ("a", (2, 1), 20), ("a", (2, 2), 20),
        ("b", (1, 0), 60), ("b", (2, 1), 10), ("b", (2, 2), 10),
        ("c", (1, 0), 38), ("c", (2, 2), 2),
    )  # fmt: skip
    stages = [StageCounts(at_stage(everybody, place).counts[:1]) for place in (0, 1)]
    alone = [hide_small(one.counts)[0].tolist() for one in stages]
    assert alone == [[False, False, False], [False, True, True]]
    first, second = hide_small_at_stages(stages, WAYS)
    assert first.flags[0].tolist() == [False, True, True]
    assert second.flags[0].tolist() == [False, True, True]


def test_that_nobody_came_is_not_told_by_a_row_that_is_missing() -> None:
    """All four of c were turned away, which the first stage hides: the second names c as hidden too."""
    everybody = many(
        ("a", (1, 0), 30), ("a", (2, 2), 20), ("b", (1, 0), 30), ("b", (2, 2), 20), ("c", (1, 0), 4)
    )
    stages = [StageCounts(at_stage(everybody, place).counts[:1]) for place in (0, 1)]
    first, second = hide_small_at_stages(stages, WAYS)
    assert first.flags[0].tolist()[2]
    assert second.absent == ((("c",),),)


def test_paths_that_do_not_fit() -> None:
    stages = stages_of([("a", "x", (2, 1))] * 3 + [("b", "y", (1, 0))] * 3)
    with pytest.raises(InputError, match="each path"):
        hide_small_at_stages(stages, [[1]])
    with pytest.raises(InputError, match="each path"):
        hide_small_at_stages(stages, [[1, 3]])
    with pytest.raises(InputError, match="contradict"):
        hide_small_at_stages(stages, [[1, 0]])
