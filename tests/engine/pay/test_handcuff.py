"""What leaving would cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.pay.handcuff import build_clawback, clawback_owed
from muster.engine.pay.package import value_package
from muster.engine.pay.parts import Base, Clawback, Payment
from tests.engine.pay.packages import START, on, plain, shares


@pytest.mark.parametrize(
    ("method", "owed"),
    [("cliff", [0, 100, 100, 100, 0]), ("monthly", [0, 100, 100, 50, 0]), ("daily", [0, 100, 92, 50, 0])],
)
def test_clawbacks_amortise(method: str, owed: list[int]) -> None:
    payment = Payment(100.0, START, Clawback(12, method))
    days = [on(day) for day in ("2027-02-28", "2027-03-01", "2027-03-31", "2027-09-01", "2028-03-01")]
    found = [round(clawback_owed(payment, day, 2) / 100) for day in days]
    assert found == owed


@given(
    st.integers(1, 60),
    st.sampled_from(["cliff", "monthly", "daily"]),
    st.integers(1, 10**9),
    st.integers(0, 2000),
)
def test_what_is_owed_never_rises(months: int, method: str, units: int, day: int) -> None:
    payment = Payment(units / 100, on("2028-02-29"), Clawback(months, method))
    now = payment.date + np.timedelta64(day, "D")
    first, later = clawback_owed(payment, now, 2), clawback_owed(payment, now + np.timedelta64(1, "D"), 2)
    assert 0 <= later <= first <= units
    assert clawback_owed(payment, payment.date, 2) == units


def test_the_clawback_ends_at_nothing() -> None:
    offer = plain(
        sign_on=(Payment(240.0, START, Clawback(24)), Payment(60.0, on("2028-03-01"), Clawback(6, "cliff")))
    )
    table = build_clawback(offer)
    owed = dict(zip(map(str, table.date), table.owed.tolist(), strict=True))
    assert (owed["2027-03-01"], owed["2028-02-01"], owed["2028-03-01"], owed["2028-09-01"]) == (
        240,
        130,
        180,
        60,
    )
    assert list(owed.items())[-1] == ("2029-03-01", 0)
    assert not build_clawback(plain(base=Base(1.0))).date.size


def test_the_handcuff_is_all_that_would_be_lost_and_says_when_it_weakens() -> None:
    offer = plain(
        sign_on=(Payment(10_000.0, START, Clawback(12, "cliff")),),
        retention_bonus=(Payment(20_000.0, on("2029-03-01")),),
        grants=(shares(1_000, "annual", reference_price=100.0),),
    )
    found = value_package(offer, outside=60_000.0)
    table = found.handcuff
    total = dict(zip(map(str, table.date), table.total.tolist(), strict=True))
    assert total["2027-03-01"] == 100_000 + 20_000 + 10_000
    assert total["2028-02-01"] == 130_000
    assert total["2028-03-01"] == 75_000 + 20_000
    assert total["2029-03-01"] == 50_000
    assert total["2031-03-01"] == 0
    assert str(found.weakens) == str(found.overtaken) == "2029-03-01"
    assert table.strength[0] == pytest.approx(130 / 60)
    assert np.isnat(value_package(offer).overtaken)
    assert np.isnat(value_package(plain(base=Base(1.0))).weakens)
