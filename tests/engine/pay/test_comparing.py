"""Packages side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from muster.engine.errors import DataError, InputError
from muster.engine.pay.comparing import compare_packages
from muster.engine.pay.package import value_package
from muster.engine.pay.parts import Base, Bonus, Multiple, Payout, PriceModel
from tests.engine.pay.packages import package, plain, shares

SURE = plain(name="sure", base=Base(100_000.0))
EQUITY = plain(
    name="equity",
    grants=(shares(4_000, "annual", reference_price=100.0),),
    price=PriceModel(100.0, volatility=0.5),
)


def odds(found: object, first: str, second: str) -> list[float]:
    table = found.odds  # type: ignore[attr-defined]
    return table.p_more[(table.first == first) & (table.second == second)].tolist()  # type: ignore[no-any-return]


def test_the_odds_of_a_lognormal_against_cash_have_a_closed_form() -> None:
    found = compare_packages([EQUITY, SURE], paths=40_000)
    years = np.array([366, 731, 1461]) / 365.25
    sd = 0.5 * np.sqrt(years)
    np.testing.assert_allclose(odds(found, "equity", "sure"), norm.cdf(-sd / 2), atol=0.01)
    assert found.worth.mean[:3].tolist() == pytest.approx([100_000, 200_000, 400_000], rel=1e-5)
    assert found.worth.p50[3:].tolist() == [100_000, 200_000, 400_000]
    assert [each.name for each in found.valuations] == ["equity", "sure"]
    assert found.valuations[1].total == value_package(SURE).total


def test_order_changes_no_number_and_odds_add_up() -> None:
    offers = [package(name="a", company="x"), package(name="b", company="y"), SURE]
    one, other = (compare_packages(each, paths=501, seed=3) for each in (offers, offers[::-1]))
    for first, second in (("a", "b"), ("b", "sure"), ("a", "sure")):
        there, back = odds(one, first, second), odds(one, second, first)
        assert there == odds(other, first, second)
        assert (np.array(there) + back).tolist() == pytest.approx([1.0] * 3)


def test_shares_of_one_company_move_together() -> None:
    more = replace(EQUITY, name="more", grants=(shares(4_001, "annual", reference_price=100.0),))
    assert odds(compare_packages([more, EQUITY], paths=200), "more", "equity") == [1, 1, 1]
    same = compare_packages([replace(EQUITY, name="same"), EQUITY], paths=200)
    assert odds(same, "same", "equity") == [0.5, 0.5, 0.5]
    other = compare_packages([replace(more, company="other"), EQUITY], paths=2_000)
    assert all(0.4 < chance < 0.6 for chance in odds(other, "more", "equity"))


def test_currencies_mix_only_with_a_rate() -> None:
    yen = plain(name="yen", currency="JPY", base=Base(15_000_000.0))
    found = compare_packages([SURE, yen], rates={"JPY": 0.0068})
    assert found.currency == "USD"
    assert odds(found, "yen", "sure") == [1, 1, 1]
    assert found.worth.mean[3] == pytest.approx(102_000)
    turned = compare_packages([SURE, yen], currency="JPY", rates={"USD": 150.0})
    assert turned.worth.mean[:1].tolist() == [15_000_000]
    assert odds(turned, "yen", "sure") == [0.5, 0.5, 0.5]
    with pytest.raises(InputError, match="in JPY and another in USD; give the rate"):
        compare_packages([SURE, yen])


def test_pay_outs_and_scenarios_are_drawn_with_their_chances() -> None:
    bonus = replace(
        SURE, name="bonus", bonus=Bonus(amount=10.0, payout=(Payout(0.0, 0.75), Payout(2.0, 0.25)))
    )
    assert odds(compare_packages([bonus, SURE], paths=20_000, years=[1]), "bonus", "sure") == [
        pytest.approx(0.25 + 0.75 / 2, abs=0.01)
    ]
    scenarios = (Multiple(0.0, 0.6), Multiple(5.0, 0.4))
    fixed = replace(EQUITY, name="fixed", price=PriceModel(100.0), multiples=scenarios)
    assert odds(compare_packages([fixed, SURE], paths=1_000, years=[2]), "fixed", "sure") == [0.4]


def test_arguments_are_checked() -> None:
    with pytest.raises(InputError, match="give two packages or more"):
        compare_packages([SURE])
    with pytest.raises(InputError, match="Two packages are called 'sure'"):
        compare_packages([SURE, SURE])
    with pytest.raises(InputError, match="years"):
        compare_packages([SURE, EQUITY], years=[0])
    with pytest.raises(InputError, match="rate of USD is -1"):
        compare_packages([SURE, replace(SURE, name="b", currency="EUR")], currency="EUR", rates={"USD": -1.0})
    with pytest.raises(DataError):
        compare_packages([SURE, plain(name="empty")])
