import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import boschloo_exact

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.counting import AttributeCounts
from muster.engine.hire.audit.fair import fair_gap
from muster.engine.hire.audit.ratio import koopman_interval, probability_below
from muster.engine.hire.audit.selection import audit_counts, audit_scores, audit_selection
from tests.engine.audits import counted, people

NUMBERS = ("impact_ratio", "low", "high", "p_value", "p_below_four_fifths", "p_fair_process_this_extreme")


def test_the_worked_example_of_the_uniform_guidelines() -> None:
    """EEOC, Questions and Answers on the Uniform Guidelines (1979), question 12: 80 white, 40 black applicants hired at
    60 % and 30 %: the ratio is 50 %.
    """
    category, chosen = people(("white", 80, 48), ("black", 40, 12))
    (one,) = audit_selection({"race": category}, chosen).attributes
    assert one.categories.category == ("black", "white")
    assert one.categories.rate.tolist() == [0.3, 0.6]
    assert one.categories.impact_ratio.tolist() == [0.5, 1.0]
    assert one.reference == 1


def test_every_column_is_what_its_name_says() -> None:
    (one,) = audit_counts([counted([50, 40, 60], [10, 14, 12])]).attributes
    table = one.categories
    assert one.reference == 1
    assert table.impact_ratio == pytest.approx([0.2 / 0.35, 1, 0.2 / 0.35])
    assert (table.low[0], table.high[0]) == pytest.approx(
        [float(end) for end in koopman_interval(10, 50, 14, 40)]
    )
    assert table.p_value[2] == pytest.approx(boschloo_exact([[12, 14], [48, 26]], n=64).pvalue, rel=1e-4)
    assert table.p_below_four_fifths[2] == probability_below(0.8, 12, 60, 14, 40)
    assert table.p_fair_process_this_extreme[2] == fair_gap([50, 40, 60], 36 / 150, 2, 0.2 / 0.35)
    assert list(table.to_frame()) == ["category", "n", "selected", "rate", *NUMBERS]


def test_the_reference_has_a_ratio_of_1_and_no_test() -> None:
    (one,) = audit_counts([counted([50, 40], [10, 14])]).attributes
    assert one.categories.impact_ratio[1] == 1
    for name in NUMBERS[1:]:
        assert np.isnan(getattr(one.categories, name)[1])
        assert np.isfinite(getattr(one.categories, name)[0])


def test_of_equal_rates_the_larger_group_is_the_reference() -> None:
    (one,) = audit_counts([counted([10, 40, 40], [5, 20, 20])]).attributes
    assert one.reference == 1
    assert one.categories.impact_ratio.tolist() == [1, 1, 1]
    assert one.categories.p_value[0] == pytest.approx(1)
    assert one.categories.p_fair_process_this_extreme[2] == pytest.approx(1)


def test_a_fair_process_of_this_size() -> None:
    (one,) = audit_counts([counted([50, 50], [10, 10])]).attributes
    assert one.fair_fails == pytest.approx(0.565, abs=5e-4)


def test_a_category_of_less_than_2_per_cent_is_counted_and_not_compared() -> None:
    (one,) = audit_counts([counted([97, 98, 3], [20, 30, 3])]).attributes
    assert one.reference == 1  # and not the three, who were all selected
    assert one.categories.included.tolist() == [True, True, False]
    assert one.categories.n[2] == 3
    assert one.categories.rate[2] == 1
    assert all(np.isnan(getattr(one.categories, name)[2]) for name in NUMBERS)
    assert [note.code for note in one.notes] == ["small"]
    assert str(one.notes[0]) == "'c' has less than 2 % of the people and no impact ratio."


def test_the_least_share_may_be_another() -> None:
    counts = counted([97, 98, 3], [20, 30, 3])
    (one,) = audit_counts([counts], least_share=0).attributes
    assert one.reference == 2
    assert not one.notes
    with pytest.raises(InputError, match="least_share"):
        audit_counts([counts], least_share=0.6)


def test_exactly_2_per_cent_is_compared() -> None:
    (one,) = audit_counts([counted([49, 49, 2], [20, 30, 1])]).attributes
    assert one.categories.included.all()


def test_unknown_people_are_counted_and_left_out() -> None:
    category, chosen = people(("a", 20, 5), ("b", 20, 10), (None, 7, 7))
    (one,) = audit_selection({"group": category}, chosen).attributes
    assert one.unknown == 7
    assert one.categories.n.tolist() == [20, 20]
    assert one.categories.rate.tolist() == [0.25, 0.5]


def test_pairs_are_attributes_of_their_own() -> None:
    category, chosen = people(("a", 20, 5), ("b", 20, 10))
    other = ["x", "y"] * 20
    found = audit_selection({"first": category, "second": other}, chosen)
    assert [one.name for one in found.attributes] == ["first", "second", "first x second"]
    assert found.attributes[2].categories.category == ("a x x", "a x y", "b x x", "b x y")


def test_a_group_with_nobody_selected_has_a_ratio_of_0_and_an_upper_end() -> None:
    (one,) = audit_counts([counted([20, 30], [0, 12])]).attributes
    assert one.categories.impact_ratio[0] == 0
    assert one.categories.low[0] == 0
    assert 0 < one.categories.high[0] < 1
    assert "nobody of 'a' was selected" in str(one.notes[0])


