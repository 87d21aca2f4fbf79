"""Cash to the cent and vesting to the share: worked examples, and the identity in every currency."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.pay.currency import digits_of
from muster.engine.pay.equity import black_scholes
from muster.engine.pay.lines import (
    cash_lines,
    grant_shares,
    grant_units,
    package_years,
    unit_value,
    vest_lines,
)
from muster.engine.pay.package import value_package
from muster.engine.pay.parts import (
    Base,
    Bonus,
    Grant,
    InKind,
    Liquidity,
    Package,
    Payment,
    PriceModel,
    Raise,
    Tranche,
)
from tests.engine.pay.packages import START, on, package, plain, shares


def by_part(offer: Package, part: str) -> list[tuple[str, int]]:
    return [(str(line.date), line.units) for line in cash_lines(offer) if line.part == part]


def test_a_year_of_base_is_exact_and_cents_are_carried() -> None:
    paid = by_part(plain(base=Base(100_000.0), years=1), "base")
    assert [day for day, _ in paid][:2] == ["2027-04-01", "2027-05-01"]
    assert [units for _, units in paid[:3]] == [833_333, 833_334, 833_333]
    assert sum(units for _, units in paid) == 10_000_000


def test_a_raise_counts_from_its_day_on() -> None:
    base = Base(
        1_200.0, "month", (Raise(on("2027-03-16"), percent=0.1), Raise(on("2027-05-01"), amount=2_000.0))
    )
    paid = [units for _, units in by_part(plain(base=base, years=1), "base")]
    assert paid[:4] == [round(120_000 * (15 + 16 * 1.1) / 31), 132_000, 200_000, 200_000]


def test_weeks_are_counted_by_days() -> None:
    paid = by_part(plain(base=Base(700.0, "week"), years=1), "base")
    assert sum(units for _, units in paid) == 366 * 10_000  # with 29 February 2028
    assert sum(units for _, units in by_part(plain(base=Base(9.0, "quarter"), years=1), "base")) == 3_600


def test_bonuses_come_at_the_end_of_each_year() -> None:
    base = Base(100_000.0, raises=(Raise(on("2028-03-01"), percent=0.5),))
    assert by_part(plain(base=base, bonus=Bonus(target=0.1), years=2), "bonus") == [
        ("2028-03-01", 1_000_000), ("2029-03-01", 1_500_000),
    ]  # fmt: skip
    assert by_part(plain(bonus=Bonus(amount=5_000.0), years=1), "bonus") == [("2028-03-01", 500_000)]


def test_things_in_kind_and_payments_keep_their_part() -> None:
    offer = plain(
        in_kind=(InKind("compute", 100.0, "month"),),
        benefits=(InKind("visa", 3_000.0, "once"),),
        buy_out=(Payment(10.0, on("2027-03-02")),),
        years=1,
    )
    assert sum(units for _, units in by_part(offer, "in_kind")) == 120_000
    assert by_part(offer, "benefits") == [("2027-03-01", 300_000)]
    assert by_part(offer, "buy_out") == [("2027-03-02", 1_000)]


def test_shares_come_from_a_value_to_the_nearest_one() -> None:
    grant = shares(count=None, value=1_000.0, reference_price=300.0)  # type: ignore[arg-type]
    assert grant_shares(grant, None) == 3
    assert grant_shares(replace(grant, value=1_050.0), None) == 4
    assert grant_units(plain(grants=(grant,)), grant) == 100_000
    assert sum(line.units for line in vest_lines(plain(grants=(grant,)))) == 90_000


def test_an_option_is_black_scholes_and_a_unit_a_call_spread() -> None:
    model = PriceModel(60.0, volatility=0.4)
    offer = plain(price=model, discount_rate=0.05)
    option = Grant("option", shares=1, strike=50.0, expiry=on("2037-03-01"), schedule="annual")
    rate, years = np.log(1.05), float((on("2037-03-01") - START).astype(int)) / 365.25
    assert unit_value(offer, option) == pytest.approx(
        float(black_scholes(60, 50, years, 0.4, rate)), abs=1e-8
    )
    unit = Grant("profit_unit", shares=1, strike=50.0, cap=30.0, lock_months=12, schedule="annual")
    locked = float((on("2032-03-01") - START).astype(int)) / 365.25
    spread = black_scholes(60, [50, 80], locked, 0.4, rate)
    assert unit_value(offer, unit) == pytest.approx(spread[0] - spread[1], abs=1e-8)
    assert unit_value(plain(price=PriceModel(60.0)), option) == 10
    assert unit_value(plain(price=PriceModel(100.0)), unit) == 30
    assert unit_value(offer, shares()) == 60


def test_two_triggers_wait_for_liquidity_and_locks_for_their_end() -> None:
    model = PriceModel(50.0, volatility=0.4, liquidity=Liquidity(on("2029-09-15"), 0.5))
    lines = vest_lines(plain(grants=(shares(double_trigger=True, lock_months=6),), price=model))
    assert [str(line.date) for line in lines] == ["2029-09-15", "2029-09-15", "2030-03-01", "2031-03-01"]
    assert [str(line.earned) for line in lines] == ["2028-03-01", "2029-03-01", "2030-03-01", "2031-03-01"]
    assert str(lines[0].settled) == "2030-03-15"
    option = Grant("option", shares=8, strike=50.0, expiry=on("2035-03-01"), schedule="annual")
    assert {str(line.settled) for line in vest_lines(plain(grants=(option,), price=model))} == {"2035-03-01"}


def test_years_reach_to_the_last_day_of_vesting() -> None:
    assert package_years(plain(base=Base(1.0))) == 4
    assert package_years(plain(grants=(shares(schedule="immediate"),), years=1)) == 1
    late = shares(schedule=None, tranches=(Tranche(1.0, month=61),))  # type: ignore[arg-type]
    assert package_years(plain(grants=(late,))) == 6


@settings(max_examples=25, deadline=None)
@given(
    currency=st.sampled_from(["USD", "JPY", "KWD", "CLF", "IDR"]),
    base=st.integers(1, 10**8),
    target=st.integers(0, 300),
    sign_on=st.integers(1, 10**9),
    count=st.integers(1, 10**6),
    price=st.integers(1, 10**6),
    schedule=st.sampled_from(["4y-cliff-monthly", "33/33/22/12-monthly", "5/15/40/40", "immediate"]),
    start=st.sampled_from(["2027-03-01", "2028-02-29", "2027-01-31"]),
    years=st.sampled_from([None, 5]),
)
def test_parts_sum_to_totals_to_the_last_unit(
    currency: str, base: int, target: int, sign_on: int, count: int, price: int, schedule: str, start: str,
    years: int | None,
) -> None:  # fmt: skip
    scale = 10 ** digits_of(currency)
    offer = Package(
        currency, on(start), base=Base(base / scale), bonus=Bonus(target=target / 1_000),
        sign_on=(Payment(sign_on / scale, on(start)),),
        in_kind=(InKind("compute", base / scale, "month"),),
        grants=(
            shares(count, schedule, reference_price=price / 10_000),
            shares(None, "annual", value=float(count), reference_price=0.01, name="b"),  # type: ignore[arg-type]
        ),
        years=years,
    )  # fmt: skip
    found = value_package(offer)

    def units(value: object) -> int:
        return int(np.rint(np.asarray(value) * scale).sum())

    total = units(found.total)
    assert units(found.years.cash) + units(found.years.equity) == total
    kinds = found.parts.kind.tolist()
    mine = [value for kind, value in zip(kinds, found.parts.value, strict=True) if kind != "in_kind"]
    assert units(mine) == total
    assert units(found.vesting.value) == units(found.years.equity)
    assert units(found.years.in_kind) == units(found.total_in_kind)
    assert units(found.whole.vest) == total
    assert found.vesting.shares[found.vesting.grant == "rsu 1"].sum() == count


def test_the_order_of_parts_changes_nothing() -> None:
    offer = package()
    turned = replace(offer, grants=offer.grants[::-1], sign_on=offer.sign_on[::-1])
    one, other = value_package(offer, paths=500, seed=2), value_package(turned, paths=500, seed=2)
    assert (one.total, one.present_value) == (other.total, other.present_value)
    np.testing.assert_allclose(one.fan.p90, other.fan.p90, rtol=1e-6)
    assert one.certainty_equivalent == pytest.approx(other.certainty_equivalent, rel=1e-6)
    assert one.clawback.owed.tolist() == other.clawback.owed.tolist()
