"""Corrections for many comparisons, against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from muster.engine.errors import InputError
from muster.engine.hire.multiple import CORRECTIONS, correct_p_values

ps = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_holm_by_hand() -> None:
    # Step down: 4 x .005, 3 x .01, 2 x .03 and 1 x .04, none below the one before.
    found = correct_p_values([0.01, 0.04, 0.03, 0.005], "holm")
    assert found == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(ps)
def test_the_share_of_false_findings_is_scipys(p: list[float]) -> None:
    assert correct_p_values(p, "bh") == pytest.approx(false_discovery_control(p, method="bh"))


@given(ps)
def test_a_correction_never_makes_more_certain(p: list[float]) -> None:
    plain = np.array(p)
    holm, bh = correct_p_values(p, "holm"), correct_p_values(p, "bh")
    assert (plain <= bh + 1e-12).all()
    assert (bh <= holm + 1e-12).all()
    assert (holm <= np.minimum(plain * plain.size, 1) + 1e-12).all()


def test_what_is_not_compared_does_not_count() -> None:
    with_gap = correct_p_values([0.01, np.nan, 0.2], "holm")
    assert with_gap[[0, 2]] == pytest.approx(correct_p_values([0.01, 0.2], "holm"))
    assert np.isnan(with_gap[1])
    assert correct_p_values([], "bh").size == 0


def test_what_is_refused() -> None:
    assert "holm" in CORRECTIONS
    with pytest.raises(InputError, match="is not known"):
        correct_p_values([0.1], "bonferroni")
    with pytest.raises(InputError, match="outside 0 to 1"):
        correct_p_values([1.5], "none")
    with pytest.raises(InputError, match="one column"):
        correct_p_values([[0.1]], "none")