def test_so_few_people_can_show_nothing() -> None:
    (one,) = audit_counts([counted([1, 1], [1, 0])]).attributes
    assert one.notes[-1].code == "too-few"
    assert str(one.notes[-1]) == (
        "so few people can show nothing: p of 'b' against 'a' is 0.5 or more whoever is selected, so chance is always "
        "an answer."
    )
    # Three and three can: all of one and none of the other. Of several categories, those that cannot are named.
    (one,) = audit_counts([counted([3, 3], [3, 1])]).attributes
    assert not one.notes
    (one,) = audit_counts([counted([2, 40, 2, 1], [2, 20, 1, 1])], least_share=0).attributes
    assert one.notes[-1].params["categories"] == ["c", "d"]


@pytest.mark.parametrize(
    ("counts", "code", "sentence"),
    [
        (counted([20, 30], [0, 0]), "nobody-selected", "nobody was selected"),
        (counted([20, 30], [20, 30]), "everybody-selected", "everybody was selected"),
        (counted([30], [10]), "one-category", "everybody known is 'a'"),
        (counted([], [], unknown=9), "all-unknown", "nobody's category is known (9 are unknown)"),
    ],
)
def test_where_nothing_can_be_compared_a_sentence_says_why(
    counts: AttributeCounts, code: str, sentence: str
) -> None:
    with pytest.raises(EstimationError) as caught:
        audit_counts([counts])
    assert caught.value.code == code
    assert caught.value.sentence.startswith("group: ")
    assert sentence in caught.value.sentence

    # Beside an attribute that can be compared it is a note, and no number stands in its table.
    good = counted([20, 30], [5, 12], name="other")
    found = audit_counts([counts, good])
    one = found.attributes[0]
    assert one.reference is None
    assert sentence in str(one.notes[0])
    assert all(np.isnan(getattr(one.categories, name)).all() for name in NUMBERS)
    assert found.notes[0].startswith("group: ")


def test_only_one_category_large_enough() -> None:
    with pytest.raises(EstimationError, match="lower the least share"):
        audit_counts([counted([990, 5, 5], [100, 1, 1])])


def test_scores_are_audited_by_who_is_above_the_median() -> None:
    found = audit_scores({"group": ["a", "a", "a", "b", "b", "b"]}, [1, 2, 6, 3, 5, 7])
    assert found.median == 4
    assert found.attributes[0].categories.selected.tolist() == [1, 2]


def test_agrees_with_fairlearn() -> None:
    """Rates and the ratio of the lowest to the highest, by fairlearn's metrics."""
    pandas, metrics = _quietly("pandas"), _quietly("fairlearn.metrics")
    rng = np.random.default_rng(2)
    category = rng.choice(["a", "b", "c"], 400, p=[0.2, 0.3, 0.5])
    chosen = rng.random(400) < np.where(category == "a", 0.2, 0.4)
    frame = metrics.MetricFrame(
        metrics=metrics.selection_rate,
        y_true=chosen,
        y_pred=chosen,
        sensitive_features=pandas.Series(category),
    )
    (one,) = audit_selection({"group": category.tolist()}, chosen).attributes
    assert one.categories.rate == pytest.approx(frame.by_group.to_numpy())
    lowest = metrics.demographic_parity_ratio(chosen, chosen, sensitive_features=category)
    assert one.categories.impact_ratio.min() == pytest.approx(lowest)


def test_agrees_with_aedt_audit() -> None:
    """Rates, exclusions and impact ratios of selections, scores and pairs, by aedt-audit."""
    pandas, aedt = _quietly("pandas"), _quietly("aedt_audit")
    rng = np.random.default_rng(5)
    sex = rng.choice(["F", "M"], 900)
    origin = rng.choice(["a", "b", "c"], 900, p=[0.49, 0.5, 0.01])
    score = rng.normal(size=900) + (sex == "F") * 0.2
    chosen = score > 0.7
    frame = pandas.DataFrame({"sex": sex, "origin": origin, "score": score, "chosen": chosen})
    groups = {"sex": sex.tolist(), "origin": origin.tolist()}
    theirs: dict[str, Callable[[list[str]], Any]] = {
        "selected": lambda by: aedt.selection_rates(frame, by=by, outcome="chosen"),
        "scored": lambda by: aedt.scoring_rates(frame, by=by, score="score"),
    }
    ours = {"selected": audit_selection(groups, chosen), "scored": audit_scores(groups, score)}
    for kind, rates in theirs.items():
        for one, by in zip(ours[kind].attributes, (["sex"], ["origin"], ["sex", "origin"]), strict=True):
            table = aedt.impact_ratios(rates(by)).set_index(by).sort_index()
            assert one.categories.n.tolist() == table["n"].tolist()
            assert one.categories.rate == pytest.approx(table["rate"].to_numpy())
            assert one.categories.included.tolist() == [not flag for flag in table["excluded"]]
            kept = one.categories.included
            assert one.categories.impact_ratio[kept] == pytest.approx(table["impact_ratio"].to_numpy()[kept])


def _quietly(module: str) -> Any:
    """Import one of the packages that only tests use; what it warns of while it loads is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(module, reason="only tests use it; `make lock` installs it")
