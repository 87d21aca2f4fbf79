import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.counting import AttributeCounts, count_categories, score_above_median

SEX = ["F", "M", None, "F", "M", "M"]
ORIGIN = ["b", "a", "a", None, "b", "b"]
CHOSEN = [True, False, True, False, True, False]


def test_counts_of_each_attribute_and_pair() -> None:
    sex, origin, both = count_categories({"sex": SEX, "origin": ORIGIN}, CHOSEN)
    assert (sex.name, sex.category, sex.n.tolist(), sex.selected.tolist()) == (
        "sex",
        ("F", "M"),
        [2, 3],
        [1, 1],
    )
    assert (sex.unknown, sex.unknown_selected, sex.known, sex.people) == (1, 1, 5, 6)
    assert (origin.n.tolist(), origin.selected.tolist(), origin.unknown) == ([2, 3], [1, 2], 1)
    assert both.name == "sex x origin"
    assert both.category == ("F x b", "M x a", "M x b")  # F x a has nobody
    assert both.parts == ("sex", "origin")
    assert both.part_categories == (("F", "b"), ("M", "a"), ("M", "b"))
    assert both.n.tolist() == [1, 1, 2]
    assert both.unknown == 2


def test_pairs_may_be_left_out() -> None:
    assert [one.name for one in count_categories({"sex": SEX, "o": ORIGIN}, CHOSEN, crossed=False)] == [
        "sex",
        "o",
    ]


def test_three_attributes_have_three_pairs() -> None:
    found = count_categories({"a": SEX, "b": ORIGIN, "c": SEX}, CHOSEN)
    assert [one.name for one in found] == ["a", "b", "c", "a x b", "a x c", "b x c"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "q", "r", None]), st.sampled_from(["s", "t", None]), st.booleans()),
        min_size=1,
    )
)
def test_nobody_is_lost_or_counted_twice(people: list[tuple[str | None, str | None, bool]]) -> None:
    first, second, chosen = (list(column) for column in zip(*people, strict=True))
    for one in count_categories({"first": first, "second": second}, chosen):
        assert one.people == len(people)
        assert one.selected.sum() + one.unknown_selected == sum(chosen)


def test_the_order_of_people_does_not_matter() -> None:
    turned = count_categories({"sex": SEX[::-1]}, CHOSEN[::-1])[0]
    straight = count_categories({"sex": SEX}, CHOSEN)[0]
    assert turned.category == straight.category
    assert turned.n.tolist() == straight.n.tolist()


def test_no_decisions() -> None:
    with pytest.raises(EstimationError, match="There are no decisions"):
        count_categories({"sex": []}, [])


def test_no_attribute_and_columns_of_other_lengths() -> None:
    with pytest.raises(InputError, match="No attribute"):
        count_categories({}, CHOSEN)
    with pytest.raises(InputError, match="'sex' has 2 entries and there are 6 decisions"):
        count_categories({"sex": ["F", "M"]}, CHOSEN)


@pytest.mark.parametrize(
    ("category", "n", "selected"),
    [
        (("a", "b"), [1, 2], [2, 0]),
        (("a",), [1, 2], [0, 0]),
        (("a", "a"), [1, 2], [0, 0]),
        (("a",), [0], [0]),
    ],
)
def test_counts_that_contradict_each_other(
    category: tuple[str, ...], n: list[int], selected: list[int]
) -> None:
    with pytest.raises(InputError, match="contradict"):
        AttributeCounts("sex", category, np.array(n), np.array(selected), 0, 0)


def test_the_median_itself_is_not_above_it() -> None:
    above, median = score_above_median([1, 2, 2, 3, 9])
    assert median == 2
    assert above.tolist() == [False, False, False, True, True]
    above, median = score_above_median([1.0, 2.0, 3.0, 4.0])
    assert median == 2.5
    assert above.tolist() == [False, False, True, True]


def test_scores_of_which_none_is_above_the_median() -> None:
    with pytest.raises(EstimationError, match="Nobody scores above the median, 5"):
        score_above_median([1, 5, 5, 5])
    with pytest.raises(EstimationError, match="no scores"):
        score_above_median([])
    with pytest.raises(InputError, match="finite"):
        score_above_median([1, np.nan])
