"""What a package is worth, against closed forms and by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from muster.engine.errors import DataError, InputError
from muster.engine.pay.fans import draw_fans
from muster.engine.pay.package import check_package, quote_package, value_package
from muster.engine.pay.parts import (
    Base,
    Bonus,
    Grant,
    Liquidity,
    Multiple,
    Payment,
    Payout,
    Person,
    PriceModel,
    Tranche,
)
from muster.engine.pay.payoffs import payoff, quantiles
from tests.engine.pay.packages import START, on, package, plain, shares

BIG = shares(None, "5/15/40/40", value=100_000_000.0, reference_price=40.0, name="big")  # type: ignore[arg-type]


def test_one_offer_described_in_two_ways_is_the_same_offer() -> None:
    """A hundred million over four years, a quarter of it at once; and "a hundred million for signing"."""
    offer = plain(
        base=Base(500_000.0),
        sign_on=(Payment(1_000_000.0, START),),
        grants=(
            shares(None, "immediate", value=25_000_000.0, reference_price=40.0, name="at once"),  # type: ignore[arg-type]
            shares(None, "25/25/50", value=75_000_000.0, reference_price=40.0, name="later"),  # type: ignore[arg-type]
        ),
        years=4,
    )
    found, quoted = value_package(offer), quote_package(offer)
    assert (quoted.total, quoted.whole, quoted.first_year) == (found.total, found.whole, found.first_year)
    assert (quoted.equity, quoted.years) == (found.years.equity.sum(), found.years.year.size)
    assert found.total == found.whole.vest == found.whole.grant_value == 103_000_000
    assert found.first_year.grant_value == 101_500_000
    assert found.first_year.annualised == 25_750_000
    assert found.first_year.vest == 1_500_000 + 25_000_000 + 18_750_000
    assert found.first_year.signing_only == 1_000_000
    assert found.years.equity.tolist() == [43_750_000, 18_750_000, 37_500_000, 0]
    assert found.notes == ("price_stays", "no_discount")


def test_shares_are_worth_today_what_they_are_worth_today() -> None:
    """With no view on the price, discounting and growth cancel, and the mean of the paths is exact too."""
    model = PriceModel(40.0, volatility=0.9)
    offer = plain(grants=(BIG,), price=model, discount_rate=0.07, person=Person(0.0, 0.3))
    found = value_package(offer, paths=400)
    assert found.present_value == pytest.approx(100_000_000, abs=0.01)
    assert found.certainty_equivalent == pytest.approx(found.present_value, rel=1e-5)
    failing = replace(offer, price=replace(model, failure_per_year=0.1))
    wanted = sum(
        part * 0.9 ** ((on(f"{2027 + year}-03-01") - START).astype(int) / 365.25)
        for year, part in ((1, 5e6), (2, 15e6), (3, 40e6), (4, 40e6))
    )
    assert value_package(failing, paths=400).present_value == pytest.approx(wanted, abs=0.02)


def test_without_risk_everything_is_worth_the_same_to_everybody() -> None:
    offer = plain(
        base=Base(120_000.0), grants=(BIG,), multiples=(Multiple(2.0),), person=Person(5.0, 1.0), years=4
    )
    found = value_package(offer)
    assert found.certainty_equivalent == found.present_value == 200_000_000 + 480_000
    assert found.total == 100_000_000 + 480_000
    assert found.fan.p10.tolist() == found.fan.p90.tolist()
    assert found.fan.p50[-1] == 200_000_000
    assert found.company_cost.expected == 200_480_000


def test_the_undiversified_value_equity_below_its_cost_and_less_the_more_they_hold() -> None:
    """Hall & Murphy (2002): the wedge between cost and value grows with aversion and with the share of wealth."""
    offer = plain(grants=(BIG,), price=PriceModel(40.0, volatility=0.6), discount_rate=0.05)
    values = [
        value_package(replace(offer, person=Person(aversion, share)), paths=2_000).certainty_equivalent
        for aversion, share in ((1.0, 0.1), (2.0, 0.1), (2.0, 0.5), (3.0, 0.5), (3.0, 0.9))
    ]
    assert values == sorted(values, reverse=True)
    assert 0 < values[-1] < 0.6 * 1e8 < 0.9e8 < values[0] < 1e8


def test_scenarios_have_the_quantiles_of_their_weights() -> None:
    scenarios = tuple(Multiple(value, chance) for value, chance in ((0.0, 0.3), (1.0, 0.3), (3.0, 0.4)))
    found = value_package(plain(grants=(BIG,), multiples=scenarios))
    last = [float(getattr(found.fan, name)[-1]) for name in ("p10", "p25", "p50", "p75", "p90")]
    assert last == [0, 0, 1e8, 3e8, 3e8]
    assert found.present_value == pytest.approx(1.5e8)
    assert found.company_cost.by_year.tolist() == [7.5e6, 22.5e6, 60e6, 60e6]
    assert found.company_cost.p90.tolist() == [15e6, 45e6, 120e6, 120e6]
    assert found.company_cost.worst_year == 3


def test_options_and_units_have_their_closed_forms_and_the_paths_agree() -> None:
    offer = package(base=None, bonus=None, sign_on=(), retention_bonus=(), relocation=(), in_kind=())
    exact = value_package(offer, paths=2).present_value
    drawn = value_package(replace(offer, person=Person(0.0, 0.5)), paths=40_000, seed=1).certainty_equivalent
    assert drawn == pytest.approx(exact, rel=0.02)


def test_exercising_at_a_high_multiple_is_holding_and_at_a_low_one_is_taking_what_there_is() -> None:
    option = Grant("option", shares=1_000, strike=50.0, expiry=on("2035-03-01"), schedule="annual")
    offer = plain(grants=(option,), price=PriceModel(60.0, volatility=0.5), discount_rate=0.03)

    def worth(multiple: float | None) -> float:
        grants = (replace(option, exercise_multiple=multiple),)
        return value_package(replace(offer, grants=grants), paths=20_000).present_value

    held = worth(None)
    assert worth(1e6) == pytest.approx(held, rel=0.03)
    early = [worth(1e-6), worth(1.5), worth(3.0)]
    assert early == sorted(early)
    assert early[-1] < held
    # Whoever exercises as soon as it vests has a European option to each day of vesting.
    at_once = 0.0
    for year in (1, 2, 3, 4):
        day = on(f"{2027 + year}-03-01")
        short = replace(option, shares=250, schedule=None, tranches=_all_after(12 * year), expiry=day)
        at_once += value_package(replace(offer, grants=(short,))).present_value
    assert early[0] == pytest.approx(at_once, rel=0.02)


def _all_after(month: int) -> tuple[Tranche, ...]:
    return (Tranche(1.0, month=month),)


def test_liquidity_that_may_not_come_takes_its_share() -> None:
    grant = replace(BIG, double_trigger=True)
    model = PriceModel(40.0, volatility=0.5, liquidity=Liquidity(on("2030-03-01"), 0.25))
    found = value_package(plain(grants=(grant,), price=model, discount_rate=0.04, person=Person(0.0, 1.0)))
    assert found.present_value == pytest.approx(25_000_000, rel=1e-6)
    assert found.certainty_equivalent == pytest.approx(25_000_000, rel=0.05)
    assert found.years.equity.tolist() == [0, 0, 60_000_000, 40_000_000]
    assert not found.fan.p50.any()
    assert found.fan.p90[-1] > 0
    assert found.handcuff.equity[0] == 100_000_000


def test_bonuses_are_at_target_in_the_total_and_by_chance_in_what_is_expected() -> None:
    bonus = Bonus(target=0.5, payout=(Payout(0.0, 0.5), Payout(1.0, 0.5)))
    found = value_package(plain(base=Base(100_000.0), bonus=bonus, years=1))
    assert found.total == 150_000
    assert found.present_value == found.company_cost.expected == 125_000
    assert math.isnan(found.certainty_equivalent)
    assert found.years.to_frame()["cash"].tolist() == [150_000]


def test_fans_are_the_same_for_a_seed_in_any_order_and_number_of_threads() -> None:
    offers = [package(company=f"company {at}") for at in range(3)]
    offers[1] = replace(offers[1], grants=(replace(BIG, reference_price=50.0),))
    alone = [value_package(offer, paths=600, seed=5).fan for offer in offers]
    for threads in (1, 3):
        together = draw_fans(offers[::-1], paths=600, seed=5, threads=threads)[::-1]
        for one, other in zip(alone, together, strict=True):
            for name, column in one.to_frame().items():
                np.testing.assert_array_equal(column, other.to_frame()[name])
    assert not np.array_equal(alone[0].p50, value_package(offers[0], paths=600, seed=6).fan.p50)
    assert (alone[0].p10 <= alone[0].p50).all()
    assert (alone[0].p50 <= alone[0].p90).all()


def test_quantiles_are_outcomes() -> None:
    rows = np.arange(10.0)[None, ::-1]
    assert quantiles(rows, None).tolist() == [[0, 2, 4, 7, 8]]
    assert quantiles(rows, np.full(10, 0.1)).tolist() == [[0, 2, 4, 7, 8]]
    assert payoff(np.array([10.0, 60.0, 900.0]), 50.0, 100.0).tolist() == [0, 10, 100]


def test_what_is_wrong_is_told_before_anything_is_computed() -> None:
    with pytest.raises(DataError, match=r"column grants\[0\]\.tranches"):
        check_package(plain(grants=(shares(schedule=None, tranches=_all_after(12) * 2),)))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="outside offer"):
        value_package(plain(base=Base(1.0)), outside=0.0)
