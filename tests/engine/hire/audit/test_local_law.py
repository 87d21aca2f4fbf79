import numpy as np
import pytest

from muster.engine.hire.audit.local_law import EXCLUDED, SUPPRESSED, WITHHELD, publish_tables
from muster.engine.hire.audit.selection import SelectionAudit, audit_counts, audit_scores, audit_selection
from tests.engine.audits import counted, people

# Counts as such tables have; rates and ratios are worked out by hand.
SEX = (("Male", 1390, 667), ("Female", 1181, 555))


def two_attributes(*, seed: int = 0, n: int = 600) -> SelectionAudit:
    rng = np.random.default_rng(seed)
    sex = rng.choice(["F", "M"], n).tolist()
    origin = rng.choice(np.array(["a", "b", "c", None], object), n, p=[0.5, 0.38, 0.02, 0.1]).tolist()
    return audit_selection({"sex": sex, "origin": origin}, rng.random(n) < 0.3)


def test_rates_and_ratios_worked_out_by_hand() -> None:
    category, chosen = people(*SEX)
    table = publish_tables(audit_selection({"Sex": category}, chosen)).tables[0]
    assert table.category == ("Female", "Male")
    assert table.applicants.tolist() == [1181, 1390]
    assert table.selected is not None
    assert table.selected.tolist() == [555, 667]
    assert table.rate.round(2).tolist() == [0.47, 0.48]
    assert table.impact_ratio.round(3).tolist() == [0.979, 1.0]
    assert list(table.to_frame()) == [
        "Sex",
        "applicants",
        "selected",
        "selection_rate",
        "impact_ratio",
        "note",
    ]


def test_an_intersection_has_a_column_for_each_attribute() -> None:
    table = publish_tables(two_attributes(), smallest=1).tables[2]
    frame = table.to_frame()
    assert list(frame)[:2] == ["sex", "origin"]
    assert frame["sex"] == ("F", "F", "F", "M", "M", "M")
    assert frame["origin"] == ("a", "b", "c") * 2
    assert table.unknown > 0


def test_scores_have_no_number_of_selected() -> None:
    found = audit_scores({"g": ["a"] * 10 + ["b"] * 10}, list(range(20)))
    table = publish_tables(found).tables[0]
    assert table.selected is None
    assert list(table.to_frame()) == ["g", "applicants", "scoring_rate", "impact_ratio", "note"]
    assert table.rate.tolist() == [0, 1]


def test_a_category_that_is_left_out_of_the_ratio_is_shown_with_its_number_and_rate() -> None:
    table = publish_tables(audit_counts([counted([590, 600, 10], [200, 250, 3])])).tables[0]
    assert table.note == ("", "", EXCLUDED)
    assert table.applicants[2] == 10
    assert table.rate[2] == 0.3
    assert np.isnan(table.impact_ratio[2])


def test_what_is_suppressed_leaves_no_number_behind() -> None:
    found = publish_tables(two_attributes())
    for table in found.tables:
        hidden = [note == SUPPRESSED for note in table.note]
        assert table.selected is not None
        for column in (table.applicants, table.selected, table.rate, table.impact_ratio):
            assert np.isnan(column[hidden]).all()
    assert any(SUPPRESSED in table.note for table in found.tables)


def test_the_ratio_does_not_tell_a_suppressed_reference() -> None:
    """Rate / ratio would be the reference's rate."""
    found = audit_counts([counted([60, 40, 3], [20, 10, 3])])
    assert found.attributes[0].reference == 2
    table = publish_tables(found).tables[0]
    assert table.note == (WITHHELD, SUPPRESSED, SUPPRESSED)
    assert np.isnan(table.impact_ratio).all()
    assert table.rate[0] == pytest.approx(1 / 3)


def test_a_later_report_hides_what_the_two_would_tell() -> None:
    first = publish_tables(audit_counts([counted([60, 40, 20], [20, 10, 5])]))
    assert set(first.tables[0].note) == {""}
    later = audit_counts([counted([60, 40, 21], [20, 10, 6])])
    assert set(publish_tables(later).tables[0].note) == {""}
    second = publish_tables(later, earlier=first.report)
    assert second.tables[0].note[2] == SUPPRESSED
